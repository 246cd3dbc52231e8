// The ratio of two means from pairs of values (loss per failover, availability weighted by transactions,
// downtime per cycle over its length), never the mean of ratios: jackknifed value, which takes out the bias
// of order 1/n, with the t interval of its pseudo-values. Pairs are replications or cycles, independent of
// each other.
// Source: Miller, "The jackknife: a review", Biometrika 61, 1974; Law & Kelton, Simulation Modeling and
// Analysis, 9.
import type { Estimate } from "./estimate.ts";
import { FEWEST_EVENTS, LARGEST_SHARE } from "./outlook-estimate.ts";
import { skewedMeanInterval } from "./skewed-mean.ts";
import { SparseSample } from "./sparse-sample.ts";

export interface RatioValues {
  readonly unit: string;
  readonly over: readonly number[];
  /** As many as `over`, none negative, not all zero. */
  readonly under: readonly number[];
  readonly confidence?: number;
}

export function ratioEstimate({ unit, over, under, confidence = 0.95 }: RatioValues): Estimate {
  if (over.length !== under.length)
    throw new RangeError(`${over.length} numerators, ${under.length} denominators`);
  const n = over.length;
  const [sumOver, sumUnder] = [total(over), total(under)];
  if (n === 0 || sumUnder === 0) return { unit, n };
  const plain = sumOver / sumUnder;
  const pseudo = over.map((x, i) => {
    const rest = sumUnder - (under[i] ?? 0);
    return rest > 0 ? n * plain - (n - 1) * ((sumOver - x) / rest) : plain;
  });
  const sample = new SparseSample(pseudo);
  const known = { unit, n, mean: n > 1 ? sample.mean : plain, confidence, effectiveSamples: n };
  const reason = refusal(over, under);
  if (reason !== undefined) return { ...known, bound: { method: reason } };
  return { ...known, ...skewedMeanInterval(sample, confidence), method: "jackknife-hall-t" };
}

/** Both sums must be carried by many. */
function refusal(over: readonly number[], under: readonly number[]): string | undefined {
  for (const [side, values] of [["numerator", over] as const, ["denominator", under] as const]) {
    const sample = new SparseSample(values.map(Math.abs));
    if (sample.nonzero.length < FEWEST_EVENTS)
      return `${sample.nonzero.length} of ${FEWEST_EVENTS} values in the ${side}`;
    if (!(sample.largestShare < LARGEST_SHARE))
      return `one value is ${Math.round(sample.largestShare * 100)} % of the ${side}`;
  }
  return undefined;
}

const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);
