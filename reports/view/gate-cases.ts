// The gate's findings as test cases, one for each metric that differs and each objective, and as annotations on the
// lines of the scenario that caused them. Undecided is not green: it is skipped with its reason, and the exit code
// says the rest.
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
    ...metricAnnotations(scenario),
    ...scenario.objectives.flatMap((objective) => objectiveAnnotation(objective, scenario)),
  ]);
  return all.sort((a, b) => Number(b.severity === "error") - Number(a.severity === "error"));
}

function wholeAnnotation({ name, verdict, reason = "", file }: ScenarioCheck): Annotation[] {
  if (verdict !== "not-comparable") return [];
  return [{ severity: "error", file, line: 1, title: `${name}: ${wordOf(verdict)}`, message: reason }];
}

/** Metrics named in one annotation. */
const TOLD = 8;

/** One for each line that carries something, with all of it; on the head of the scenario where that is not known. */
function metricAnnotations(scenario: ScenarioCheck): Annotation[] {
  const { metrics, file } = scenario;
  const carried = new Map<string, { readonly place: Place; readonly metrics: MetricCheck[] }>();
  for (const metric of metrics.filter(({ verdict }) => severityOf(verdict))) {
    for (const place of placesOf(metric, scenario)) {
      const key = `${place.line} ${metric.verdict}`;
      const found = carried.get(key) ?? { place, metrics: [] };
      carried.set(key, { ...found, metrics: [...found.metrics, metric] });
    }
  }
  return [...carried.values()].flatMap(({ place, metrics: own }) => {
    const [first] = own;
    const severity = first && severityOf(first.verdict);
    if (!severity) return [];
    const lines = own.slice(0, TOLD).map((metric) => {
      const row = metricRow(metric, scenario);
      return `${row.metric}${whereOf(row.disruption)}: ${row.difference}; ${row.runs}; p50 ${row.median}`;
    });
    const more = own.length > TOLD ? [`and ${own.length - TOLD} more`] : [];
    const title = `${wordOf(first.verdict)}: ${own.length} metric${own.length > 1 ? "s" : ""}`;
    const message = [...lines, ...more, replayOf(first, scenario)].join("\n");
    return [{ ...place, file, severity, title, message }];
  });
}

type Place = Pick<Annotation, "line" | "column" | "endLine" | "endColumn">;

function placesOf({ carriedBy }: MetricCheck, { changes, file }: ScenarioCheck): Place[] {
  const own = changes.filter(
    ({ path, carries, place }) => carries && carriedBy.includes(path) && place.file === file,
  );
  return own.length > 0 ? own.map(({ place }) => place) : [{ line: 1 }];
}

function objectiveAnnotation(objective: ObjectiveCheck, { file }: ScenarioCheck): Annotation[] {
  const severity = severityOf(objective.verdict);
  if (!severity) return [];
  const { expression, verdict, line } = objective;
  const title = `${wordOf(verdict)}: ${expression}`;
  return [{ severity, file, line, title, message: said(verdict, objectiveText(objective)) }];
}

function severityOf(verdict: GateVerdict | Verdict): "error" | "warning" | undefined {
  if (verdict === "regressed" || verdict === "missed") return "error";
  return verdict === "inconclusive" || verdict === "undecided" ? "warning" : undefined;
}
