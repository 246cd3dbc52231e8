// Conducts a sweep: the base case, all points, then what was asked beyond them (more replications where a value is not
// precise, a selection of the best, a confirmation write by write). Every decision is taken on complete rounds of
// results, so it does not depend on who did the work.
import { smallestSampleFor } from "../../statistics/estimate.ts";
import { isPrecise, nextSize, relativeHalfWidth } from "../../statistics/relative-precision.ts";
import { SHARE_OF } from "../judge.ts";
import type { Resolution } from "../result.ts";
import type { Conducted, Part } from "../study/conduct.ts";
import type { Question, Subject } from "../study/inquiry.ts";
import { type Choice, choose, type Goal } from "./choice.ts";
import { type Front, frontOf } from "./front.ts";
import { badness, type Measure } from "./measure.ts";
import { type Outcome, outcomeOf } from "./outcome.ts";
import { type ReducedInquiry, type Remembered, reducedInquiry } from "./reduced-inquiry.ts";
import { type Selection, type SelectionOrder, select } from "./selection.ts";

export interface SweepOrder {
  /** The base case, then the points. */
  readonly subjects: readonly Subject[];
  readonly question: Question;
  readonly measures: readonly Measure[];
  /** Indices of the measures that the Pareto set weighs. */
  readonly over: readonly number[];
  readonly goal?: Goal;
  readonly precision?: PrecisionOrder;
  readonly selection?: SelectionOrder;
  /** How many designs to ask again write by write; "pareto" = that set. */
  readonly confirm?: number | "pareto";
}

export interface PrecisionOrder {
  /** The relative error allowed. */
  readonly relative: number;
  /** Replications (of an outlook: years) of one design. */
  readonly most: number;
}

export interface SweepAnswers {
  /** By subject; absent where it was not finished. */
  readonly outcomes: readonly (Outcome | undefined)[];
  readonly front: Front;
  readonly choice?: Choice;
  readonly selection?: Selection;
  /** Indices of outcomes that are not as precise as asked. */
  readonly imprecise?: readonly number[];
  readonly confirmed?: Confirmed;
}

export interface Confirmed {
  readonly resolution: Resolution;
  /** By index of the subject; the base case is among them. */
  readonly outcomes: ReadonlyMap<number, Outcome>;
}

export type SweepPhase = "base" | "points" | "precision" | "selection" | "confirmation";

/** Has the units done; its caller knows of failures and interruptions. */
export type Ask = (parts: readonly Part[], phase: SweepPhase) => Promise<Conducted>;

/** A block of drills; sizes are whole blocks, so that all but the first round goes on where the last one ended. */
const BLOCK = 10;

export async function sweep(order: SweepOrder, ask: Ask): Promise<SweepAnswers> {
  const rounds = new Rounds(order, ask);
  await rounds.first();
  if (order.precision) await rounds.untilPrecise(order.precision);
  const { outcomes } = rounds;
  const front = frontOf(outcomes, order.measures, order.over);
  const choice = order.goal && choose(outcomes, order.goal);
  const selection = order.selection && rounds.isGoingOn ? await rounds.select(order.selection) : undefined;
  const again = rounds.isGoingOn ? toConfirm(order, { outcomes, front, choice }) : [];
  return {
    outcomes,
    front,
    ...(choice && { choice }),
    ...(selection && { selection }),
    ...(order.precision && { imprecise: rounds.imprecise(order.precision) }),
    ...(again.length > 0 && { confirmed: await rounds.confirm(again) }),
  };
}

class Rounds {
  readonly outcomes: (Outcome | undefined)[];
  isGoingOn = true;
  readonly #order: SweepOrder;
  readonly #ask: Ask;
  readonly #remembered: Remembered[];

  constructor(order: SweepOrder, ask: Ask) {
    this.#order = order;
    this.#ask = ask;
    this.outcomes = order.subjects.map(() => undefined);
    this.#remembered = order.subjects.map(() => new Map());
  }

  /** The base case alone: what it takes says how long the others will take. */
  async first(): Promise<void> {
    const { subjects, question } = this.#order;
    await this.#round([0], question, "base");
    const others = [...subjects.keys()].slice(1);
    if (this.isGoingOn && others.length > 0) await this.#round(others, question, "points");
  }

  async untilPrecise(precision: PrecisionOrder): Promise<void> {
    for (let open = this.#open(precision); open.length > 0 && this.isGoingOn; open = this.#open(precision)) {
      const sizes = new Map<number, number[]>();
      for (const index of open) {
        const size = this.#nextSize(index, precision);
        sizes.set(size, [...(sizes.get(size) ?? []), index]);
      }
      for (const [size, indices] of [...sizes].sort(([a], [b]) => a - b))
        if (this.isGoingOn) await this.#round(indices, this.#sized(size), "precision");
    }
  }

