// The best design by sequential selection: after the sweep itself as the first stage, blocks of further replications
// for those that are still in the race, until one is left or the budget is spent.
import { FEWEST_OF_FIRST_STAGE, SequentialSelection } from "../../statistics/kn.ts";
import { NOTHING_BREAKS } from "../run-result.ts";
import type { Design } from "../study/design.ts";
import type { Question, Subject } from "../study/inquiry.ts";
import type { Part } from "../study/plan.ts";
import { sampleName } from "../study/sample.ts";
import type { Measure } from "./measure.ts";
import type { Outcome } from "./outcome.ts";
import { type ReducedInquiry, reducedInquiry } from "./reduced-inquiry.ts";

export interface SelectionOrder {
  /** Names one disruption, or none and then what years bring. A mean. */
  readonly measure: Measure;
  readonly indifference: number;
  readonly confidence: number;
  /** Replications of one design, the first stage included. */
  readonly most: number;
}

export interface Selection {
  /** Indices of the outcomes still in the race, the best first: one, or all that could not be separated. */
  readonly best: readonly number[];
  /** Their means after `replications`. */
  readonly means: readonly number[];
  readonly replications: number;
  readonly eliminated: readonly { readonly index: number; readonly by: number; readonly after: number }[];
  /** Of the eliminated: within the indifference of the winner by their means when they went. */
  readonly within: readonly number[];
  /** Why there is no selection. */
  readonly reason?: string;
}

/** Has the units of these designs done; resolves when all were taken, or as many as there will be. */
export type Ask = (parts: readonly Part[]) => Promise<unknown>;

/** A quarter more at a time: few rounds, and little that nobody needed. */
const nextBlock = (observed: number): number => Math.ceil(observed / 4 / 10) * 10;

export async function select(
  outcomes: readonly (Outcome | undefined)[],
  subjects: readonly Subject[],
  question: Question,
  order: SelectionOrder,
  ask: Ask,
): Promise<Selection> {
  const { measure, indifference, confidence, most } = order;
  const name = sampleName({ metric: measure.metric, disruption: measure.disruption ?? NOTHING_BREAKS });
  const sign = measure.better === "lower" ? 1 : -1;
  const all = outcomes.map((outcome) => valuesOf(outcome, name).map((value) => sign * value));
  // Some may have been made more precise: the first stage is what all have.
  const n = all.reduce((least, { length }) => Math.min(least, length), all[0]?.length ?? 0);
  const series = all.map((values) => values.slice(0, n));
  const nothing = { best: [], means: [], replications: n, eliminated: [], within: [] };
  const hasValues = outcomes.every((outcome) => outcome?.samples.has(name));
  const reason = hasValues
    ? unfitFirst(series, n)
    : `${name} has no value for each replication of every design`;
  if (reason !== undefined) return { ...nothing, reason };
  const race = new SequentialSelection({ systems: series.length, indifference, confidence });
  race.begin(series);
  while (!race.isDecided && race.observed < most) {
    const size = Math.min(nextBlock(race.observed), most - race.observed);
    const racing = race.alive;
    const block = blockOf(question, measure, { from: race.observed + 1, size });
    const asked = racing.map((i) => moreOf(subjects[i] as Subject, block, name));
    await ask(asked);
    const more = new Map(
      racing.map((i, k) => [i, (asked[k]?.inquiry.outcome() ?? []).map((value) => sign * value)]),
    );
    if (unfit([...more.values()], size) !== undefined) break;
    for (let r = 0; r < size && !race.isDecided; r++)
      race.add(race.alive.map((i) => more.get(i)?.[r] as number));
    for (const i of race.alive) series[i]?.push(...(more.get(i) ?? []));
  }
  return concluded(race, series, { indifference, sign });
}

/** Replications counted on from those that were asked, of the one disruption that matters. */
function blockOf(
  question: Question,
  { disruption = NOTHING_BREAKS }: Measure,
  { from, size }: { from: number; size: number },
): Question {
  const years = (question.years / question.replications) * size;
  return { ...question, from, replications: size, years, disruptions: [disruption] };
}

/** NaN for what was not over at the horizon. */
const valuesOf = (outcome: Outcome | undefined, name: string): number[] => {
  const sample = outcome?.samples.get(name);
  return sample?.values.map((value, r) => (sample.isCensored[r] ? Number.NaN : value)) ?? [];
};

function moreOf(
  subject: Subject,
  block: Question,
  name: string,
): { design: Design; inquiry: ReducedInquiry<number[]> } {
  const inquiry = reducedInquiry(subject, block, ({ samples }) => {
    const sample = samples.find((each) => sampleName(each) === name);
    return sample?.values.map((value, r) => (sample.isCensored[r] ? Number.NaN : value)) ?? [];
  });
  return { design: subject.design, inquiry };
}

const unfitFirst = (series: readonly (readonly number[])[], n: number): string | undefined =>
  n < FEWEST_OF_FIRST_STAGE
    ? `it needs ${FEWEST_OF_FIRST_STAGE} replications to begin with, there are ${n}`
    : unfit(series, n);

function unfit(series: readonly (readonly number[])[], n: number): string | undefined {
  const open = series.filter((values) => values.some(Number.isNaN)).length;
  if (open > 0)
    return `${open} designs have runs without a value, or not over at the horizon: they have no mean`;
  return series.some(({ length }) => length !== n) ? "not all designs have the same replications" : undefined;
}

function concluded(
  race: SequentialSelection,
  series: readonly (readonly number[])[],
  { indifference, sign }: { indifference: number; sign: number },
): Selection {
  const mean = (i: number, n: number): number => {
    let sum = 0;
    for (let r = 0; r < n; r++) sum += series[i]?.[r] as number;
    return sum / n;
  };
  // A block reaches further than the observation that decided.
  const n = Math.min(race.observed, ...race.alive.map((i) => series[i]?.length ?? 0));
  const best = [...race.alive].sort((a, b) => mean(a, n) - mean(b, n) || a - b);
  const [first = 0] = best;
  const eliminated = race.eliminated.map(({ system, by, after }) => ({ index: system, by, after }));
  const within = eliminated.flatMap(({ index }) => {
    const common = Math.min(series[index]?.length ?? 0, n);
    return mean(index, common) - mean(first, common) < indifference ? [index] : [];
  });
  return { best, means: best.map((i) => sign * mean(i, n)), replications: n, eliminated, within };
}
