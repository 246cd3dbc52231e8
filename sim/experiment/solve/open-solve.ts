// What was asked, in texts → an order that can be solved. The objective is laid over the scenario's own ones, so it is
// judged by the rules of every result.
import type { Diagnostic } from "../../config/diagnostic.ts";
import { parseExpectation } from "../../scenario/expectation.ts";
import { OVERRIDE_FILE } from "../../scenario/override.ts";
import type { Scenario } from "../../scenario/scenario.ts";
import { writtenValue } from "../../scenario/written-value.ts";
import type { Objective } from "../judge.ts";
import { objectiveOf } from "../run-experiment.ts";
import { type Design, type Hash, openDesign } from "../study/design.ts";
import type { Question, Subject } from "../study/inquiry.ts";
import { knownOf, measureOfObjective } from "../sweep/measure.ts";
import { around, between, type Parameter, probesOf, textOf } from "./parameter.ts";
import type { SolveOrder } from "./solve.ts";

/** Plain data: whoever has it solves the same. */
export interface SolveTerms {
  readonly file: string;
  readonly text: string;
  readonly attachments: Readonly<Record<string, string>>;
  readonly overrides: readonly string[];
  readonly objective: string;
  readonly path: string;
  /** `5s..300s`; around what is written if absent. */
  readonly between?: string;
  readonly question: "drill" | "outlook";
  readonly resolution: "fluid" | "transaction";
  /** From the scenario if absent. */
  readonly seed?: string;
  readonly replications?: number;
  readonly years: number;
  readonly confirms: boolean;
}

export interface OpenedSolve {
  /** Of the file as it is. */
  readonly base: Subject;
  readonly order: SolveOrder;
  /** Canonical. */
  readonly objective: Objective;
  /** What the file has at the path, if anything. */
  readonly asItIs?: string;
}

export type SolveOpening =
  | { readonly opened: OpenedSolve }
  | { readonly problems: readonly string[] }
  /** `vary`: the override that some of them speak of, in a file called --vary. */
  | { readonly diagnostics: readonly Diagnostic[]; readonly vary?: string };

export const VARY_FILE = "--vary";
const DRILLS_OF_A_UNIT = 10;

export function openSolve(terms: SolveTerms, hash: Hash): SolveOpening {
  const { file, text, attachments, overrides, path } = terms;
  const { design, scenario, diagnostics } = openDesign(text, { file, attachments, overrides }, hash);
  if (!design || !scenario) return { diagnostics };
  const reading = parseExpectation(terms.objective, knownOf(scenario));
  if ("problems" in reading)
    return { problems: reading.problems.map(({ message, hint }) => `--for: ${message}; ${hint}`) };
  const objective = objectiveOf({ ...reading.expectation, line: 1 });
  const measure = measureOfObjective(objective);
  if (!measure)
    return { problems: ["--for: a total depends on how many runs there are: name a mean or a quantile"] };
  const asItIs = writtenValue(text, overrides, path);
  const parameter = parameterOf(terms, asItIs);
  if (typeof parameter === "string") return { problems: [parameter] };
  const over = (value: number): string[] => [
    ...overrides,
    `expect=[${JSON.stringify(terms.objective)}]`,
    `${path}=${textOf(parameter, value)}`,
  ];
  const opening = (value: number) => openDesign(text, { file, attachments, overrides: over(value) }, hash);
  const probes = probesOf(parameter).map((value) => ({ value, ...opening(value) }));
  const valid = probes.filter((probe) => probe.design !== undefined);
  const wrong = probes.find((probe) => probe.design === undefined);
  // Where nobody said between what, values that the scenario refuses only end the bracket.
  if (wrong && (terms.between !== undefined || valid.length < 2))
    return inVary(wrong.diagnostics, overrides.length + 2, over(wrong.value).at(-1) ?? "");
  const subjects = new Map(valid.map((probe) => [probe.value, probe as unknown as Subject]));
  const order: SolveOrder = {
    parameter,
    probes: valid.map(({ value }) => value),
    at: (value) => subjects.get(value) ?? subjectOf(opening(value), `${path}=${textOf(parameter, value)}`),
    question: questionOf(terms, scenario, objective),
    measure,
    objective,
    confirms: terms.confirms,
  };
  const base = { design: design as Design, scenario, diagnostics };
  return { opened: { base, order, objective, ...(asItIs !== undefined && { asItIs }) } };
}

function parameterOf({ path, between: asked }: SolveTerms, asItIs: string | undefined): Parameter | string {
  if (asked !== undefined) {
    const parameter = between(path, asked);
    return typeof parameter === "string" ? `--between ${asked}: ${parameter}` : parameter;
  }
  const found = asItIs === undefined ? undefined : around(path, asItIs);
  if (found) return found;
  const why = asItIs === undefined ? "nothing is written there" : `\`${asItIs}\` says nothing of its size`;
  return `--vary ${path}: ${why}: say where to look, like --between 5s..300s`;
}

/** Mistakes at the varied path speak of it as of a file of one line. */
function inVary(diagnostics: readonly Diagnostic[], line: number, vary: string): SolveOpening {
  const moved = diagnostics
    .filter(({ severity }) => severity === "error")
    .map((each) =>
      each.file === OVERRIDE_FILE && each.line === line
        ? { ...each, file: VARY_FILE, line: 1, endLine: 1 }
        : each,
    );
  return { diagnostics: moved, vary };
}

function subjectOf({ design, scenario, diagnostics }: ReturnType<typeof openDesign>, what: string): Subject {
  if (design && scenario) return { design, scenario, diagnostics };
  const [first] = diagnostics;
  throw new RangeError(`${what} is not valid: ${first?.message ?? "unknown why"}; try another --between`);
}

function questionOf(terms: SolveTerms, scenario: Scenario, objective: Objective): Question {
  const { question, resolution, years, seed = scenario.run.seed } = terms;
  const { replications = scenario.run.replications } = terms;
  const only = objective.disruption !== undefined && { disruptions: [objective.disruption] };
  return question === "drill"
    ? { question, seed, resolution, replications, years, blockSize: DRILLS_OF_A_UNIT, ...only }
    : { question, seed, resolution, replications: 1, years };
}
