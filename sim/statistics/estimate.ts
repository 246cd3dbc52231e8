// What a sample of independent replications says about one metric, and never more: a field that cannot be known is
// absent. No mean over censored values, no quantile inside the censored part, no quantile a sample is too small for.
import { CensoredSample } from "./censored-sample.ts";
import { meanHalfWidth } from "./mean-interval.ts";
import { ruleOfThree } from "./proportion.ts";
import { quantileInterval, quantileRank } from "./quantile-interval.ts";
import { Tally } from "./tally.ts";

export interface Quantile {
  readonly p: number;
  readonly value: number;
  readonly low?: number;
  readonly high?: number;
  readonly method: string;
}

/** For "rule-of-three": bounds on the probability of a value other than zero in one replication. */
export interface Bound {
  readonly low?: number;
  readonly high?: number;
  readonly method: string;
}

export interface Estimate {
  readonly unit: string;
  /** Values, the censored ones included. */
  readonly n: number;
  readonly mean?: number;
  /** The interval of the mean. */
  readonly low?: number;
  readonly high?: number;
  readonly confidence?: number;
  readonly method?: string;
  readonly quantiles?: readonly Quantile[];
  readonly min?: number;
  readonly max?: number;
  /** How many of the n lie beyond the horizon `beyond`, in the metric's unit. */
  readonly censored?: number;
  readonly beyond?: number;
  /** Independent pieces of information: replications. */
  readonly effectiveSamples?: number;
  readonly bound?: Bound;
}

export interface SampledValues {
  readonly unit: string;
  /** The known values, in the order of the jobs. */
  readonly values: readonly number[];
  /** How many more replications have a value beyond the horizon. */
  readonly censored?: number;
  /** The least of the lower bounds of the censored ones. */
  readonly beyond?: number;
  readonly confidence?: number;
}

export const QUANTILES: readonly number[] = [0.5, 0.95, 0.99];

export function estimateOf(sampled: SampledValues): Estimate {
  const { unit, values, censored = 0, confidence = 0.95 } = sampled;
  const sample = new CensoredSample(values, censored);
  if (sample.count === 0) return { unit, n: 0 };
  const quantiles = quantilesOf(sample, confidence);
  const min = sample.orderStatistic(1);
  return {
    unit,
    n: sample.count,
    ...(censored === 0 && meanOf(values, confidence)),
    ...(quantiles.length > 0 && { confidence, quantiles }),
    ...(min !== undefined && { min }),
    ...(censored === 0 && { max: sample.orderStatistic(sample.count) as number }),
    ...(censored > 0 && { censored }),
    ...(censored > 0 && sampled.beyond !== undefined && { beyond: sampled.beyond }),
    effectiveSamples: sample.count,
    ...(censored === 0 &&
      sample.countUpTo(0) === sample.count &&
      min === 0 &&
      zeroBound(sample.count, confidence)),
  };
}

/** The smallest sample in which a quantile is more than another name for the maximum. */
export const smallestSampleFor = (p: number): number => Math.ceil(1 / (1 - p) - 1e-9);

function quantilesOf(sample: CensoredSample, confidence: number): Quantile[] {
  const n = sample.count;
  return QUANTILES.filter((p) => n >= smallestSampleFor(p)).flatMap((p) => {
    const value = sample.orderStatistic(quantileRank(n, p));
    if (value === undefined) return [];
    const ranks = quantileInterval(n, p, confidence);
    const low = ranks && sample.orderStatistic(ranks.low);
    const high = ranks && sample.orderStatistic(ranks.high);
    const interval = { ...(low !== undefined && { low }), ...(high !== undefined && { high }) };
    return [{ p, value, ...interval, method: "order-statistics" }];
  });
}

function meanOf(values: readonly number[], confidence: number): Partial<Estimate> {
  const tally = Tally.of(values);
  if (tally.mean === undefined) return {};
  const half = meanHalfWidth(tally, confidence);
  const mean = tally.mean;
  if (half === undefined) return { mean };
  return { mean, low: mean - half, high: mean + half, confidence, method: "student-t" };
}

const zeroBound = (n: number, confidence: number): Pick<Estimate, "bound"> => ({
  bound: { high: ruleOfThree(n, confidence), method: "rule-of-three" },
});
