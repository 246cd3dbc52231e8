// The value of a parameter up to which an objective holds. First a grid of probes: does the response cross the target,
// how often, and is it monotone? Then each crossing is narrowed by bisection, three edges at a time: where the estimate
// crosses, where the objective stops being surely met, where it begins to be surely missed. All on the same seeds, so
// the response is as smooth as the system is.
import type { ObjectiveResult } from "../result.ts";
import type { Design } from "../study/design.ts";
import type { Question, Subject } from "../study/inquiry.ts";
import type { Part } from "../study/plan.ts";
import { surelyNoWorse } from "../sweep/front.ts";
import type { Measure } from "../sweep/measure.ts";
import { type Outcome, outcomeOf } from "../sweep/outcome.ts";
import { type ReducedInquiry, reducedInquiry } from "../sweep/reduced-inquiry.ts";
import type { Ask } from "../sweep/selection.ts";
import { middleOf, type Parameter } from "./parameter.ts";

export interface SolveOrder {
  readonly parameter: Parameter;
  readonly probes: readonly number[];
  /** The design at a value, with the objective as its only one. Throws where it is not valid. */
  readonly at: (value: number) => Subject;
  readonly question: Question;
  readonly measure: Measure;
  readonly objective: { readonly comparison: "<=" | ">="; readonly threshold: number };
  /** Ask the edges again write by write. */
  readonly confirms: boolean;
}

export interface Tried {
  readonly value: number;
  readonly outcome: Outcome;
  readonly objective: ObjectiveResult;
  /** By its estimate. */
  readonly keeps: boolean;
}

/** One change from kept to broken. */
export interface Crossing {
  /** The nearest values on both sides that were tried, by their estimates. */
  readonly keeps: number;
  readonly breaks: number;
  /** The last value next to it that is surely met, and the first that is surely missed; absent where there is none. */
  readonly met?: number;
  readonly missed?: number;
}

export interface Solved {
  /** By value, ascending. */
  readonly tried: readonly Tried[];
  /** Ascending. */
  readonly crossings: readonly Crossing[];
  /** Pairs of neighbouring probes between which the response surely turned back. */
  readonly reversals: readonly (readonly [number, number])[];
  /** Write by write, at the edges. */
  readonly confirmed: readonly Tried[];
  /** All that was wanted has been tried. */
  readonly isComplete: boolean;
}

/** More crossings than anybody has an explanation for are listed, not narrowed. */
const MOST_NARROWED = 4;

interface AskedValue {
  readonly value: number;
  readonly design: Design;
  readonly inquiry: ReducedInquiry<Outcome>;
}

export class Search {
  readonly #order: SolveOrder;
  readonly #probes: readonly AskedValue[];
  readonly #known = new Map<number, Tried>();
  #confirmed: readonly Tried[] = [];
  #isComplete = true;

  constructor(order: SolveOrder) {
    this.#order = order;
    this.#probes = this.#asked(order.probes, order.question);
  }

  /** The probes: all that is known to be needed before anything has run. */
  get parts(): readonly Part[] {
    return this.#probes;
  }

  /** Once the probes are answered: narrows every crossing, then has the edges confirmed. */
  async goOn(ask: Ask): Promise<void> {
    const { parameter, question, confirms } = this.#order;
    this.#take(this.#probes);
    const probes = this.#tried;
    const crossings = crossingsOf(probes);
    const searches =
      crossings.length > MOST_NARROWED ? [] : crossings.flatMap((pair) => edgesOf(pair, probes));
    for (;;) {
      const next = new Set(searches.flatMap((search) => search.next(parameter) ?? []));
      if (next.size === 0 || !this.#isComplete) break;
      const asked = this.#asked([...next], question);
      await ask(asked);
      this.#take(asked);
      for (const search of searches) search.look(this.#known);
    }
    if (!confirms || !this.#isComplete) return;
    const edges = this.#crossings().flatMap(({ met, missed, keeps, breaks }) => [
      met ?? keeps,
      missed ?? breaks,
    ]);
    const values = [...new Set(edges)].sort((a, b) => a - b);
    const asked = this.#asked(values, { ...question, resolution: "transaction" });
    if (asked.length > 0) await ask(asked);
    this.#confirmed = this.#triedOf(asked);
  }

  /** As far as it has come. */
  solved(): Solved {
    this.#take(this.#probes);
    const { probes, measure } = this.#order;
    return {
      tried: this.#tried,
      crossings: this.#crossings(),
      reversals: reversalsOf(
        this.#tried.filter(({ value }) => probes.includes(value)),
        measure,
      ),
      confirmed: this.#confirmed,
      isComplete: this.#isComplete,
    };
  }

  get #tried(): Tried[] {
    return [...this.#known.values()].sort((a, b) => a.value - b.value);
  }

  #crossings = (): Crossing[] => crossingsOf(this.#tried).map((pair) => crossingOf(pair, this.#tried));

  #asked(values: readonly number[], question: Question): AskedValue[] {
    const { at, measure } = this.#order;
    return values.map((value) => {
      const subject = at(value);
      const inquiry = reducedInquiry(subject, question, (answer) => outcomeOf(answer, [measure]));
      return { value, design: subject.design, inquiry };
    });
  }

