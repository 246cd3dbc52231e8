// The gate as Markdown, for the summary of a pipeline's step: what changed in a table, what did not folded.
import { type CheckResult, type ScenarioCheck, VERDICTS_BY_WEIGHT } from "../sim/index.ts";
import { escaped, markdownGrid } from "./markdown.ts";
import { metricRow, outcomeOf, replayOf, tallyOf, whereOf } from "./view/check-rows.ts";
import { objectiveText } from "./view/story.ts";

/** A step summary holds 1 MiB; the document has all. */
const MOST_ROWS = 50;

export function checkMarkdown(result: CheckResult): string {
  const { scenarios } = result;
  const quiet = scenarios.filter(isQuiet);
  const parts = [
    `## Gate: ${outcomeOf(result)}`,
    `${scenarios.length} scenarios against \`${result.baseline}\`: ${tallyOf(
      scenarios.map(({ verdict }) => verdict),
      VERDICTS_BY_WEIGHT,
    )}.`,
    ...scenarios.filter((each) => !isQuiet(each)).map(scenarioPart),
    quiet.length === 0
      ? ""
      : `<details><summary>${quiet.length} as they were</summary>\n\n${quietList(quiet)}\n\n</details>`,
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

const isQuiet = ({ verdict, objectives, changes }: ScenarioCheck): boolean =>
  (verdict === "unchanged" || verdict === "equivalent") &&
  changes.length === 0 &&
  !objectives.some((each) => each.verdict === "missed" || each.verdict === "undecided");

const quietList = (scenarios: readonly ScenarioCheck[]): string =>
  scenarios.map(({ name, verdict }) => `- ${escaped(name)}: ${verdict}`).join("\n");

function scenarioPart(scenario: ScenarioCheck): string {
  const { name, verdict, reason, changes, metrics, objectives, file } = scenario;
  const edits = changes
    .filter(({ isWritten }) => isWritten)
    .map(({ path, old, new: next, place, carries }) => [
      `${escaped(place.file)}:${place.line}`,
      `\`${path}\``,
      escaped(old ?? "-"),
      escaped(next ?? "-"),
      carries ? "yes" : "",
    ]);
  const telling = metrics.filter((each) => each.verdict !== "equivalent");
  const rows = telling.slice(0, MOST_ROWS).map((metric) => {
    const row = metricRow(metric, scenario);
    const what = `${row.metric}${whereOf(row.disruption)}`;
    return [row.verdict, escaped(what), row.median, row.tail, row.difference, row.runs, row.lines];
  });
  const missed = objectives
    .filter((each) => each.verdict === "missed" || each.verdict === "undecided")
    .map(
      (each) =>
        `- **${each.verdict}** \`${each.expression}\` (${file}:${each.line}): ${escaped(objectiveText(each))}`,
    );
  const [first] = telling;
  const parts = [
    `### ${escaped(name)}: ${verdict}`,
    reason === undefined ? "" : escaped(reason),
    edits.length === 0 ? "" : markdownGrid(["line", "field", "was", "is", "does it"], edits),
    rows.length === 0
      ? ""
      : markdownGrid(["verdict", "metric", "p50", "p99", "difference, typically", "runs", "lines"], rows),
    telling.length > MOST_ROWS ? `and ${telling.length - MOST_ROWS} more` : "",
    first ? `\`${replayOf(first, scenario)}\`` : "",
    missed.join("\n"),
  ];
  return parts.filter((part) => part !== "").join("\n\n");
}
