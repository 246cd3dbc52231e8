// A rehearsal beside the runs that predict it: for each stretch between two events that the team saw, where the
// measured time lies among those of the runs. One rehearsal can contradict a prediction; it cannot confirm one.
import { holm } from "../statistics/holm.ts";
import { quantileRank } from "../statistics/quantile-interval.ts";
import { AMOUNTS, type AmountName, MILESTONES, type Milestone, type Rehearsal } from "./rehearsal.ts";

export const SCORE_SCHEMA = "twinsite/score/v1";

/** What is needed of a run. */
export interface PredictedRun {
  readonly values: Readonly<Record<string, number>>;
  readonly censored: readonly string[];
  readonly phases: readonly { readonly name: string; readonly micros: number }[];
}

export interface ScoreRow {
  /** `fault to detected`, or the name of an amount. */
  readonly what: string;
  readonly unit: "s" | "count";
  readonly measured: number;
  readonly runs: number;
  /** Absent where that quantile lies beyond the horizon of the runs. */
  readonly median?: number;
  readonly low?: number;
  readonly high?: number;
  /** The share of the runs below the measured value; those that its digits do not tell from it count by half. */
  readonly rank: number;
  /** Whether it is from the 5 % to the 95 % quantile of the runs, as far as its digits tell. */
  readonly isInside: boolean;
  /** Two-sided: how often a further run would lie at least as far out; not adjusted for the other rows. */
  readonly p: number;
}

export interface Score {
  readonly schema: typeof SCORE_SCHEMA;
  readonly rows: readonly ScoreRow[];
  readonly verdict: ScoreVerdict;
  /** The least p value, adjusted for the number of rows (Holm): below 5 % the prediction is contradicted. */
  readonly p: number;
  readonly unpredicted: readonly { readonly what: string; readonly because: string }[];
}

/** Undecided: no run is as far out as the rehearsal somewhere, and there are too few of them for that to count. */
export type ScoreVerdict = "consistent" | "contradicted" | "undecided";

const ALPHA = 0.05;

/** The event that ends each phase; phases that only some ways of recovery have belong to the stretch before writes. */
const ENDS: Readonly<Record<string, Milestone>> = {
  detect: "detected",
  decide: "decided",
  fence: "promoted",
  promote: "promoted",
  replay: "promoted",
  human: "promoted",
  restore: "promoted",
  repair: "promoted",
  restart: "promoted",
  block: "promoted",
  redirect: "first-write",
  ramp: "clients-back",
};

/** `hasCounts`: the runs count single writes; without, what they lose is a mean. */
export function scoreOf(rehearsal: Rehearsal, runs: readonly PredictedRun[], hasCounts = true): Score {
  const sought = [...stretches(rehearsal), ...totals(rehearsal), ...amounts(rehearsal)];
  const rows: ScoreRow[] = [];
  const unpredicted: { what: string; because: string }[] = [];
  for (const { what, unit, predicted, ...own } of sought) {
    const values = runs.map(predicted).filter((value) => value !== undefined);
    if (unit === "count" && !hasCounts)
      unpredicted.push({
        what,
        because: "where data moves as curves the loss is a mean: --resolution transaction",
      });
    else if (values.length === 0) unpredicted.push({ what, because: "no run has a value of it" });
    else rows.push(rowOf({ what, unit, ...own }, values));
  }
  const adjusted = holm(rows.map((row) => row.p));
  const p = Math.min(1, ...adjusted);
  return { schema: SCORE_SCHEMA, rows, verdict: verdictOf(rows, p), p, unpredicted };
}

function verdictOf(rows: readonly ScoreRow[], p: number): ScoreVerdict {
  if (p < ALPHA) return "contradicted";
  return rows.some(({ rank }) => rank === 0 || rank === 1) ? "undecided" : "consistent";
}

