// The first table: one row per disruption, worst first: what is lost, how old the recovery point is, how long the outage
// lasts, how long one more failure would hurt, and the verdict in words.
import type {
  DisruptionResult,
  Estimate,
  ExperimentResult,
  ObjectiveResult,
  Verdict,
} from "../../sim/index.ts";
import {
  beyondText,
  type Cell,
  cellOf,
  isBeyond,
  isNever,
  NOTHING,
  quantileAt,
  quantileText,
  zeroBound,
} from "./cell.ts";
import { interval } from "./format.ts";

export interface DrillRow {
  readonly name: string;
  /** Why there are no numbers. */
  readonly notModelled?: string;
  readonly runs: number;
  readonly lost: Cell;
  readonly recoveryPoint: Cell;
  readonly outage: Cell;
  readonly outage99: Cell;
  readonly unprotected: Cell;
  readonly verdict: RowVerdict;
}

export interface RowVerdict {
  /** The worst of the objectives that name this disruption or all of them. */
  readonly verdict: Verdict | "none";
  readonly lines: readonly string[];
}

/** Rows of the table, worst first. */
export function drillRows(result: ExperimentResult): DrillRow[] {
  return worstFirst(result).map((disruption) => rowOf(disruption, result));
}

/** Missed objectives first; then runs that never recovered, the longest outage, the greatest loss; not modelled last. */
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
  const severity = SEVERITY[verdictFor(name, objectives).verdict];
  const sizes = [
    unrecovered,
    tail("rtoAchievedSeconds"),
    tail("lostTransactions"),
    tail("unprotectedSeconds"),
  ];
  return [modelled ? 1 : 0, severity, ...sizes];
}

function rowOf(disruption: DisruptionResult, { objectives }: ExperimentResult): DrillRow {
  const { name, modelled, reason, replications, metrics } = disruption;
  return {
    name,
    ...(!modelled && { notModelled: reason ?? "this version cannot play it" }),
    runs: replications,
    lost: lossCell(metrics.lostTransactions, metrics.rpoAchievedSeconds),
    recoveryPoint: cellOf(metrics.recoveryPointAgeSeconds),
    outage: outageCell(metrics.rtoAchievedSeconds),
    outage99: outageCell(metrics.rto99Seconds),
    unprotected: cellOf(metrics.unprotectedSeconds),
    verdict: verdictFor(name, objectives),
  };
}

/** Transactions and their age in one: "418 tx, 1.84 s"; the interval is the one of the age. */
function lossCell(lost: Estimate | undefined, age: Estimate | undefined): Cell {
  if (!lost || lost.n === 0) return NOTHING;
  if (isNever(lost)) return { median: "nothing", tail: `0 in ${lost.n} runs`, interval: zeroBound(lost) };
  const both = (p: number): string => {
    const count = quantileText(lost, p);
    if (count.startsWith("0 ") || !age) return count;
    return `${count}, ${quantileText(age, p)}`;
  };
  const ofCount = cellOf(lost);
  const tail = quantileAt(lost, 0.99) || isBeyond(lost, 0.99) ? both(0.99) : ofCount.tail;
  const ageTail = age && quantileAt(age, 0.99);
  const ends = ageTail && interval(ageTail.low, ageTail.high, "s");
  return { median: both(0.5), tail, interval: ends || ofCount.interval };
}

function outageCell(outage: Estimate | undefined): Cell {
  const cell = cellOf(outage);
  if (!outage || isNever(outage)) return isNever(outage) ? { ...cell, median: "none" } : cell;
  const { censored = 0, n } = outage;
  if (censored === 0) return cell;
  const all = { median: beyondText(outage), tail: "never recovered", interval: `in all ${n} runs` };
  return censored === n ? all : { ...cell, interval: `${censored}/${n} never` };
}

export function verdictFor(name: string, objectives: readonly ObjectiveResult[]): RowVerdict {
  const own = objectives.flatMap(({ judged, expression }) =>
    judged.filter(({ disruption }) => disruption === name).map(({ verdict }) => ({ verdict, expression })),
  );
  const worst = own.reduce<RowVerdict["verdict"]>(
    (sofar, { verdict }) => (sofar === "none" || SEVERITY[verdict] > SEVERITY[sofar] ? verdict : sofar),
    "none",
  );
  if (worst === "none") return { verdict: "none", lines: ["no objective"] };
  const such = own.filter(({ verdict }) => verdict === worst);
  const share =
    such.length === own.length
      ? own.length > 1
        ? ` (${own.length})`
        : ""
      : ` ${such.length} of ${own.length}`;
  return { verdict: worst, lines: [`${WORDS[worst]}${share}`, ...(worst === "met" ? [] : [short(such[0])])] };
}

export const WORDS: Readonly<Record<Verdict, string>> = {
  met: "met",
  missed: "MISSED",
  undecided: "undecided",
  "not-evaluated": "not evaluated",
};

/** "rpoAchieved p99 <= 5 s for site-loss" → "rpoAchieved p99 <= 5 s". */
const short = (objective: Pick<ObjectiveResult, "expression"> | undefined): string =>
  objective?.expression.replace(/ for \S+$/, "").replace(/\s+/g, " ") ?? "";
