// The gate as JUnit suites: one for each scenario, a case for each metric that differs and for each objective. What is
// undecided is skipped with its reason; metrics that are as they were are one case together.
import type { CheckResult, MetricCheck, ObjectiveCheck, ScenarioCheck } from "../sim/index.ts";
import type { TestCase, TestSuite } from "./junit.ts";
import { metricRow, replayOf, whereOf } from "./view/check-rows.ts";
import { objectiveText } from "./view/story.ts";

export const checkSuites = ({ scenarios }: CheckResult): TestSuite[] =>
  scenarios.map((scenario) => ({
    name: scenario.name,
    properties: { verdict: scenario.verdict, file: scenario.file, seed: scenario.seed },
    cases: [
      ...wholeCases(scenario),
      ...scenario.metrics.map((metric) => metricCase(metric, scenario)),
      ...scenario.objectives.map((objective) => objectiveCase(objective, scenario)),
    ],
  }));

function wholeCases({ name, verdict, reason = "", equalMetrics }: ScenarioCheck): TestCase[] {
  if (verdict === "not-comparable")
    return [{ group: name, name: "comparable with its baseline", outcome: "failed", message: reason }];
  return [{ group: name, name: `${equalMetrics} metrics are as they were`, outcome: "passed" }];
}

function metricCase(metric: MetricCheck, scenario: ScenarioCheck): TestCase {
  const row = metricRow(metric, scenario);
  const { verdict } = metric;
  const lines = row.lines === "" ? "" : `${scenario.file}, line ${row.lines}\n`;
  return {
    group: scenario.name,
    name: `${row.metric}${whereOf(row.disruption)}`,
    outcome: verdict === "regressed" ? "failed" : verdict === "inconclusive" ? "skipped" : "passed",
    message: `${verdict}: ${row.median}, ${row.difference}, ${row.runs}`,
    details: `${lines}${replayOf(metric, scenario)}`,
  };
}

function objectiveCase(objective: ObjectiveCheck, { name, file }: ScenarioCheck): TestCase {
  const { verdict, expression, line } = objective;
  return {
    group: name,
    name: expression,
    outcome: verdict === "met" ? "passed" : verdict === "missed" ? "failed" : "skipped",
    message: `${verdict}: ${objectiveText(objective)}`,
    details: `${file}:${line}`,
  };
}
