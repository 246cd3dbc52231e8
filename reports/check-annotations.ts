// The gate as annotations on the lines of scenarios: what carries a change for the worse, what objective is missed.
import type { CheckResult, ObjectiveCheck, ScenarioCheck } from "../sim/index.ts";
import type { Annotation } from "./annotations.ts";
import { metricGroups, metricRow, whereOf } from "./view/check-rows.ts";
import { objectiveText } from "./view/story.ts";

/** Worst first. */
export const checkAnnotations = ({ scenarios }: CheckResult): Annotation[] =>
  scenarios.flatMap((scenario) => [
    ...metricAnnotations(scenario),
    ...scenario.objectives.flatMap((objective) => objectiveAnnotation(objective, scenario)),
  ]);

function metricAnnotations(scenario: ScenarioCheck): Annotation[] {
  const { file, name, verdict, reason = "", changes, metrics } = scenario;
  if (verdict === "not-comparable")
    return [{ severity: "error", title: `${name}: not comparable`, message: reason, file, line: 1 }];
  const worse = metricGroups(metrics).filter(
    ({ first }) => first.verdict === "regressed" || first.verdict === "inconclusive",
  );
  return worse.flatMap(({ first, others }): Annotation[] => {
    const row = metricRow(first, scenario);
    const more = others > 0 ? ` and ${others} more` : "";
    const message = `${row.metric}${whereOf(row.disruption)}${more}: ${row.median}, ${row.difference}, ${row.runs}`;
    const severity = first.verdict === "regressed" ? "error" : "warning";
    const title = `${name}: ${first.verdict}`;
    const carriers = changes.filter(
      ({ path, place, carries }) => carries && first.carriedBy.includes(path) && place.file === file,
    );
    if (carriers.length === 0) return [{ severity, title, message, file, line: 1 }];
    return carriers.map(({ path, place }) => ({ severity, title, message: `${path}: ${message}`, ...place }));
  });
}

function objectiveAnnotation(objective: ObjectiveCheck, { file, name }: ScenarioCheck): Annotation[] {
  const { verdict, expression, line } = objective;
  if (verdict !== "missed" && verdict !== "undecided") return [];
  const message = `${expression}: ${objectiveText(objective)}`;
  return [
    {
      severity: verdict === "missed" ? "error" : "warning",
      title: `${name}: ${verdict}`,
      message,
      file,
      line,
    },
  ];
}
