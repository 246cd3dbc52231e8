// More runs for what is undecided, along a fixed sequence: n, 2n, 4n for comparisons, the level split over the looks;
// once as many as a p99 needs for objectives. Only the disruptions in question run again, and only while that can
// still change the outcome.
import { type Pairs, pairAll } from "../compare/pairing.ts";
import type { ObjectiveResult } from "../result.ts";
import { type Answer, inquire, type Question, type Subject } from "../study/inquiry.ts";
import type { Part } from "../study/plan.ts";
import { sampleName } from "../study/sample.ts";
import { only } from "./attribute.ts";
import { ALPHA, type Judged, judgeChanges } from "./judge-change.ts";

/** What is decided with a chance of ALPHA to be wrong in all: half of it at once, a quarter at each further look. */
const LOOKS = [
  { factor: 2, alpha: ALPHA / 4 },
  { factor: 4, alpha: ALPHA / 4 },
];

export interface Undecided {
  readonly pairs: readonly Pairs[];
  readonly question: Question;
  readonly most: number;
  /** Absent where the old version cannot be run again. */
  readonly more?: { readonly old: Subject; readonly next: Subject };
}

export function* decideChanges(terms: Undecided): Generator<readonly Part[], Judged[], void> {
  const { question, most, more } = terms;
  let judged = judgeChanges(terms.pairs, ALPHA / 2);
  for (const { factor, alpha } of LOOKS) {
    const open = new Set(
      judged.filter(({ verdict }) => verdict === "inconclusive").map(({ pairs }) => sampleName(pairs)),
    );
    const isRed = judged.some(({ verdict }) => verdict === "regressed");
    if (!more || open.size === 0 || isRed || factor * question.replications > most) break;
    const disruptions = new Set(
      judged.filter(({ pairs }) => open.has(sampleName(pairs))).map(({ pairs }) => pairs.disruption),
    );
    const [old, next] = [more.old, more.next].map((subject) => ({
      design: subject.design,
      inquiry: inquire(only(subject, disruptions), larger(question, factor)),
    })) as [Part, Part];
    yield [old, next];
    const { pairs } = pairAll(old.inquiry.answer().samples, next.inquiry.answer().samples);
    const again = judgeChanges(
      pairs.filter((each) => open.has(sampleName(each))),
      alpha,
    );
    const found = new Map(again.map((each) => [sampleName(each.pairs), each]));
    judged = judged.map((each) => found.get(sampleName(each.pairs)) ?? each);
  }
  return judged;
}

const larger = (question: Question, factor: number): Question => ({
  ...question,
  replications: factor * question.replications,
  years: factor * question.years,
});

/** What a p99 needs for an interval, rounded up. */
const ENOUGH = 400;

export interface JudgedObjective {
  readonly objective: ObjectiveResult;
  readonly replications: number;
}

export interface OpenObjectives {
  readonly subject: Subject;
  readonly question: Question;
  readonly answer: Answer;
  readonly most: number;
  /** The outcome is bad enough already. */
  readonly isRed: boolean;
}

/** In the order of the scenario. */
export function* decideObjectives(
  terms: OpenObjectives,
): Generator<readonly Part[], JudgedObjective[], void> {
  const { subject, question, answer, most, isRed } = terms;
  const n = question.replications;
  const { objectives } = answer.result;
  const judged = objectives.map((objective): JudgedObjective => ({ objective, replications: n }));
  const enough = Math.max(4 * n, ENOUGH);
  const open = objectives.filter(({ verdict }) => verdict === "undecided");
  const isMissed = objectives.some(({ verdict }) => verdict === "missed");
  if (isRed || isMissed || open.length === 0 || enough > most || question.question === "outlook")
    return judged;
  const disruptions = new Set(
    open
      .flatMap(({ judged: where }) => where.filter(({ verdict }) => verdict === "undecided"))
      .map(({ disruption }) => disruption),
  );
  const inquiry = inquire(only(subject, disruptions), { ...question, replications: enough });
  yield [{ design: subject.design, inquiry }];
  const again = inquiry.answer().result.objectives;
  return judged.map((each, i) => {
    const found = again[i];
    if (each.objective.verdict !== "undecided" || !found || found.verdict === "not-evaluated") return each;
    return {
      objective: { ...found, judged: merged(each.objective.judged, found.judged) },
      replications: enough,
    };
  });
}

/** Where it was judged again, the new verdict counts. */
function merged(
  first: ObjectiveResult["judged"],
  again: ObjectiveResult["judged"],
): ObjectiveResult["judged"] {
  const found = new Map(again.map((each) => [each.disruption, each]));
  return first.map((each) => (each.verdict === "undecided" ? (found.get(each.disruption) ?? each) : each));
}
