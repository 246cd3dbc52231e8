// Windows of all states → what a year holds of values that only single writes have: latencies, what the loss of the
// primary's site would cost right now, conflicts. States that were never visited are said to be so, with a bound.

import { YEAR } from "../../metrics/outlook/calendar.ts";
import { SYSTEM_STATES } from "../../metrics/outlook/system-states.ts";
import type { WindowFacts } from "../../model/window.ts";
import type { Estimate } from "../../statistics/estimate.ts";
import { Histogram, type SparseHistogram } from "../../statistics/histogram.ts";
import { ruleOfThree } from "../../statistics/proportion.ts";
import { estimateOfStrata, rateOfStrata, type StratumWindow } from "../../statistics/stratified-estimate.ts";
import type { MeasuredWindow } from "./run-windows.ts";

export const ZOOM_METHOD = "zoom: windows weighted by time in state";
const YEARLY_QUANTILES: readonly number[] = [0.5, 0.95, 0.99, 0.999];

export interface OutlookZoom {
  /** Drawn for each state that was visited. */
  readonly perState: number;
  /** Measured: a short state has fewer that differ. */
  readonly windows: number;
  readonly states: readonly ZoomState[];
}

export interface ZoomState {
  readonly name: string;
  readonly title: string;
  readonly secondsPerYear: number;
  /** Never visited: years in which it begins, at most, as a share of all years (95 %). */
  readonly bound?: number;
  readonly windows: number;
  /** Writes that got an answer, per second. */
  readonly answeredPerSecond?: number;
  /** Quantiles of this state alone, in seconds; absent where nobody got an answer. */
  readonly commitLatencySeconds?: StateQuantiles;
  readonly clientLatencySeconds?: StateQuantiles;
  /** What rpoAchieved would be if the primary's site died now, where some copy could take over. */
  readonly exposureSeconds?: StateQuantiles;
  /** Of its instants, those at which no copy elsewhere could take over. */
  readonly withoutCopy?: number;
}
export type StateQuantiles = Readonly<Record<"p50" | "p99" | "max", number>>;

/** `times`: µs by replication and state; `years`: of all replications. */
export function summariseZoom(
  measured: readonly MeasuredWindow[],
  order: {
    readonly times: readonly (readonly number[])[];
    readonly years: number;
    readonly perState: number;
  },
): { readonly zoom: OutlookZoom; readonly metrics: Readonly<Record<string, Estimate>> } {
  const { times, years, perState } = order;
  const shares = times.map((own) => {
    const all = own.reduce((sum, time) => sum + time, 0);
    return own.map((time) => (all > 0 ? time / all : 0));
  });
  const strata = SYSTEM_STATES.map((_, state) => measured.filter((window) => window.state === state));
  const histograms = (of: (facts: WindowFacts) => SparseHistogram): StratumWindow[][] =>
    strata.map((windows) =>
      windows.map(({ facts, from, until, spots }) => ({
        histogram: of(facts),
        length: (until - from) / 1e6,
        draws: spots,
      })),
    );
  const estimate = (of: (facts: WindowFacts) => SparseHistogram): Estimate =>
    estimateOfStrata({
      unit: "s",
      strata: histograms(of),
      shares,
      method: ZOOM_METHOD,
      quantiles: YEARLY_QUANTILES,
    });
  const hasConflicts = measured.some(({ facts }) => facts.conflicts !== undefined);
  return {
    zoom: {
      perState,
      windows: measured.length,
      states: strata.map((windows, state) => stateOf(state, windows, { times, years })),
    },
    metrics: {
      commitLatencySeconds: estimate(({ commitLatency }) => commitLatency),
      clientLatencySeconds: estimate(({ clientLatency }) => clientLatency),
      exposureSeconds: estimate(({ exposure }) => exposure),
      ...(hasConflicts && {
        conflictRate: rateOfStrata({
          unit: "/s",
          shares,
          method: ZOOM_METHOD,
          strata: strata.map((windows) =>
            windows.map(({ facts, from, until, spots }) => ({
              events: facts.conflicts ?? 0,
              length: (until - from) / 1e6,
              draws: spots,
            })),
          ),
        }),
      }),
    },
  };
}

function stateOf(
  state: number,
  windows: readonly MeasuredWindow[],
  { times, years }: { readonly times: readonly (readonly number[])[]; readonly years: number },
): ZoomState {
  const { name, title } = SYSTEM_STATES[state] as (typeof SYSTEM_STATES)[number];
  const spent = times.reduce((sum, own) => sum + (own[state] ?? 0), 0);
  const known = { name, title, secondsPerYear: spent / 1e6 / years, windows: windows.length };
  if (spent === 0) return { ...known, bound: Math.min(1, ruleOfThree(Math.max(1, Math.floor(years)))) };
  const seconds = windows.reduce((sum, { from, until }) => sum + (until - from) / 1e6, 0);
  if (!(seconds > 0)) return known;
  const total = (of: (facts: WindowFacts) => number): number =>
    windows.reduce((sum, { facts }) => sum + of(facts), 0);
  const without = total(({ withoutCopy }) => withoutCopy);
  const commit = quantilesOf(windows.map(({ facts }) => facts.commitLatency));
  const client = quantilesOf(windows.map(({ facts }) => facts.clientLatency));
  const exposure = quantilesOf(windows.map(({ facts }) => facts.exposure));
  const looks = without + countOf(windows.map(({ facts }) => facts.exposure));
  return {
    ...known,
    answeredPerSecond: total(({ answered }) => answered) / seconds,
    ...(commit && { commitLatencySeconds: commit }),
    ...(client && { clientLatencySeconds: client }),
    ...(exposure && { exposureSeconds: exposure }),
    ...(looks > 0 && { withoutCopy: without / looks }),
  };
}

function quantilesOf(all: readonly SparseHistogram[]): StateQuantiles | undefined {
  const pooled = new Histogram(1e6);
  for (const one of all) pooled.merge(one);
  if (pooled.count === 0) return undefined;
  const [p50, p99, max] = [pooled.quantile(0.5), pooled.quantile(0.99), pooled.max];
  return p50 === undefined || p99 === undefined || max === undefined ? undefined : { p50, p99, max };
}

function countOf(all: readonly SparseHistogram[]): number {
  const pooled = new Histogram(1e6);
  for (const one of all) pooled.merge(one);
  return pooled.count;
}

/** Years of all replications. */
export const yearsOf = (times: readonly (readonly number[])[]): number =>
  times.reduce((sum, own) => sum + own.reduce((a, b) => a + b, 0), 0) / YEAR;
