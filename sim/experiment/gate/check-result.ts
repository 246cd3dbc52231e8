// The scenarios' checks → the document.
import { ENGINE_VERSION } from "../engine.ts";
import type { Subject } from "../study/inquiry.ts";
import type { Part } from "../study/plan.ts";
import { CHECK_SCHEMA, type CheckResult, type ScenarioCheck, worstVerdict } from "./result.ts";

export const checkResult = (
  baseline: string,
  scenarios: readonly ScenarioCheck[],
  exitCode: number,
): CheckResult => ({
  schema: CHECK_SCHEMA,
  engine: { version: ENGINE_VERSION },
  baseline,
  verdict: worstVerdict(scenarios.map(({ verdict }) => verdict)),
  exitCode,
  scenarios,
});

/** Nothing to hold the scenario against: it asks for no runs. */
export function* missingBaseline(
  { design, scenario }: Subject,
  reason: string,
): Generator<readonly Part[], ScenarioCheck, void> {
  yield [];
  return {
    name: scenario.name,
    title: scenario.title,
    file: design.file,
    verdict: "not-comparable",
    reason,
    question: "drill",
    resolution: "transaction",
    seed: scenario.run.seed,
    replications: 0,
    replicationsMost: 0,
    fingerprint: "",
    engineChanged: false,
    changes: [],
    metrics: [],
    equalMetrics: 0,
    onlyOld: [],
    onlyNew: [],
    objectives: [],
  };
}