interface Sought extends Pick<ScoreRow, "what" | "unit" | "measured"> {
  /** How far the measured value may be off, in its unit. */
  readonly resolution: number;
  /** Infinite where it was not over by the horizon; undefined where the run has nothing of the kind. */
  readonly predicted: (run: PredictedRun) => number | undefined;
}

/** Between each event that was seen and the one that was seen before it. */
function stretches({ at, resolution }: Rehearsal): Sought[] {
  const off = (name: Milestone): number => resolution.get(name) ?? 0;
  const seen = MILESTONES.filter((name) => at.has(name));
  return seen.slice(1).map((end, i): Sought => {
    const begin = seen[i] as Milestone;
    const [from, to] = [MILESTONES.indexOf(begin), MILESTONES.indexOf(end)];
    return {
      what: `${begin} to ${end}`,
      unit: "s",
      measured: ((at.get(end) as number) - (at.get(begin) as number)) / 1e6,
      resolution: (off(begin) + off(end)) / 1e6,
      predicted({ phases, censored }) {
        // Which of its stretches an outage that is not over would have had, nobody knows.
        if (censored.includes("rtoAchievedSeconds")) return Number.POSITIVE_INFINITY;
        const inside = phases.filter(({ name }) => {
          const place = MILESTONES.indexOf(ENDS[name] ?? "promoted");
          return place > from && place <= to;
        });
        return inside.reduce((sum, { micros }) => sum + micros, 0) / 1e6;
      },
    };
  });
}

/** The whole outage, and the time until all is redundant again. */
function totals({ at, resolution }: Rehearsal): Sought[] {
  const seen = MILESTONES.filter((name) => at.has(name));
  const total = (event: "first-write" | "clients-back" | "redundant-again", metric: string): Sought[] => {
    const measured = at.get(event);
    // With nothing between the fault and the event the stretch is the total already.
    if (measured === undefined || (event !== "redundant-again" && seen.indexOf(event) === 1)) return [];
    const off = (resolution.get("fault") ?? 0) + (resolution.get(event) ?? 0);
    const own = { what: `fault to ${event}`, unit: "s" as const, measured: measured / 1e6 };
    return [{ ...own, resolution: off / 1e6, predicted: metricOf(metric) }];
  };
  return [
    ...total("first-write", "rtoFirstWriteSeconds"),
    ...total("clients-back", "rtoAchievedSeconds"),
    ...total("redundant-again", "rtoDataSeconds"),
  ];
}

function amounts({ amounts }: Rehearsal): Sought[] {
  return [...amounts].map(([name, measured]: readonly [AmountName, number]) => ({
    what: name,
    unit: name === "lost-rows" ? "count" : "s",
    measured,
    resolution: 0,
    predicted: metricOf(AMOUNTS[name]),
  }));
}

const metricOf =
  (metric: string) =>
  ({ values, censored }: PredictedRun): number | undefined =>
    censored.includes(metric) ? Number.POSITIVE_INFINITY : values[metric];

function rowOf({ resolution, ...own }: Omit<Sought, "predicted">, values: readonly number[]): ScoreRow {
  const sorted = [...values].sort((a, b) => a - b);
  const n = sorted.length;
  const [least, most] = [own.measured - resolution, own.measured + resolution];
  const at = (p: number): number => sorted[quantileRank(n, p) - 1] as number;
  const [low, median, high] = [at(0.05), at(0.5), at(0.95)];
  const below = sorted.filter((value) => value < least).length;
  const above = sorted.filter((value) => value > most).length;
  return {
    ...own,
    runs: n,
    ...(Number.isFinite(median) && { median }),
    ...(Number.isFinite(low) && { low }),
    ...(Number.isFinite(high) && { high }),
    rank: (below + (n - below - above) / 2) / n,
    isInside: most >= low && least <= high,
    // Among n + 1 alike the rehearsal is one; what its digits leave open counts for the prediction.
    p: Math.min(1, (2 * (n - Math.max(below, above) + 1)) / (n + 1)),
  };
}
