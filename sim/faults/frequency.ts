// How often things fail in the long run, in closed form: what an outlook prints beside its list of causes, and what a
// simulation of the clocks is judged by. Source: renewal theory, one failure in each cycle of life and repair.

import { meanOf } from "../kernel/sampling.ts";
import { days } from "../quantity/time.ts";
import type { FailureProcess } from "./process.ts";

/** 365 days, µs. */
export const YEAR = days(365);

export interface Frequency {
  readonly process: FailureProcess;
  readonly perYear: number;
  /** Expected time in repair, µs a year. */
  readonly downPerYear: number;
}

/**
 * The mean number of failures a year of each process. Exact, but for disasters that roll: what first signs add is of
 * first order (small rates, exponential lives).
 */
export function frequencies(processes: readonly FailureProcess[]): Frequency[] {
  const plain = processes.map(({ up, repair }) => YEAR / (meanOf(up) + meanOf(repair)));
  const threatened = threatenedShare(processes, plain);
  return processes.map((each, i) => {
    const { takesSite, rolling = 1, repair } = each;
    const share = takesSite === undefined ? 0 : (threatened.get(takesSite) ?? 0);
    const perYear = plain[i]! * (1 + (rolling - 1) * share);
    return { process: each, perYear, downPerYear: perYear * meanOf(repair) };
  });
}

export const failuresPerYear = (processes: readonly FailureProcess[]): number =>
  frequencies(processes).reduce((sum, { perYear }) => sum + perYear, 0);

/** The share of time in which the first sign of a disaster is there, by site. */
function threatenedShare(
  processes: readonly FailureProcess[],
  perYear: readonly number[],
): Map<string, number> {
  const shares = new Map<string, number>();
  processes.forEach(({ precursor, repair }, i) => {
    for (const site of precursor?.sites ?? []) {
      const signs = ((perYear[i] ?? 0) * (precursor?.share ?? 0)) / (precursor?.sites.length ?? 1);
      shares.set(site, (shares.get(site) ?? 0) + (signs * meanOf(repair)) / YEAR);
    }
  });
  return shares;
}
