// How often a sum over twelve months was above each of some thresholds: in calendar years, in windows that
// begin with any month, and in replications that had such a window at all. Whole counts, so that merging does
// not depend on order.

import type { MonthlySums } from "./calendar.ts";

/** Plain data. `years[i]`, `windows[i]`, `replications[i]` were above `thresholds[i]`. */
export interface ExceedanceCounts {
  /** µs, ascending; 0 = anything at all. */
  readonly thresholds: readonly number[];
  readonly years: number[];
  readonly windows: number[];
  readonly replications: number[];
  yearsOf: number;
  windowsOf: number;
  replicationsOf: number;
}

const MINUTE = 60e6;
const HOUR = 3600e6;
const DAY = 86_400e6;

/** 5.26 min, 52.6 min and 8.76 h a year are 99.999 %, 99.99 % and 99.9 %. */
export const DOWNTIME_THRESHOLDS: readonly number[] = [
  0,
  MINUTE,
  5.256 * MINUTE,
  15 * MINUTE,
  52.56 * MINUTE,
  4 * HOUR,
  8.76 * HOUR,
  DAY,
  3.65 * DAY,
  7 * DAY,
];
export const LOSS_THRESHOLDS: readonly number[] = [0, 1e6, 10e6, MINUTE, 10 * MINUTE, HOUR, DAY];

export function noExceedances(thresholds: readonly number[]): ExceedanceCounts {
  const zeros = (): number[] => thresholds.map(() => 0);
  return {
    thresholds,
    years: zeros(),
    windows: zeros(),
    replications: zeros(),
    yearsOf: 0,
    windowsOf: 0,
    replicationsOf: 0,
  };
}

/** Adds one replication. */
export function countExceedances(counts: ExceedanceCounts, sums: MonthlySums): void {
  let longest = 0;
  sums.eachYear((sum) => {
    counts.yearsOf++;
    countAbove(counts.thresholds, counts.years, sum);
  });
  sums.eachTwelveMonths((sum) => {
    counts.windowsOf++;
    countAbove(counts.thresholds, counts.windows, sum);
    if (sum > longest) longest = sum;
  });
  counts.replicationsOf++;
  countAbove(counts.thresholds, counts.replications, longest);
}

export function mergeExceedances(into: ExceedanceCounts, other: ExceedanceCounts): void {
  for (const kind of ["years", "windows", "replications"] as const)
    other[kind].forEach((count, i) => {
      into[kind][i] = (into[kind][i] ?? 0) + count;
    });
  into.yearsOf += other.yearsOf;
  into.windowsOf += other.windowsOf;
  into.replicationsOf += other.replicationsOf;
}

function countAbove(thresholds: readonly number[], counts: number[], sum: number): void {
  for (let i = 0; i < thresholds.length && sum > (thresholds[i] as number); i++)
    counts[i] = (counts[i] as number) + 1;
}
