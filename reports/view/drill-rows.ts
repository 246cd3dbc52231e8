// The first table: one row per disruption, worst first: what is lost, how old the recovery point is, how long
// the outage lasts, how long one more failure would hurt, and the verdict in words.
import type { DisruptionResult, ExperimentResult, ObjectiveResult, Verdict } from "../../sim/index.ts";
import { type Cell, cellOf, isBeyond, noneForZero, quantileAt, smallestFor } from "./cell.ts";
import { shortCount } from "./format.ts";

export interface DrillRow {
  readonly name: string;
  /** Why there are no numbers. */
  readonly notModelled?: string;
  readonly runs: number;
  /** What the second line of each cell is: with fewer than 100 runs the p99 would be the maximum by another name. */
  readonly tail: "p99" | "max";
  readonly lostTransactions: Cell;
  /** Age of the oldest lost transaction: rpoAchieved. */
  readonly lostAge: Cell;
  readonly recoveryPoint: Cell;
  readonly outage: Cell;
  readonly outage99: Cell;
  readonly unprotected: Cell;
  readonly verdict: RowVerdict;
}

/** The worst of the objectives held against this disruption, and how many fared so. */
export interface RowVerdict {
  readonly verdict: Verdict | "none";
  readonly such: number;
  readonly of: number;
}

/** Rows of the table, worst first. */
export function drillRows(result: ExperimentResult): DrillRow[] {
  return worstFirst(result).map((disruption) => rowOf(disruption, result));
}

/**
 * Missed objectives first; then runs that never recovered, a second or more of lost work, the longest outage; not
 * modelled last.
 */
export function worstFirst({ disruptions, objectives }: ExperimentResult): DisruptionResult[] {
  const keys = new Map(disruptions.map((disruption) => [disruption, badness(disruption, objectives)]));
  const order = (a: DisruptionResult, b: DisruptionResult): number => {
    const [x, y] = [keys.get(a) ?? [], keys.get(b) ?? []];
    const i = x.findIndex((value, at) => value !== y[at]);
    return i < 0 ? 0 : (y[i] ?? 0) - (x[i] ?? 0);
  };
  return [...disruptions].sort(order);
}

const SEVERITY: Readonly<Record<RowVerdict["verdict"], number>> = {
  missed: 3,
  undecided: 2,
  "not-evaluated": 1,
  met: 0,
  none: 0,
};

function badness(disruption: DisruptionResult, objectives: readonly ObjectiveResult[]): number[] {
  const { modelled, replications, recovered, metrics, name } = disruption;
  const tail = (metric: string): number => {
    const estimate = metrics[metric];
    if (!estimate) return 0;
    if (isBeyond(estimate, 0.99)) return Number.MAX_VALUE;
    return quantileAt(estimate, 0.99)?.value ?? estimate.max ?? 0;
  };
  const unrecovered = replications > 0 ? 1 - recovered / replications : 0;
  // Undecided says that the runs were few, not that this is worse than what has no objective.
  const missed = verdictFor(name, objectives).verdict === "missed" ? 1 : 0;
  const age = tail("rpoAchievedSeconds");
  const sizes = [
    unrecovered,
    // A second of lost work outweighs any outage; what is lost on the wire does not.
    age >= 1 ? age : 0,
    tail("rtoAchievedSeconds"),
    tail("lostTransactions"),
    tail("unprotectedSeconds"),
  ];
  return [modelled ? 1 : 0, missed, ...sizes];
}

function rowOf(disruption: DisruptionResult, { objectives }: ExperimentResult): DrillRow {
  const { name, modelled, reason, replications, metrics } = disruption;
  return {
    name,
    ...(!modelled && { notModelled: reason ?? "this version cannot play it" }),
    runs: replications,
    tail: replications < smallestFor(0.99) ? "max" : "p99",
    lostTransactions: cellOf(metrics.lostTransactions, shortCount),
    lostAge: cellOf(metrics.rpoAchievedSeconds),
    recoveryPoint: cellOf(metrics.recoveryPointAgeSeconds),
    outage: cellOf(metrics.rtoAchievedSeconds, noneForZero),
    outage99: cellOf(metrics.rto99Seconds, noneForZero),
    unprotected: cellOf(metrics.unprotectedSeconds, noneForZero),
    verdict: verdictFor(name, objectives),
  };
}

function verdictFor(name: string, objectives: readonly ObjectiveResult[]): RowVerdict {
  const own = objectives.flatMap(({ judged }) => judged.filter(({ disruption }) => disruption === name));
  const worst = own.reduce<RowVerdict["verdict"]>(
    (sofar, { verdict }) => (sofar === "none" || SEVERITY[verdict] > SEVERITY[sofar] ? verdict : sofar),
    "none",
  );
  return { verdict: worst, such: own.filter(({ verdict }) => verdict === worst).length, of: own.length };
}

export const WORDS: Readonly<Record<Verdict, string>> = {
  met: "met",
  missed: "MISSED",
  undecided: "undecided",
  "not-evaluated": "not evaluated",
};