  #take(asked: readonly AskedValue[]): void {
    const found = this.#triedOf(asked);
    for (const tried of found) this.#known.set(tried.value, tried);
    if (found.length < asked.length) this.#isComplete = false;
  }

  #triedOf(asked: readonly AskedValue[]): Tried[] {
    return asked.flatMap(({ value, inquiry }) => {
      const outcome = inquiry.outcome();
      const [objective] = outcome?.objectives ?? [];
      if (!outcome || !objective) return [];
      return [{ value, outcome, objective, keeps: keepsBy(objective, this.#order.objective) }];
    });
  }
}

function keepsBy(
  { verdict, value }: ObjectiveResult,
  { comparison, threshold }: SolveOrder["objective"],
): boolean {
  if (verdict === "met" || verdict === "missed") return verdict === "met";
  if (value === undefined) return false;
  return comparison === "<=" ? value <= threshold : value >= threshold;
}

type Pair = readonly [Tried, Tried];

const crossingsOf = (tried: readonly Tried[]): Pair[] =>
  tried.slice(1).flatMap((right, i) => {
    const left = tried[i] as Tried;
    return left.keeps === right.keeps ? [] : [[left, right] as const];
  });

/** Between a value where something holds and one where it does not. */
class EdgeSearch {
  #holds: number;
  #fails: number;
  readonly #test: (tried: Tried) => boolean;

  constructor(holds: number, fails: number, test: (tried: Tried) => boolean) {
    this.#holds = holds;
    this.#fails = fails;
    this.#test = test;
  }

  next = (parameter: Parameter): number | undefined => middleOf(parameter, this.#holds, this.#fails);

  /** Takes in what is known between the two: the others' looks as well. */
  look(known: ReadonlyMap<number, Tried>): void {
    for (const tried of known.values()) {
      const [low, high] = [Math.min(this.#holds, this.#fails), Math.max(this.#holds, this.#fails)];
      if (!(tried.value > low && tried.value < high)) continue;
      if (this.#test(tried)) this.#holds = tried.value;
      else this.#fails = tried.value;
    }
  }
}

/** The edge of the estimate; the edges of what is sure on both sides, where anything is. */
function edgesOf([left, right]: Pair, probes: readonly Tried[]): EdgeSearch[] {
  const [kept, broken] = left.keeps ? [left, right] : [right, left];
  const met = outward(probes, kept, broken, "met");
  const missed = outward(probes, broken, kept, "missed");
  return [
    new EdgeSearch(kept.value, broken.value, ({ keeps }) => keeps),
    ...(met ? [new EdgeSearch(met.value, broken.value, ({ objective }) => objective.verdict === "met")] : []),
    ...(missed
      ? [new EdgeSearch(missed.value, kept.value, ({ objective }) => objective.verdict === "missed")]
      : []),
  ];
}

/** From a probe away from the other side: the first that is sure, while the estimate stays on this side. */
function outward(
  tried: readonly Tried[],
  from: Tried,
  other: Tried,
  verdict: "met" | "missed",
): Tried | undefined {
  const step = from.value > other.value ? 1 : -1;
  for (let i = tried.indexOf(from); tried[i] && tried[i]?.keeps === from.keeps; i += step)
    if (tried[i]?.objective.verdict === verdict) return tried[i];
  return undefined;
}

function crossingOf([left, right]: Pair, tried: readonly Tried[]): Crossing {
  const [kept, broken] = left.keeps ? [left, right] : [right, left];
  const met = outward(tried, kept, broken, "met");
  const missed = outward(tried, broken, kept, "missed");
  return {
    keeps: kept.value,
    breaks: broken.value,
    ...(met && { met: met.value }),
    ...(missed && { missed: missed.value }),
  };
}

const CONFIDENCE = 0.95;

/** Steps against the direction of the others; nothing where all steps that are sure go one way. */
function reversalsOf(probes: readonly Tried[], measure: Measure): [number, number][] {
  const judged = { measure, at: 0 };
  const steps = probes.slice(1).map((right, i) => {
    const left = probes[i] as Tried;
    const [better, worse] = [
      surelyNoWorse(right.outcome, left.outcome, judged, CONFIDENCE),
      surelyNoWorse(left.outcome, right.outcome, judged, CONFIDENCE),
    ];
    const direction = better === worse ? 0 : better ? 1 : -1;
    return { ends: [left.value, right.value] as [number, number], direction };
  });
  const [up, down] = [1, -1].map((way) => steps.filter(({ direction }) => direction === way));
  const fewer = (up?.length ?? 0) < (down?.length ?? 0) ? up : down;
  return (up?.length ?? 0) > 0 && (down?.length ?? 0) > 0 ? (fewer ?? []).map(({ ends }) => ends) : [];
}
