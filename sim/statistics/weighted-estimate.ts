// The mean of weighted observations (importance sampling, splitting): value × likelihood ratio, zeros
// included. With it go the effective sample size and the share of the largest weight; a few large weights
// mean that larger ones were not met yet, and then there is a lower bound instead of an interval: such an
// estimate is too small far more often than too large.
// Sources: Kong, Liu & Wong 1994 (effective sample size); Hall 1992 (interval); Vehtari et al., Pareto
// smoothed importance sampling, 2015 (a tail of weights with shape above 0.7 is not to be trusted; here by
// Hill's estimator). The other limits are ours, measured.
import { log } from "../kernel/arithmetic.ts";
import type { Estimate } from "./estimate.ts";
import { boundOfMean } from "./mean-bound.ts";
import { skewedMeanInterval } from "./skewed-mean.ts";
import { SparseSample } from "./sparse-sample.ts";

const FEWEST_EFFECTIVE = 100;
const LARGEST_WEIGHT_SHARE = 0.05;
/** The weights' variance is infinite above 1/2; 0.7 leaves room for the estimator's own noise. */
const TAIL_SHAPE_MAX = 0.7;

export interface WeightedEstimate extends Estimate {
  readonly largestWeightShare: number;
  /** Half width over mean; absent with a bound. */
  readonly relativeHalfWidth?: number;
}

export interface WeightedObservations {
  readonly unit: string;
  /** Value times weight of the observations that are not zero; none negative. */
  readonly hits: ArrayLike<number> & Iterable<number>;
  /** Observations, the zeros included. */
  readonly trials: number;
  readonly confidence?: number;
}

export function weightedEstimate(observed: WeightedObservations): WeightedEstimate {
  const { unit, hits, trials, confidence = 0.95 } = observed;
  const sample = new SparseSample(hits, trials - hits.length);
  const { mean, effectiveSize, largestShare } = sample;
  const known = {
    unit,
    n: trials,
    mean,
    confidence,
    effectiveSamples: effectiveSize,
    largestWeightShare: largestShare,
  };
  const reason = refusalOf(sample);
  if (reason !== undefined) return { ...known, bound: boundOfMean(sample, { confidence, reason }) };
  const { low, high } = skewedMeanInterval(sample, confidence);
  return { ...known, low, high, relativeHalfWidth: (high - low) / 2 / mean, method: "weighted-hall-t" };
}

/** Why weights such as these allow no interval, or undefined. */
export function refusalOf(sample: SparseSample): string | undefined {
  if (sample.nonzero.length === 0) return `no hit in ${sample.count} trials`;
  if (sample.effectiveSize < FEWEST_EFFECTIVE)
    return `effective sample size ${Math.floor(sample.effectiveSize)} of ${FEWEST_EFFECTIVE}`;
  if (sample.largestShare > LARGEST_WEIGHT_SHARE)
    return `the largest weight is ${Math.round(sample.largestShare * 100)} % of the sum`;
  if (tailShape(sample.nonzero) > TAIL_SHAPE_MAX) return "the tail of the weights is too heavy";
  return undefined;
}

/** Hill's estimator from the largest 3 √n of n weights, n ≥ 100: 1/α of a tail that falls like x^−α. */
function tailShape(ascending: Float64Array): number {
  const many = Math.floor(Math.min(ascending.length / 5, 3 * Math.sqrt(ascending.length)));
  const from = log(ascending[ascending.length - 1 - many] ?? 0);
  let sum = 0;
  for (let i = ascending.length - many; i < ascending.length; i++) sum += log(ascending[i] ?? 0) - from;
  return sum / many;
}
