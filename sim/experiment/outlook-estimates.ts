// The sums of an outlook → estimates per year. The one place that chooses intervals: what few events carry
// gets a bound and its reason, never a mean plus or minus something.
import { YEAR } from "../metrics/outlook/calendar.ts";
import type { ExceedanceCounts } from "../metrics/outlook/exceedance.ts";
import type { SourceSketch } from "../metrics/outlook/sketch.ts";
import type { TotalName } from "../metrics/outlook/totals.ts";
import type { Estimate, Quantile } from "../statistics/estimate.ts";
import { Histogram, type SparseHistogram } from "../statistics/histogram.ts";
import { outlookEstimate } from "../statistics/outlook-estimate.ts";
import { rateEstimate } from "../statistics/poisson.ts";
import { quantileInterval } from "../statistics/quantile-interval.ts";
import { shareEstimate } from "../statistics/share-estimate.ts";
import { twoIntervals } from "../statistics/two-intervals.ts";
import type { OutlookFold } from "./outlook-fold.ts";
import { FEWEST_DRAWS } from "./outlook-job.ts";
import type { Exceedance, OutlookEstimate } from "./outlook-result.ts";

export interface Estimated {
  readonly fold: OutlookFold;
  /** Of one replication. */
  readonly years: number;
  readonly inputDraws: number;
}

const SECONDS_PER_YEAR = YEAR / 1e6;
const YEARLY_QUANTILES: readonly number[] = [0.5, 0.9, 0.95, 0.99, 0.999];
const EVENT_QUANTILES: readonly number[] = [0.5, 0.95, 0.99];

/** Time per year: outages, losses, states. `events` and `largest` name the totals that say what carries the sum. */
export function secondsPerYear(
  { fold, years, inputDraws }: Estimated,
  values: readonly number[],
  carried: { readonly events?: TotalName; readonly largest?: TotalName; readonly isTime?: boolean } = {},
): OutlookEstimate {
  const inSeconds = values.map((value) => value / 1e6);
  const largest = carried.largest && fold.values[carried.largest].reduce((a, b) => Math.max(a, b), 0) / 1e6;
  const estimate = outlookEstimate({
    unit: "s/year",
    values: inSeconds,
    years,
    ...(carried.events && { events: fold.total(carried.events) }),
    ...(largest !== undefined && { largestEvent: largest }),
    ...(carried.isTime && { largestPossible: years * SECONDS_PER_YEAR }),
  });
  return { ...estimate, ...inputsOf(inSeconds, years, inputDraws) };
}

/** Events per year, independent of each other. */
export function eventsPerYear(estimated: Estimated, name: TotalName): OutlookEstimate {
  const { fold, years, inputDraws } = estimated;
  const events = fold.total(name);
  const estimate = rateEstimate({ unit: "/year", events, exposure: years * fold.replications });
  return { ...estimate, ...inputsOf(fold.values[name], years, inputDraws) };
}

/** One minus the share of the demand that met nobody. */
export function availability(
  { fold, inputDraws }: Estimated,
  kind: { readonly missed: TotalName; readonly offered: TotalName },
): OutlookEstimate {
  const offered = fold.values[kind.offered];
  const shares = fold.values[kind.missed].map((missed, i) => missed / (offered[i] as number));
  const missed = {
    ...outlookEstimate({ unit: "ratio", values: shares, events: fold.total("outages"), largestPossible: 1 }),
    ...inputsOf(shares, 1, inputDraws),
  };
  return complement(missed);
}

/** Of a share its complement: ends change places. */
function complement(estimate: OutlookEstimate): OutlookEstimate {
  const { mean, low, high, bound, inputs, ...rest } = estimate;
  return {
    ...rest,
    ...(mean !== undefined && { mean: 1 - mean }),
    ...(high !== undefined && { low: 1 - high }),
    ...(low !== undefined && { high: 1 - low }),
    ...(bound && {
      bound: {
        ...(bound.high !== undefined && { low: 1 - bound.high }),
        ...(bound.low !== undefined && { high: 1 - bound.low }),
        method: bound.method,
      },
    }),
    ...(inputs && { inputs: { low: 1 - inputs.high, high: 1 - inputs.low, method: inputs.method } }),
  };
}

/** Where the mean lies for other inputs that might be true: draws take turns, so every row has as many columns. */
export function inputsOf(
  values: readonly number[],
  years: number,
  draws: number,
): Pick<OutlookEstimate, "inputs"> {
  const columns = Math.floor(values.length / draws);
  if (draws < FEWEST_DRAWS || columns < 2) return {};
  const rows = Array.from({ length: draws }, (_, draw) =>
    Array.from({ length: columns }, (_, column) => (values[column * draws + draw] as number) / years),
  );
  const { inputs, inputDeviation } = twoIntervals({ rows, streams: "independent" });
  // Chance alone explains how the draws differ: nothing can be said of the inputs.
  if (inputDeviation === 0) return {};
  return { inputs: { ...inputs, low: Math.max(0, inputs.low) } };
}

/** Of calendar years, or of events; each value on its own. */
export function quantilesOf(sparse: SparseHistogram, isYearly: boolean): Quantile[] {
  const histogram = Histogram.from(sparse);
  const n = histogram.count;
  const ps = isYearly ? YEARLY_QUANTILES : EVENT_QUANTILES;
  return ps.flatMap((p) => {
    const value = histogram.quantile(p);
    if (value === undefined || n * (1 - p) < 1) return [];
    const ranks = quantileInterval(n, p);
    const low = ranks && histogram.quantile((ranks.low - 0.5) / n);
    const high = ranks && histogram.quantile((ranks.high - 0.5) / n);
    const ends = { ...(low !== undefined && { low }), ...(high !== undefined && { high }) };
    return [{ p, value, ...ends, method: "order-statistics" }];
  });
}

/** Sizes of events: those that had any. */
export function sizesOf(sparse: SparseHistogram, unit: string): Estimate {
  const histogram = Histogram.from(sparse);
  if (histogram.count === 0) return { unit, n: 0 };
  return {
    unit,
    n: histogram.count,
    mean: histogram.mean as number,
    quantiles: quantilesOf(sparse, false),
    min: histogram.min as number,
    max: histogram.max as number,
  };
}

export const countOf = (sparse: SparseHistogram): number =>
  sparse.bins.reduce((sum, value, i) => (i % 2 === 1 ? sum + value : sum), 0);

export const incidentsPerYear = ({ incidents }: SourceSketch, exposure: number): Estimate =>
  rateEstimate({ unit: "/year", events: incidents, exposure });

export function exceedancesOf(counts: ExceedanceCounts): Exceedance[] {
  return counts.thresholds.map((threshold, i) => ({
    seconds: threshold / 1e6,
    calendarYear: shareEstimate(counts.years[i] ?? 0, counts.yearsOf),
    twelveMonths: counts.windowsOf > 0 ? (counts.windows[i] ?? 0) / counts.windowsOf : 0,
    withinReplication: shareEstimate(counts.replications[i] ?? 0, counts.replicationsOf),
  }));
}
