// The Pareto set of a sweep, with what chance allows: a point outside it is only called beaten where a point inside is
// surely at least as good in everything.
import { dominates, paretoFront } from "../../statistics/pareto.ts";
import { badness, type Measure } from "./measure.ts";
import { type Outcome, pairedDifference } from "./outcome.ts";

export interface Front {
  /** Indices of outcomes that no other beats. */
  readonly members: readonly number[];
  /** Beaten by their values, but by none for sure. */
  readonly near: readonly number[];
  /** Indices of the measures that some outcome has a value for. */
  readonly measures: readonly number[];
}

/** All intervals hold together with this probability. */
const CONFIDENCE = 0.95;

/** `over`: indices of the measures to weigh against each other. */
export function frontOf(
  outcomes: readonly (Outcome | undefined)[],
  measures: readonly Measure[],
  over: readonly number[],
): Front {
  const known = over.filter((at) => outcomes.some((each) => each?.values[at]?.value !== undefined));
  const rows = outcomes.map((outcome) => known.map((at) => cost(outcome, measures[at] as Measure, at)));
  const members = known.length === 0 ? [] : paretoFront(rows);
  const confidence = 1 - (1 - CONFIDENCE) / Math.max(1, known.length);
  const isSurelyBeaten = (index: number): boolean =>
    members.some(
      (member) =>
        dominates(rows[member] ?? [], rows[index] ?? []) &&
        known.every((at) => isSurelyNoWorse(outcomes, { member, index, at }, measures, confidence)),
    );
  const inside = new Set(members);
  const near = rows.flatMap((row, index) =>
    inside.has(index) || row.some(Number.isNaN) || isSurelyBeaten(index) ? [] : [index],
  );
  return { members, near: known.length === 0 ? [] : near, measures: known };
}

/** NaN where there is no value to compare. */
function cost(outcome: Outcome | undefined, measure: Measure, at: number): number {
  const found = outcome?.values[at];
  if (!found || (found.value === undefined && !found.isBeyond)) return Number.NaN;
  return badness(found, measure);
}

function isSurelyNoWorse(
  outcomes: readonly (Outcome | undefined)[],
  { member, index, at }: { member: number; index: number; at: number },
  measures: readonly Measure[],
  confidence: number,
): boolean {
  const [base, own] = [outcomes[member], outcomes[index]];
  const measure = measures[at] as Measure;
  if (!base || !own) return false;
  return surelyNoWorse(base, own, { measure, at }, confidence);
}

/** Whether `a` is at least as good as `b`, by the paired difference for means, by their intervals for quantiles. */
export function surelyNoWorse(
  a: Outcome,
  b: Outcome,
  { measure, at }: { measure: Measure; at: number },
  confidence: number,
): boolean {
  const [ours, theirs] = [a.values[at], b.values[at]];
  if (!ours || !theirs || ours.isBeyond) return false;
  const isLower = measure.better === "lower";
  const difference = pairedDifference({ base: a, own: b, measure, at }, confidence);
  // No pair differs: neither do the quantiles.
  if (difference?.low === 0 && difference.high === 0 && !difference.censored) return true;
  if (measure.statistic === "mean" && difference && !difference.censored) {
    const end = isLower ? difference.low : difference.high;
    return end !== undefined && (isLower ? end >= 0 : end <= 0);
  }
  const [mine, other] = isLower ? [ours.high, theirs.low] : [ours.low, theirs.high];
  if (mine === undefined || other === undefined) return false;
  return isLower ? mine <= other : mine >= other;
}
