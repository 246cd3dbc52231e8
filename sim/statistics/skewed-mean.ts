// Interval of the mean of skewed values: Student's t after a monotone cubic that takes the skewness out. A t
// interval misses a heavy upper side; this one leans towards it. The skewness is that of the sample or, where
// larger, that of a lognormal law fitted to the upper half: the sample's own is too small just when the
// largest values are missing.
// Source: P. Hall, "On the removal of skewness by transformation", J. Royal Stat. Soc. B 54, 1992. The fit
// and its cap are ours, measured (test/statistics/coverage.test.ts). Leaves out: infinite variance (a Pareto
// tail with exponent 2 or below), which no interval from the sample alone survives.
import { exp, log, pow } from "../kernel/arithmetic.ts";
import type { Interval } from "./proportion.ts";
import type { SparseSample } from "./sparse-sample.ts";
import { studentQuantile } from "./student-t.ts";

/** A mean skewer than this by the fit is not corrected further: the cubic is an expansion in it. */
const CORRECTED_UP_TO = 0.45;

/** `tail`: the skewness of the mean by `tailSkewness`, for values of zero or more; 0 uses the sample's own. */
export function skewedMeanInterval(sample: SparseSample, confidence: number, tail = 0): Interval {
  const t = studentQuantile(1 - (1 - confidence) / 2, sample.count - 1);
  const shown = sample.meanSkewness;
  const skewness = tail > 0 ? Math.max(shown, Math.min(tail, CORRECTED_UP_TO)) : shown;
  const low = sample.mean - sample.standardError * untransformed(t, skewness);
  const high = sample.mean - sample.standardError * untransformed(-t, skewness);
  return { low: sample.isNonNegative ? Math.max(0, low) : low, high };
}

/** The T with T + γT²/3 + γ²T³/27 + γ/6 = t. */
function untransformed(t: number, skewness: number): number {
  if (Math.abs(skewness) < 1e-9) return t;
  return (3 / skewness) * (cubeRoot(1 + skewness * (t - skewness / 6)) - 1);
}

const cubeRoot = (x: number): number => (x < 0 ? -pow(-x, 1 / 3) : pow(x, 1 / 3));

/** The mean log excess over a quantile, in units of σ, of a lognormal law: φ(z)/(1 − p) − z at its p. */
const SHARES = [
  { above: 0.5, excess: 0.7979, least: 20 },
  { above: 0.1, excess: 0.4734, least: 100 },
] as const;

/**
 * Skewness of the mean if the values that are not zero were lognormal with the spread of the upper half, or
 * of the upper tenth if that is larger; infinite where fewer than 20 are there to fit. For values of zero or
 * more.
 */
export function tailSkewness(sample: SparseSample): number {
  const values = sample.nonzero;
  const spreads = SHARES.filter(({ least }) => values.length >= least).map(({ above, excess }) => {
    const many = Math.floor(values.length * above);
    const from = log(values[values.length - 1 - many] ?? 0);
    let sum = 0;
    for (let i = values.length - many; i < values.length; i++) sum += log(values[i] ?? 0) - from;
    return sum / many / excess;
  });
  if (spreads.length === 0) return Number.POSITIVE_INFINITY;
  const spread = Math.max(...spreads);
  const share = values.length / sample.count;
  if (spread === 0) return Math.abs(1 - 2 * share) / Math.sqrt(share * (1 - share) * sample.count);
  const a = exp((spread * spread) / 2);
  // Raw moments a, a⁴, a⁹ times the share; the median is 1.
  const [first, second, third] = [share * a, share * pow(a, 4), share * pow(a, 9)];
  const variance = second - first * first;
  const cubed = third - 3 * first * second + 2 * first * first * first;
  return cubed / (variance * Math.sqrt(variance) * Math.sqrt(sample.count));
}
