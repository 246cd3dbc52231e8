// The gate in a terminal: what is not as it was, with the lines of the scenario that did it; what is as it was in one
// line each; how it ended.
import {
  type CheckResult,
  type GateVerdict,
  type ObjectiveCheck,
  type ScenarioCheck,
  VERDICTS_BY_WEIGHT,
} from "../sim/index.ts";
import { changed } from "./compare-terminal.ts";
import type { Style, TerminalOptions } from "./terminal.ts";
import {
  countOf,
  type MetricGroup,
  metricGroups,
  metricRow,
  outcomeOf,
  replayOf,
  shortName,
  tallyOf,
  whereOf,
} from "./view/check-rows.ts";
import { objectiveText } from "./view/story.ts";
import { wrap } from "./view/wrap.ts";

type Paint = TerminalOptions["paint"];
const WIDTH = 100;
/** Metrics and changes that are shown; the document has all. */
const MOST = 12;

export function checkReport(result: CheckResult, { paint }: { readonly paint: Paint }): string {
  const width = Math.max(...result.scenarios.map(({ name }) => name.length));
  const scenarios = result.scenarios.map((scenario) => scenarioText(scenario, width, paint));
  return `${scenarios.join("\n")}\n\n${ending(result, paint)}\n`;
}

const COLOURS: Readonly<Partial<Record<GateVerdict, Style>>> = {
  "not-comparable": "red",
  regressed: "red",
  inconclusive: "yellow",
  improved: "green",
};
const shown = (verdict: GateVerdict, paint: Paint, width = 14): string => {
  const style = COLOURS[verdict];
  const text = verdict.padEnd(width);
  return style ? paint(style, text) : text;
};

function scenarioText(scenario: ScenarioCheck, width: number, paint: Paint): string {
  const { name, verdict, reason, changes, metrics, objectives } = scenario;
  const head = `${paint("bold", name.padEnd(width))}  ${shown(verdict, paint)}  ${summary(scenario)}`;
  const lines = [
    ...(reason === undefined ? [] : wrap(reason, WIDTH - 2).map((line) => `  ${line}`)),
    ...(changes.length > 0 ? changeLines(scenario, paint) : []),
    ...(metrics.some((each) => each.verdict !== "equivalent") ? metricLines(scenario, paint) : []),
    ...objectives
      .filter((each) => each.verdict !== "met")
      .flatMap((each) => objectiveLines(each, scenario, paint)),
  ];
  return [head.trimEnd(), ...lines, ...(lines.length > 0 ? [""] : [])].join("\n");
}

function summary({
  metrics,
  equalMetrics,
  objectives,
  replicationsMost,
  replications,
}: ScenarioCheck): string {
  if (replications === 0) return "";
  const compared = metrics.length + equalMetrics;
  const words = tallyOf(
    metrics.map(({ verdict }) => verdict),
    VERDICTS_BY_WEIGHT,
  );
  const runs =
    replicationsMost > replications ? `${replications} to ${replicationsMost}` : String(replications);
  const judged = tallyOf(
    objectives.map(({ verdict }) => verdict),
    ["met", "missed", "undecided", "not-evaluated"],
  );
  const differing = words === "" ? `${compared} metrics as they were` : `${words} of ${compared} metrics`;
  return `${differing}; ${runs} runs${judged === "" ? "" : `; objectives: ${judged}`}`;
}

function changeLines({ changes, file }: ScenarioCheck, paint: Paint): string[] {
  const written = changes.filter(({ isWritten }) => isWritten);
  const rest = changes.length - written.length;
  const lines = written.slice(0, MOST).map(({ path, old, new: next, place, carries }) => {
    const at = place.file === file ? `${file}:${place.line}` : place.file;
    return `  ${at}  ${path}: ${changed(old, next)}${carries ? paint("bold", "  ← this does it") : ""}`;
  });
  const more = written.length - lines.length;
  return [
    ...lines,
    ...(more > 0 ? [`  and ${more} more changes`] : []),
    ...(rest > 0 ? [paint("dim", `  and ${rest} values that follow from them`)] : []),
  ];
}

function metricLines(scenario: ScenarioCheck, paint: Paint): string[] {
  const telling = metricGroups(scenario.metrics);
  const groups = telling.slice(0, MOST);
  const rows = groups.map(({ first }) => metricRow(first, scenario));
  const names = rows.map(({ metric, disruption }, i) => {
    const { others } = groups[i] as MetricGroup;
    return `${metric}${whereOf(disruption)}${others > 0 ? ` and ${others} more` : ""}`;
  });
  const longest = (texts: readonly string[]): number => Math.max(...texts.map(({ length }) => length));
  const [nameWidth, medianWidth, differenceWidth] = [
    longest(names),
    longest(rows.map(({ median }) => median)),
    longest(rows.map(({ difference }) => difference)),
  ];
  const lines = rows.map(({ verdict, median, difference, runs }, i) => {
    const cells = [
      shown(verdict, paint, 12),
      (names[i] as string).padEnd(nameWidth),
      median.padEnd(medianWidth),
      difference.padEnd(differenceWidth),
      runs,
    ];
    return `  ${cells.join("  ")}`;
  });
  const first = telling[0]?.first;
  return [
    ...lines,
    ...(telling.length > MOST ? [`  and ${telling.length - MOST} more: see --json`] : []),
    ...(first ? [paint("dim", `  ${shortName(first.metric)}: ${replayOf(first, scenario)}`)] : []),
  ];
}

function objectiveLines(objective: ObjectiveCheck, { file }: ScenarioCheck, paint: Paint): string[] {
  const { verdict, expression, line, replications } = objective;
  const word =
    verdict === "missed"
      ? paint("red", "MISSED")
      : verdict === "undecided"
        ? paint("yellow", verdict)
        : "not evaluated";
  const found = objectiveText(objective);
  return [
    `  ${word}  ${file}:${line}  ${expression}${found === "" ? ` (${replications} runs)` : `: ${found}`}`,
  ];
}

function ending(result: CheckResult, paint: Paint): string {
  const { scenarios, exitCode } = result;
  const verdicts = tallyOf(
    scenarios.map(({ verdict }) => verdict),
    VERDICTS_BY_WEIGHT,
  );
  const objectives = tallyOf(
    scenarios.flatMap((each) => each.objectives.map(({ verdict }) => verdict)),
    ["met", "missed", "undecided", "not-evaluated"],
  );
  const word = paint(exitCode === 0 ? "green" : exitCode === 6 ? "yellow" : "red", outcomeOf(result));
  return `${countOf(scenarios)}: ${verdicts}${objectives === "" ? "" : `; objectives: ${objectives}`}: ${word}`;
}
