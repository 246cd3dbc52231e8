// The result document of solve, `twinsite/solve/v1`: the threshold with what is sure on both sides of it, and all that
// was tried. A field that cannot be known is absent.
import { ENGINE_VERSION } from "../engine.ts";
import type { ObjectiveResult, Resolution, ScenarioIdentity, Verdict } from "../result.ts";
import type { OpenedSolve } from "./open-solve.ts";
import { textOf } from "./parameter.ts";
import type { Crossing, Solved, Tried } from "./solve.ts";

export const SOLVE_SCHEMA = "twinsite/solve/v1";

export interface SolveResult {
  readonly schema: typeof SOLVE_SCHEMA;
  readonly engine: { readonly version: string };
  readonly scenario: ScenarioIdentity;
  readonly question: "drill" | "outlook";
  readonly resolution: Resolution;
  readonly seed: string;
  readonly replications?: number;
  readonly years?: number;
  /** Canonical. */
  readonly objective: string;
  /** Of its metric. */
  readonly unit: string;
  readonly path: string;
  /** What the file has there. */
  readonly asItIs?: string;
  /** Both ends that were tried. */
  readonly between: readonly [string, string];
  /** By their estimates: everywhere, nowhere, one threshold, or several. */
  readonly answer: "always" | "never" | "threshold" | "several";
  /** Where it is always or never: surely so at every value that was tried. */
  readonly isSure: boolean;
  readonly thresholds: readonly Threshold[];
  /** The response turned back between these: it is not monotone. */
  readonly reversals: readonly (readonly [string, string])[];
  /** By value, ascending. */
  readonly tried: readonly TriedValue[];
  /** The edges again, write by write. */
  readonly confirmed?: readonly TriedValue[];
  readonly isPartial?: boolean;
}

export interface Threshold {
  /** The objective is kept below it, or above it. */
  readonly side: "up to" | "from";
  /** The last value that keeps it and the first that breaks it, by their estimates. */
  readonly keeps: string;
  readonly breaks: string;
  /** Its interval: the last value at which it is surely met, the first at which it is surely missed. */
  readonly met?: string;
  readonly missed?: string;
}

export interface TriedValue
  extends Pick<ObjectiveResult, "value" | "low" | "high" | "disruption" | "reason"> {
  readonly setting: string;
  readonly verdict: Verdict;
}

export function solveResult({ base, order, objective, asItIs }: OpenedSolve, solved: Solved): SolveResult {
  const { parameter, question, measure } = order;
  const { tried, crossings, reversals, confirmed, isComplete } = solved;
  const { name, title } = base.scenario;
  const { sha256, text, overrides } = base.design;
  const shown = (value: number): string => textOf(parameter, value);
  const triedOf = ({ value, objective: judged }: Tried): TriedValue => {
    const { judged: _, unit: __, expression: ___, ...known } = judged;
    return { setting: shown(value), ...known };
  };
  const keeps = tried.filter((each) => each.keeps).length;
  const answer =
    crossings.length > 1 ? "several" : crossings.length === 1 ? "threshold" : keeps > 0 ? "always" : "never";
  const sure = answer === "always" ? "met" : "missed";
  const ends = [tried[0]?.value ?? parameter.low, tried.at(-1)?.value ?? parameter.high] as const;
  return {
    schema: SOLVE_SCHEMA,
    engine: { version: ENGINE_VERSION },
    scenario: { name, title, sha256, text, overrides },
    question: question.question,
    resolution: question.resolution ?? "fluid",
    seed: question.seed,
    ...(question.question === "drill" ? { replications: question.replications } : { years: question.years }),
    objective: objective.expression,
    unit: measure.unit,
    path: parameter.path,
    ...(asItIs !== undefined && { asItIs }),
    between: [shown(ends[0]), shown(ends[1])],
    answer,
    isSure: crossings.length === 0 && tried.every(({ objective: { verdict } }) => verdict === sure),
    thresholds: crossings.map((crossing) => thresholdOf(crossing, shown)),
    reversals: reversals.map(([from, to]) => [shown(from), shown(to)] as const),
    tried: tried.map(triedOf),
    ...(confirmed.length > 0 && { confirmed: confirmed.map(triedOf) }),
    ...(!isComplete && { isPartial: true }),
  };
}

const thresholdOf = (
  { keeps, breaks, met, missed }: Crossing,
  shown: (value: number) => string,
): Threshold => ({
  side: keeps < breaks ? "up to" : "from",
  keeps: shown(keeps),
  breaks: shown(breaks),
  ...(met !== undefined && { met: shown(met) }),
  ...(missed !== undefined && { missed: shown(missed) }),
});