  imprecise({ relative }: PrecisionOrder): number[] {
    return this.outcomes.flatMap((outcome, i) => (outcome && !this.#isPrecise(outcome, relative) ? [i] : []));
  }

  select(order: SelectionOrder): Promise<Selection> {
    const { subjects, question } = this.#order;
    return select(this.outcomes, subjects, question, order, (parts) => this.#do(parts, "selection"));
  }

  async confirm(indices: readonly number[]): Promise<Confirmed> {
    const { subjects, question, measures } = this.#order;
    const resolution = "transaction";
    const asked = [...new Set([0, ...indices])].map((index) => {
      const subject = subjects[index] as Subject;
      const reduce = (answer: Parameters<typeof outcomeOf>[0]): Outcome => outcomeOf(answer, measures);
      return {
        index,
        design: subject.design,
        inquiry: reducedInquiry(subject, { ...question, resolution }, reduce),
      };
    });
    await this.#do(asked, "confirmation");
    const outcomes = asked.flatMap(({ index, inquiry }): [number, Outcome][] => {
      const outcome = inquiry.outcome();
      return outcome ? [[index, outcome]] : [];
    });
    return { resolution, outcomes: new Map(outcomes) };
  }

  /** Equal designs are asked once. */
  async #round(indices: readonly number[], question: Question, phase: SweepPhase): Promise<void> {
    const { subjects, measures, precision } = this.#order;
    const asked = new Map<string, { inquiry: ReducedInquiry<Outcome>; design: Subject["design"] }>();
    for (const index of indices) {
      const { design } = subjects[index] as Subject;
      if (asked.has(design.sha256)) continue;
      const remembered = precision && this.#remembered[index];
      const reduce = (answer: Parameters<typeof outcomeOf>[0]): Outcome => outcomeOf(answer, measures);
      const inquiry = reducedInquiry(subjects[index] as Subject, question, reduce, remembered);
      asked.set(design.sha256, { inquiry, design });
    }
    await this.#do([...asked.values()], phase);
    for (const index of indices) {
      const { design } = subjects[index] as Subject;
      const outcome = asked.get(design.sha256)?.inquiry.outcome();
      if (outcome) this.outcomes[index] = outcome;
      if (outcome && precision && this.#isPrecise(outcome, precision.relative))
        this.#remembered[index]?.clear();
    }
  }

  async #do(parts: readonly Part[], phase: SweepPhase): Promise<boolean> {
    const planned = parts.reduce((sum, { inquiry }) => sum + inquiry.jobs.length, 0);
    if (planned === 0) return true;
    const { done, known, failure } = await this.#ask(parts, phase);
    this.isGoingOn = failure === undefined && done + known === planned;
    return this.isGoingOn;
  }

  #open(precision: PrecisionOrder): number[] {
    return this.imprecise(precision).filter((i) => this.#sizeOf(i) < precision.most);
  }

  #isPrecise({ values, replications }: Outcome, relative: number): boolean {
    const { over, measures } = this.#order;
    return over.every((at) => {
      const value = values[at] ?? {};
      const p = SHARE_OF[(measures[at] as Measure).statistic];
      if (value.value !== undefined) return isPrecise(value, relative);
      // What lies beyond the horizon, or is not measured here, gets no value from more replications.
      return value.isBeyond || p === undefined || replications >= smallestSampleFor(p);
    });
  }

  /** In replications, or in years. */
  #sizeOf(index: number): number {
    const { question } = this.#order;
    const replications = this.outcomes[index]?.replications ?? question.replications;
    return question.question === "drill"
      ? replications
      : (replications * question.years) / question.replications;
  }

  #nextSize(index: number, { relative, most }: PrecisionOrder): number {
    const { over, question } = this.#order;
    const values = this.outcomes[index]?.values ?? [];
    const worst = Math.max(...over.map((at) => relativeHalfWidth(values[at] ?? {})));
    const perBlock = question.question === "drill" ? BLOCK : question.years / question.replications;
    return Math.min(most, nextSize(this.#sizeOf(index), worst, { relative, block: perBlock }));
  }

  #sized(size: number): Question {
    const { question } = this.#order;
    if (question.question === "drill") return { ...question, replications: size };
    const replications = Math.round((size * question.replications) / question.years);
    return { ...question, years: size, replications };
  }
}

/** The Pareto set, or the best few: by the goal among those that qualify, else by the first measure of that set. */
function toConfirm(
  { confirm, goal, measures, over }: SweepOrder,
  {
    outcomes,
    front,
    choice,
  }: { outcomes: readonly (Outcome | undefined)[]; front: Front; choice: Choice | undefined },
): number[] {
  if (confirm === undefined) return [];
  if (confirm === "pareto") return [...front.members];
  if (goal && choice?.chosen !== undefined) {
    const at = goal.at;
    const sign = goal.direction === "minimise" ? 1 : -1;
    const cost = (i: number): number => sign * (outcomes[i]?.values[at]?.value ?? Number.POSITIVE_INFINITY);
    return [choice.chosen, ...[...choice.asGood].sort((a, b) => cost(a) - cost(b) || a - b)].slice(
      0,
      confirm,
    );
  }
  const [at = 0] = over;
  const cost = (i: number): number => badness(outcomes[i]?.values[at] ?? {}, measures[at] as Measure);
  return [...front.members].sort((a, b) => cost(a) - cost(b) || a - b).slice(0, confirm);
}
