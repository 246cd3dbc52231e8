// What happened to each metric between two versions, from pairs of runs. Two exact tests that suppose nothing of the
// values: the signed ranks ask whether runs are typically worse, the sign test whether more of them are worse than
// better, by more than the minimum effect or by losing something where nothing was lost. Holm's adjustment is over all
// of them together. A difference must be certain and large enough; no difference must be shown as well, or else it
// is inconclusive.
import { hodgesLehmann, type Shift } from "../../statistics/hodges-lehmann.ts";
import { holm } from "../../statistics/holm.ts";
import { netShareInterval, signTest } from "../../statistics/sign-test.ts";
import { signedRank } from "../../statistics/signed-rank.ts";
import { hasAny, type Pairs } from "../compare/pairing.ts";
import { definitionOf } from "../estimate-metrics.ts";
import { minimumEffect } from "./minimum-effect.ts";
import type { GateVerdict } from "./result.ts";

/** The chance of even one false alarm among all metrics of a scenario that did not change. */
export const ALPHA = 0.001;
/** The least net share of runs that is a change: fewer are found by nobody. */
const LEAST_SHARE = 0.01;
/** Within so many runs in a hundred as many are better as are worse: then the rest may be called equivalent. */
const EQUIVALENT_SHARE = 0.1;

export interface Judged {
  readonly pairs: Pairs;
  readonly verdict: Exclude<GateVerdict, "not-comparable">;
  readonly minimumEffect: number;
  /** Pairs that are materially worse, and better. */
  readonly worse: number;
  readonly improved: number;
  /** The smaller of both p values, adjusted. */
  readonly p: number;
  /** New less old, as it typically is. */
  readonly shift: Shift;
}

/** All metrics of one scenario, in their order. */
export const judgeChanges = (all: readonly Pairs[], alpha: number): Judged[] =>
  adjusted(all).map(({ tests, p }) => judged(tests, p, alpha));

/** Whether anything would be called regressed or improved. */
export const isAlarm = (all: readonly Pairs[], alpha: number): boolean =>
  adjusted(all)
    .filter(({ p }) => Math.min(p.rank, p.sign) <= alpha)
    .map(({ tests, p }) => judged(tests, p, alpha).verdict)
    .some((verdict) => verdict === "regressed" || verdict === "improved");

interface Adjusted {
  readonly tests: Tests;
  /** 1 where there was nothing to test. */
  readonly p: { readonly rank: number; readonly sign: number };
}

function adjusted(all: readonly Pairs[]): Adjusted[] {
  const tested = all.map(testsOf);
  // A comparison without any difference is no test: whatever the signs, it has nothing to reject.
  const ps = holm(tested.flatMap(({ rank, sign }) => [rank, sign].filter((p) => p !== undefined)));
  let next = 0;
  const take = (p: number | undefined): number => (p === undefined ? 1 : (ps[next++] as number));
  return tested.map((tests) => ({ tests, p: { rank: take(tests.rank), sign: take(tests.sign) } }));
}

interface Tests {
  readonly pairs: Pairs;
  readonly least: number;
  readonly worse: number;
  readonly improved: number;
  /** Absent where nothing differs. */
  readonly rank?: number;
  readonly sign?: number;
}

function testsOf(pairs: Pairs): Tests {
  const least = minimumEffect(pairs);
  const { worse, improved } = material(pairs, least);
  const isEqual = pairs.differences.every((difference) => difference === 0);
  return {
    pairs,
    least,
    worse,
    improved,
    ...(!isEqual && { rank: signedRank(pairs.differences).twoSided }),
    ...(worse + improved > 0 && { sign: signTest(worse, improved).twoSided }),
  };
}

function material(pairs: Pairs, least: number): { worse: number; improved: number } {
  const up = pairs.better === "lower" ? 1 : -1;
  const isLoss = definitionOf(pairs.metric)?.family === "loss";
  let [worse, improved] = [0, 0];
  for (const [i, difference] of pairs.differences.entries()) {
    const [before, after] = [pairs.old[i] as number, pairs.new[i] as number];
    const isNew = isLoss && hasAny(after, pairs) && !hasAny(before, pairs);
    const isGone = isLoss && hasAny(before, pairs) && !hasAny(after, pairs);
    if (isNew || up * difference > least) worse++;
    else if (isGone || up * difference < -least) improved++;
  }
  return { worse, improved };
}

function judged(tests: Tests, p: { rank: number; sign: number }, alpha: number): Judged {
  const { pairs, least, worse, improved } = tests;
  const shift = tests.rank === undefined ? { value: 0, confidence: 0.95 } : hodgesLehmann(pairs.differences);
  const verdict = verdictOf(tests, p, shift, alpha);
  return { pairs, verdict, minimumEffect: least, worse, improved, p: Math.min(p.rank, p.sign), shift };
}

function verdictOf(
  { pairs, least, worse, improved, rank }: Tests,
  p: { readonly rank: number; readonly sign: number },
  shift: Shift,
  alpha: number,
): Judged["verdict"] {
  if (rank === undefined) return "unchanged";
  const harm = pairs.better === "lower" ? shift.value : -shift.value;
  const net = (worse - improved) / pairs.differences.length;
  const isLarge = p.rank <= alpha && Math.abs(harm) >= least;
  const isFrequent = p.sign <= alpha && Math.abs(net) >= LEAST_SHARE;
  if ((isLarge && harm > 0) || (isFrequent && net > 0)) return "regressed";
  if (isLarge || isFrequent) return "improved";
  if (worse + improved === 0) return "equivalent";
  return isShownEqual({ pairs, least, worse, improved }, shift) ? "equivalent" : "inconclusive";
}

function isShownEqual({ pairs, least, worse, improved }: Tests, { low, high }: Shift): boolean {
  if (low === undefined || high === undefined) return false;
  const isLoss = definitionOf(pairs.metric)?.family === "loss";
  const isFirst = isLoss && worse > 0 && !pairs.old.some((value) => hasAny(value, pairs));
  const net = netShareInterval(worse, improved, pairs.differences.length);
  return (
    !isFirst &&
    low >= -least &&
    high <= least &&
    net.low <= 0 &&
    net.high >= 0 &&
    net.low >= -EQUIVALENT_SHARE &&
    net.high <= EQUIVALENT_SHARE
  );
}
