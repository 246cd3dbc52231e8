// What histograms of many windows say about one value per transaction (a latency). The population is every
// transaction of every window; the transactions of one window are alike, so the independent pieces are the
// windows, not the transactions. Mean: ratio of sums, with the t interval of its linearised residuals.
// Quantiles: of the pooled histogram, with Woodruff's interval: the spread between windows of the share below
// it, carried back through the distribution. Source: Woodruff 1952; Särndal, Swensson & Wretman, Model Assisted
// Survey Sampling, 5.11.
import { type Estimate, QUANTILES, type Quantile } from "./estimate.ts";
import { countUpTo, Histogram, type SparseHistogram } from "./histogram.ts";
import { meanHalfWidth } from "./mean-interval.ts";
import { quantileInterval } from "./quantile-interval.ts";
import { studentQuantile } from "./student-t.ts";
import { Tally } from "./tally.ts";

/** Below ten windows a variance between windows is not worth printing. */
const FEWEST_WINDOWS = 10;

export interface PooledValues {
  readonly unit: string;
  /** One per window, in the order of the jobs. */
  readonly histograms: readonly SparseHistogram[];
  readonly confidence?: number;
}

export function estimateOfPooled({ unit, histograms, confidence = 0.95 }: PooledValues): Estimate {
  const windows = histograms.filter((window) => window.bins.length > 0);
  const first = windows[0];
  if (first === undefined) return { unit, n: 0 };
  const pooled = new Histogram(first.perUnit);
  for (const window of windows) pooled.merge(window);
  const quantiles = QUANTILES.map((p) => quantileOf(p, pooled, windows, confidence));
  return {
    unit,
    n: pooled.count,
    ...meanOf(pooled, windows, confidence),
    confidence,
    quantiles,
    min: pooled.min as number,
    max: pooled.max as number,
    effectiveSamples: windows.length,
  };
}

function meanOf(
  pooled: Histogram,
  windows: readonly SparseHistogram[],
  confidence: number,
): Partial<Estimate> {
  const mean = pooled.mean as number;
  const perWindow = pooled.count / windows.length;
  // Residuals of the ratio: they sum to zero, and their standard error is that of the mean.
  const residuals = windows.map((window) => {
    const { total } = countUpTo(window, Number.POSITIVE_INFINITY);
    return (window.sum / window.perUnit - mean * total) / perWindow;
  });
  const half = windows.length < FEWEST_WINDOWS ? undefined : meanHalfWidth(Tally.of(residuals), confidence);
  return half === undefined
    ? { mean }
    : { mean, low: mean - half, high: mean + half, method: "ratio-student-t" };
}

function quantileOf(
  p: number,
  pooled: Histogram,
  windows: readonly SparseHistogram[],
  confidence: number,
): Quantile {
  const bin = pooled.binAt(p) as number;
  const value = pooled.valueOf(bin);
  const isEnough = windows.length >= FEWEST_WINDOWS && quantileInterval(pooled.count, p, confidence);
  if (!isEnough) return { p, value, method: "woodruff" };
  const half =
    studentQuantile(1 - (1 - confidence) / 2, windows.length - 1) *
    standardErrorOfShare(pooled, windows, bin);
  const [from, to] = [p - half, p + half];
  const low = from > 0 ? pooled.quantile(from) : undefined;
  const high = to < 1 ? pooled.quantile(to) : undefined;
  return {
    p,
    value,
    ...(low !== undefined && { low }),
    ...(high !== undefined && { high }),
    method: "woodruff",
  };
}

/**
 * Of the share of transactions up to a bin, and of the share below it: a bin may hold many equal values; the
 * larger.
 */
function standardErrorOfShare(pooled: Histogram, windows: readonly SparseHistogram[], bin: number): number {
  const counts = windows.map((window) => countUpTo(window, bin));
  const spread = (side: "upTo" | "below"): number => {
    const share = counts.reduce((sum, count) => sum + count[side], 0) / pooled.count;
    const squares = counts.reduce((sum, count) => {
      const residual = count[side] - share * count.total;
      return sum + residual * residual;
    }, 0);
    const m = windows.length;
    return Math.sqrt((m * squares) / (m - 1)) / pooled.count;
  };
  return Math.max(spread("upTo"), spread("below"));
}
