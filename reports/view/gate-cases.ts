// The gate's findings as test cases, one for each metric that differs and each objective, and as annotations on the lines
// of the scenario that caused them. Undecided is not green: it is skipped with its reason, and the exit code says the rest.
import type {
  CheckResult,
  GateVerdict,
  MetricCheck,
  ObjectiveCheck,
  ScenarioCheck,
  Verdict,
} from "../../sim/index.ts";
import type { Annotation } from "../annotations.ts";
import type { TestCase, TestSuite } from "../junit.ts";
import { metricRow, replayOf, whereOf } from "./check-rows.ts";
import { objectiveText } from "./story.ts";
import { wordOf } from "./verdict-words.ts";

const OUTCOMES: Readonly<Record<GateVerdict | Verdict, TestCase["outcome"]>> = {
  unchanged: "passed",
  equivalent: "passed",
  improved: "passed",
  regressed: "failed",
  inconclusive: "skipped",
  "not-comparable": "failed",
  met: "passed",
  missed: "failed",
  undecided: "skipped",
  "not-evaluated": "skipped",
};

export const gateSuites = ({ scenarios }: CheckResult): TestSuite[] =>
  scenarios.map((scenario) => ({
    name: scenario.name,
    properties: { seed: scenario.seed, fingerprint: scenario.fingerprint },
    cases: [
      ...wholeCase(scenario),
      ...scenario.metrics.map((metric) => metricCase(metric, scenario)),
      ...scenario.objectives.map((objective) => objectiveCase(objective, scenario)),
    ],
  }));

/** Where no metric speaks for it. */
function wholeCase({ name, verdict, reason = "", metrics }: ScenarioCheck): TestCase[] {
  if (metrics.length > 0) return [];
  return [{ group: name, name: "baseline", outcome: OUTCOMES[verdict], message: said(verdict, reason) }];
}

function metricCase(metric: MetricCheck, scenario: ScenarioCheck): TestCase {
  const row = metricRow(metric, scenario);
  return {
    group: scenario.name,
    name: `${row.metric}${whereOf(row.disruption)}`,
    outcome: OUTCOMES[metric.verdict],
    message: said(metric.verdict, `${row.difference}; ${row.runs}`),
    details: [`p50 ${row.median}`, `p99 ${row.tail}`, replayOf(metric, scenario)].join("\n"),
  };
}

function objectiveCase(objective: ObjectiveCheck, { name, file }: ScenarioCheck): TestCase {
  const { expression, verdict, line } = objective;
  const message = said(verdict, objectiveText(objective));
  return { group: name, name: expression, outcome: OUTCOMES[verdict], message, details: `${file}:${line}` };
}

const said = (verdict: GateVerdict | Verdict, more: string): string =>
  more === "" ? wordOf(verdict) : `${wordOf(verdict)}: ${more}`;

/** What turns the gate red first, the largest effect first; then what is undecided. */
export function gateAnnotations({ scenarios }: CheckResult): Annotation[] {
  const all = scenarios.flatMap((scenario) => [
    ...wholeAnnotation(scenario),
    ...scenario.metrics.flatMap((metric) => metricAnnotation(metric, scenario)),
    ...scenario.objectives.flatMap((objective) => objectiveAnnotation(objective, scenario)),
  ]);
  return all.sort((a, b) => Number(b.severity === "error") - Number(a.severity === "error"));
}

function wholeAnnotation({ name, verdict, reason = "", file }: ScenarioCheck): Annotation[] {
  if (verdict !== "not-comparable") return [];
  return [{ severity: "error", file, line: 1, title: `${name}: ${wordOf(verdict)}`, message: reason }];
}

/** On the lines that carry it; on the head of the scenario where that is not known. */
function metricAnnotation(metric: MetricCheck, scenario: ScenarioCheck): Annotation[] {
  const severity = severityOf(metric.verdict);
  if (!severity) return [];
  const { changes, file } = scenario;
  const row = metricRow(metric, scenario);
  const title = `${wordOf(metric.verdict)}: ${row.metric}${whereOf(row.disruption)}`;
  const message = `${row.difference}; ${row.runs}; p50 ${row.median}, p99 ${row.tail}\n${replayOf(metric, scenario)}`;
  const carriers = changes.filter(({ path, carries }) => carries && metric.carriedBy.includes(path));
  const places = carriers.map(({ place }) => place).filter((place) => place.file === file);
  return (places.length > 0 ? places : [{ file, line: 1 }]).map((place) => ({
    ...place,
    severity,
    title,
    message,
  }));
}

function objectiveAnnotation(objective: ObjectiveCheck, { file }: ScenarioCheck): Annotation[] {
  const severity = severityOf(objective.verdict);
  if (!severity) return [];
  const { expression, verdict, line } = objective;
  const title = `${wordOf(verdict)}: ${expression}`;
  return [{ severity, file, line, title, message: objectiveText(objective) }];
}

function severityOf(verdict: GateVerdict | Verdict): "error" | "warning" | undefined {
  if (verdict === "regressed" || verdict === "missed") return "error";
  return verdict === "inconclusive" || verdict === "undecided" ? "warning" : undefined;
}
