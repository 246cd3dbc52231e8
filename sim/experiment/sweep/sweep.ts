// A sweep in rounds: the base case and all points, then what was asked beyond them (more replications where a value is
// not precise, a selection of the best, a confirmation write by write). Every decision is taken on complete rounds of
// results, so it does not depend on who did the work.
import { smallestSampleFor } from "../../statistics/estimate.ts";
import { isPrecise, nextSize, relativeHalfWidth } from "../../statistics/relative-precision.ts";
import { SHARE_OF } from "../judge.ts";
import type { Resolution } from "../result.ts";
import type { Design } from "../study/design.ts";
import type { Answer, Question, Subject } from "../study/inquiry.ts";
import type { Part } from "../study/plan.ts";
import { type Choice, choose, type Goal } from "./choice.ts";
import { type Front, frontOf } from "./front.ts";
import { badness, type Measure } from "./measure.ts";
import { type Outcome, outcomeOf } from "./outcome.ts";
import { type ReducedInquiry, type Remembered, reducedInquiry } from "./reduced-inquiry.ts";
import { type Ask, type Selection, type SelectionOrder, select } from "./selection.ts";

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

interface AskedDesign {
  readonly index: number;
  readonly design: Design;
  readonly inquiry: ReducedInquiry<Outcome>;
}

/** A block of drills; sizes are whole blocks, so that all but the first round goes on where the last one ended. */
const BLOCK = 10;

export class Sweep {
  readonly #order: SweepOrder;
  readonly #outcomes: (Outcome | undefined)[];
  readonly #remembered: Remembered[];
  readonly #first: readonly AskedDesign[];
  #selection: Selection | undefined;
  #confirmed: Confirmed | undefined;
  #isWhole = true;

  constructor(order: SweepOrder) {
    this.#order = order;
    this.#outcomes = order.subjects.map(() => undefined);
    this.#remembered = order.subjects.map(() => new Map());
    this.#first = this.#asked([...order.subjects.keys()], order.question);
  }

  /** The base case and every point: all that is known to be needed before anything has run. */
  get parts(): readonly Part[] {
    return this.#first;
  }

  /** Once the parts are answered: what was asked beyond them. */
  async goOn(ask: Ask): Promise<void> {
    const { precision, selection, subjects, question } = this.#order;
    this.#take(this.#first);
    if (precision) await this.#untilPrecise(precision, ask);
    if (selection && this.#isWhole)
      this.#selection = await select(this.#outcomes, subjects, question, selection, ask);
    const again = this.#isWhole ? toConfirm(this.#order, this.answers()) : [];
    if (again.length > 0) this.#confirmed = await this.#confirm(again, ask);
  }

  /** As far as it has come. */
  answers(): SweepAnswers {
    const { measures, over, goal, precision } = this.#order;
    this.#take(this.#first);
    const outcomes = this.#outcomes;
    return {
      outcomes,
      front: frontOf(outcomes, measures, over),
      ...(goal && { choice: choose(outcomes, goal) }),
      ...(this.#selection && { selection: this.#selection }),
      ...(precision && { imprecise: this.#imprecise(precision) }),
      ...(this.#confirmed && { confirmed: this.#confirmed }),
    };
  }

  async #untilPrecise(precision: PrecisionOrder, ask: Ask): Promise<void> {
    for (let open = this.#open(precision); open.length > 0 && this.#isWhole; open = this.#open(precision)) {
      const asked = open.flatMap((index) =>
        this.#asked([index], this.#sized(this.#nextSize(index, precision))),
      );
      await ask(asked);
      this.#take(asked);
    }
  }

  #asked(indices: readonly number[], question: Question): AskedDesign[] {
    const { subjects, measures, precision } = this.#order;
    return indices.map((index) => {
      const subject = subjects[index] as Subject;
      const remembered = precision && this.#remembered[index];
      const inquiry = reducedInquiry(subject, question, (answer) => outcomeOf(answer, measures), remembered);
      return { index, design: subject.design, inquiry };
    });
  }

  #take(asked: readonly AskedDesign[]): void {
    const { precision } = this.#order;
    for (const { index, inquiry } of asked) {
      const outcome = inquiry.outcome();
      if (!outcome) this.#isWhole = false;
      // A later round has more replications than the first one.
      else if (outcome.replications >= (this.#outcomes[index]?.replications ?? 0))
        this.#outcomes[index] = outcome;
      if (outcome && precision && this.#isPrecise(outcome, precision.relative))
        this.#remembered[index]?.clear();
    }
  }

  async #confirm(indices: readonly number[], ask: Ask): Promise<Confirmed> {
    const { question, measures, subjects } = this.#order;
    const resolution = "transaction";
    const asked = [...new Set([0, ...indices])].map((index) => {
      const subject = subjects[index] as Subject;
      const reduce = (answer: Answer): Outcome => outcomeOf(answer, measures);
      const inquiry = reducedInquiry(subject, { ...question, resolution }, reduce);
      return { index, design: subject.design, inquiry };
    });
    await ask(asked);
    const outcomes = asked.flatMap(({ index, inquiry }): [number, Outcome][] => {
      const outcome = inquiry.outcome();
      return outcome ? [[index, outcome]] : [];
    });
    return { resolution, outcomes: new Map(outcomes) };
  }

  #imprecise({ relative }: PrecisionOrder): number[] {
    return this.#outcomes.flatMap((outcome, i) =>
      outcome && !this.#isPrecise(outcome, relative) ? [i] : [],
    );
  }

  #open(precision: PrecisionOrder): number[] {
    return this.#imprecise(precision).filter((i) => this.#sizeOf(i) < precision.most);
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
    const replications = this.#outcomes[index]?.replications ?? question.replications;
    return question.question === "drill"
      ? replications
      : (replications * question.years) / question.replications;
  }

  #nextSize(index: number, { relative, most }: PrecisionOrder): number {
    const { over, question } = this.#order;
    const values = this.#outcomes[index]?.values ?? [];
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
  { confirm, measures, over }: SweepOrder,
  { outcomes, front, choice }: SweepAnswers,
): readonly number[] {
  if (confirm === undefined) return [];
  if (confirm === "pareto") return front.members;
  if (choice?.chosen !== undefined) return [choice.chosen, ...choice.runnersUp].slice(0, confirm);
  const [at = 0] = over;
  const cost = (i: number): number => badness(outcomes[i]?.values[at] ?? {}, measures[at] as Measure);
  return [...front.members].sort((a, b) => cost(a) - cost(b) || a - b).slice(0, confirm);
}
