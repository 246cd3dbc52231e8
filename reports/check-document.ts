// The gate as a document: what changed in each scenario, what that did to each metric, objectives that are not met;
// what is as it was, folded.
import { type CheckResult, type ScenarioCheck, VERDICTS_BY_WEIGHT } from "../sim/index.ts";
import { countOf, metricRow, outcomeOf, replayOf, tallyOf, whereOf } from "./view/check-rows.ts";
import { type Block, heading, type Line, paragraph, type TableCell, table } from "./view/document.ts";
import { objectiveText } from "./view/story.ts";

/** A step summary holds 1 MiB; the result document has all. */
const MOST_ROWS = 50;

export function checkDocument(result: CheckResult): Block[] {
  const { scenarios, baseline } = result;
  const quiet = scenarios.filter(isQuiet);
  const tally = tallyOf(
    scenarios.map(({ verdict }) => verdict),
    VERDICTS_BY_WEIGHT,
  );
  const items = quiet.map(({ name, verdict }): Line => [`${name}: `, { verdict }]);
  const as: Block = {
    kind: "folded",
    summary: `${quiet.length} as they were`,
    blocks: [{ kind: "list", items }],
  };
  return [
    heading(2, `Gate: ${outcomeOf(result)}`),
    paragraph([`${countOf(scenarios)} against `, { code: baseline }, `: ${tally}.`]),
    ...scenarios.filter((each) => !isQuiet(each)).flatMap(scenarioPart),
    ...(quiet.length === 0 ? [] : [as]),
  ];
}

const isQuiet = ({ verdict, objectives, changes }: ScenarioCheck): boolean =>
  (verdict === "unchanged" || verdict === "equivalent") &&
  changes.length === 0 &&
  !objectives.some((each) => each.verdict === "missed" || each.verdict === "undecided");

function scenarioPart(scenario: ScenarioCheck): Block[] {
  const { name, verdict, reason, changes, metrics, objectives, file } = scenario;
  const edits = changes
    .filter(({ isWritten }) => isWritten)
    .map(({ path, old, new: next, place, carries }): TableCell[] => [
      `${place.file}:${place.line}`,
      { code: path },
      old ?? "-",
      next ?? "-",
      carries ? "yes" : "",
    ]);
  const telling = metrics.filter((each) => each.verdict !== "equivalent");
  const rows = telling.slice(0, MOST_ROWS).map((metric): TableCell[] => {
    const row = metricRow(metric, scenario);
    const what = `${row.metric}${whereOf(row.disruption)}`;
    return [{ verdict: row.verdict }, what, row.median, row.tail, row.difference, row.runs, row.lines];
  });
  const missed = objectives
    .filter((each) => each.verdict === "missed" || each.verdict === "undecided")
    .map(
      (each): Line => [
        { verdict: each.verdict },
        " ",
        { code: each.expression },
        ` (${file}:${each.line}): ${objectiveText(each)}`,
      ],
    );
  const [first] = telling;
  return [
    heading(3, `${name}: ${verdict}`),
    ...(reason === undefined ? [] : [paragraph(reason)]),
    ...(edits.length === 0 ? [] : [table(["line", "field", "was", "is", "does it"], edits)]),
    ...(rows.length === 0
      ? []
      : [table(["verdict", "metric", "p50", "p99", "difference, typically", "runs", "lines"], rows)]),
    ...(telling.length > MOST_ROWS ? [paragraph(`and ${telling.length - MOST_ROWS} more`)] : []),
    ...(first ? [{ kind: "command", text: replayOf(first, scenario) } as const] : []),
    ...(missed.length === 0 ? [] : [{ kind: "list", items: missed } as const]),
  ];
}
