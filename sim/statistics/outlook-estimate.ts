// The mean of a metric over years, from one value per replication: an interval only where it can be stood
// behind, else a bound with its reason. Yearly losses and downtimes are carried by few large events; a t
// interval over 30 years was measured to cover 8 % where it said 95 %. Limits: at least 100 relevant events,
// none of them a tenth of the sum, at least 50 replications, and a tail that leaves the mean's skewness below
// 1.
// Leaves out what no sample can show: a kind of event that has not occurred yet. Where kinds are known
// (single and double failures), estimate each and add them: `sumOfKinds`.
import type { Bound, Estimate } from "./estimate.ts";
import { boundOfMean } from "./mean-bound.ts";
import { skewedMeanInterval, tailSkewness } from "./skewed-mean.ts";
import { SparseSample } from "./sparse-sample.ts";

export const FEWEST_EVENTS = 100;
export const LARGEST_SHARE = 0.1;
const FEWEST_REPLICATIONS = 50;
const SKEWNESS_MAX = 1;

export interface OutlookValues {
  readonly unit: string;
  /** One per replication of `years` years each. */
  readonly values: readonly number[];
  /** The estimate is per year; default 1. */
  readonly years?: number;
  /** How many events the values add up, if more than one per value that is not zero. */
  readonly events?: number;
  /**
   * The largest single event of all, if known: its share is what is judged, not that of the largest value.
   */
  readonly largestEvent?: number;
  /** No value can be larger: with it a bound has an upper side too. */
  readonly largestPossible?: number;
  readonly confidence?: number;
}

/**
 * Per year, with either `low` and `high` or `bound`; `effectiveSamples` is how many equal values would carry
 * the mean as well.
 */
export function outlookEstimate(outlook: OutlookValues): Estimate {
  const { unit, values, years = 1, confidence = 0.95, largestPossible } = outlook;
  if (values.length === 0) return { unit, n: 0 };
  const sample = new SparseSample(values.map((value) => value / years));
  const known = {
    unit,
    n: sample.count,
    mean: sample.mean,
    confidence,
    effectiveSamples: sample.effectiveSize,
  };
  if (sample.variance === 0 && sample.nonzero.length === sample.count)
    return { ...known, bound: { method: "all values are equal" } };
  const reason = refusal(sample, outlook);
  if (reason === undefined)
    return {
      ...known,
      ...skewedMeanInterval(sample, confidence, sample.isNonNegative ? tailSkewness(sample) : 0),
      method: "hall-student-t",
    };
  const largest = largestPossible === undefined ? undefined : largestPossible / years;
  const bound = boundOfMean(sample, { confidence, reason, ...(largest !== undefined && { largest }) });
  return { ...known, bound };
}

/** Why there can be no interval, or undefined. */
function refusal(sample: SparseSample, outlook: OutlookValues): string | undefined {
  const events = outlook.events ?? sample.nonzero.length;
  if (sample.nonzero.length === 0) return `nothing seen in ${sample.count} replications`;
  if (sample.count < FEWEST_REPLICATIONS) return `${sample.count} of ${FEWEST_REPLICATIONS} replications`;
  if (events < FEWEST_EVENTS) return `${events} of ${FEWEST_EVENTS} events`;
  const sum = sample.mean * sample.count;
  const { largestEvent, years = 1 } = outlook;
  const share = largestEvent === undefined ? sample.largestShare : largestEvent / years / sum;
  if (!(share < LARGEST_SHARE)) return `the largest event is ${percent(share)} of the sum`;
  const skewness = sample.isNonNegative ? tailSkewness(sample) : Math.abs(sample.meanSkewness);
  if (!(skewness < SKEWNESS_MAX))
    return "the largest events carry the mean, and larger ones are to be expected";
  return undefined;
}

const percent = (share: number): string => `${Math.round(share * 100)} %`;

/**
 * The sum of means estimated apart (single failures, double failures, from whatever estimators, independent
 * of each other). Standard errors add as squares; a kind that only has a bound leaves the sum only a bound.
 */
export function sumOfKinds(unit: string, kinds: readonly Estimate[]): Estimate {
  const sum = (part: (kind: Estimate) => number | undefined): number =>
    kinds.reduce((total, kind) => total + (part(kind) ?? 0), 0);
  const confidence = kinds[0]?.confidence ?? 0.95;
  const known = { unit, n: sum(({ n }) => n), mean: sum(({ mean }) => mean), confidence };
  const lacking = kinds.find(({ low, high }) => low === undefined || high === undefined);
  if (lacking !== undefined)
    return { ...known, bound: boundOfSum(kinds, lacking.bound?.method ?? "no interval") };
  // Each side on its own, so that lopsided intervals stay lopsided.
  const below = Math.sqrt(sum(({ mean = 0, low = 0 }) => (mean - low) * (mean - low)));
  const above = Math.sqrt(sum(({ mean = 0, high = 0 }) => (high - mean) * (high - mean)));
  return { ...known, low: known.mean - below, high: known.mean + above, method: "sum-of-kinds" };
}

function boundOfSum(kinds: readonly Estimate[], method: string): Bound {
  const lows = kinds.map(({ low, bound }) => low ?? bound?.low ?? 0);
  const highs = kinds.map(({ high, bound }) => high ?? bound?.high);
  const low = lows.reduce((total, value) => total + value, 0);
  if (highs.includes(undefined)) return { low, method };
  return { low, high: highs.reduce<number>((total, value) => total + (value ?? 0), 0), method };
}

/** Half width over mean: what a stopping rule asks for; undefined without an interval. */
export function relativeHalfWidth({ mean, low, high }: Estimate): number | undefined {
  if (mean === undefined || low === undefined || high === undefined || mean === 0) return undefined;
  return (high - low) / 2 / Math.abs(mean);
}
