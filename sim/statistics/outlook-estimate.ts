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

const FEWEST_EVENTS = 100;
const LARGEST_SHARE = 0.1;
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
  /** No value can be larger (not per year): with it a bound has an upper side too. */
  readonly largestPossible?: number;
  readonly confidence?: number;
}

/**
 * Per year, with either `low` and `high` or `bound`; `effectiveSamples` is how many equal values would carry
 * the mean as well. Values skewed to the left (availabilities) are judged by how far they are from the top.
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
  if (sample.variance === 0 && sample.nonzero.length > 0)
    return { ...known, bound: { method: "all values are equal" } };
  const largest = largestPossible === undefined ? undefined : largestPossible / years;
  if (sample.skewness >= 0 || !sample.isNonNegative)
    return { ...known, ...statementOn(sample, outlook, largest) };
  const top = largest ?? sample.max;
  const missing = new SparseSample(values.map((value) => top - value / years));
  const { low, high, bound, method } = statementOn(missing, outlook, largest);
  if (low !== undefined && high !== undefined && method !== undefined)
    return { ...known, low: top - high, high: top - low, method };
  const reason = bound?.method ?? "no interval";
  // The top of the sample is not the top of what may be: then nothing follows for the mean.
  if (largest === undefined) return { ...known, bound: { method: reason } };
  return { ...known, bound: mirrored({ ...bound, method: reason }, top) };
}

const mirrored = ({ low, high, method }: Bound, top: number): Bound => ({
  ...(high !== undefined && { low: top - high }),
  ...(low !== undefined && { high: top - low }),
  method,
});

function statementOn(
  sample: SparseSample,
  outlook: OutlookValues,
  largest: number | undefined,
): Pick<Estimate, "low" | "high" | "method" | "bound"> {
  const { confidence = 0.95 } = outlook;
  const tail = sample.isNonNegative ? tailSkewness(sample) : 0;
  const reason = refusal(sample, outlook, tail);
  if (reason === undefined)
    return { ...skewedMeanInterval(sample, confidence, tail), method: "hall-student-t" };
  return { bound: boundOfMean(sample, { confidence, reason, ...(largest !== undefined && { largest }) }) };
}

/** Why there can be no interval, or undefined. */
function refusal(sample: SparseSample, outlook: OutlookValues, tail: number): string | undefined {
  const { events = sample.nonzero.length, largestEvent, years = 1 } = outlook;
  if (sample.nonzero.length === 0) return `nothing seen in ${sample.count} replications`;
  if (sample.count < FEWEST_REPLICATIONS) return `${sample.count} of ${FEWEST_REPLICATIONS} replications`;
  if (events < FEWEST_EVENTS) return `${events} of ${FEWEST_EVENTS} events`;
  const sum = sample.mean * sample.count;
  const share = largestEvent === undefined ? sample.largestShare : largestEvent / years / sum;
  if (!(share < LARGEST_SHARE)) return `the largest event is ${Math.round(share * 100)} % of the sum`;
  if (!(Math.max(tail, Math.abs(sample.meanSkewness)) < SKEWNESS_MAX))
    return "the largest events carry the mean, and larger ones are to be expected";
  return undefined;
}

/**
 * The sum of means estimated apart (single failures, double failures, from whatever estimators, independent
 * of each other). Standard errors add as squares. A kind that only has bounds leaves the sum only a bound,
 * unless they are closer together than the interval of the others: then they are added as they are.
 */
export function sumOfKinds(unit: string, kinds: readonly Estimate[]): Estimate {
  const sum = (part: (kind: Estimate) => number | undefined): number =>
    kinds.reduce((total, kind) => total + (part(kind) ?? 0), 0);
  const confidence = kinds[0]?.confidence ?? 0.95;
  const known = { unit, n: sum(({ n }) => n), mean: sum(({ mean }) => mean), confidence };
  // Each side on its own, so that lopsided intervals stay lopsided.
  const below = Math.sqrt(sum(({ mean = 0, low }) => (low === undefined ? 0 : (mean - low) * (mean - low))));
  const above = Math.sqrt(
    sum(({ mean = 0, high }) => (high === undefined ? 0 : (high - mean) * (high - mean))),
  );
  const bounded = kinds.filter((kind) => !hasInterval(kind));
  const least = bounded.reduce((total, { mean = 0, bound }) => total + mean - (bound?.low ?? 0), 0);
  const most = bounded.reduce(
    (total, { mean = 0, bound }) => total + (bound?.high ?? Number.POSITIVE_INFINITY) - mean,
    0,
  );
  const sides = { low: known.mean - below - least, high: known.mean + above + most };
  if (least + most <= below + above) return { ...known, ...sides, method: "sum-of-kinds" };
  const method = bounded[0]?.bound?.method ?? "no interval";
  const { low, high } = sides;
  return { ...known, bound: { low, ...(high < Number.POSITIVE_INFINITY && { high }), method } };
}

const hasInterval = ({ low, high }: Estimate): boolean => low !== undefined && high !== undefined;
