// A result as a Markdown document: the views of the terminal with everything that does not fit there: intervals
// of every column, phases, all metrics, all assumptions, and how to have the same numbers again.
import type { DisruptionResult, ExperimentResult, MetricEstimates, ObjectiveResult } from "../sim/index.ts";
import { definitionOf } from "../sim/index.ts";
import { assumptionsByWeight, leavesOut } from "./view/caveats.ts";
import type { Cell } from "./view/cell.ts";
import { drillRows, WORDS } from "./view/drill-rows.ts";
import { duration } from "./view/format.ts";
import { partialSentence } from "./view/partial.ts";
import { meanText, objectiveText, provenance, spread, steadyLines, worstStory } from "./view/story.ts";

export interface MarkdownOptions {
  /** The scenario and the options that make these numbers again. */
  readonly arguments: string;
}

export function markdownReport(result: ExperimentResult, options: MarkdownOptions): string {
  const parts = [
    `# ${escaped(result.scenario.title)}`,
    ...(result.partial ? [`**Partial: ${escaped(partialSentence(result.partial, "runs"))}.**`] : []),
    drill(result),
    worst(result, options),
    markdownObjectives(result.objectives),
    steady(result),
    ...result.disruptions.filter(({ modelled }) => modelled).map(disruptionPart),
    caveats(result),
    reproduce(result, options),
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

function drill(result: ExperimentResult): string {
  const rows = drillRows(result);
  if (rows.length === 0) return "No disruptions: nothing is broken in this scenario.";
  const cell = ({ median, tail, interval }: Cell): string =>
    [median, tail, interval].filter(Boolean).join("<br>");
  const lines = rows.map((row) => {
    const { verdict, such, of } = row.verdict;
    const words = verdict === "none" ? "-" : `${WORDS[verdict]}${of > 1 ? ` (${such} of ${of})` : ""}`;
    if (row.notModelled !== undefined)
      return [row.name, `not modelled: ${row.notModelled}`, "", "", "", "", "", words];
    const { lostTransactions, lostAge, recoveryPoint, outage, outage99, unprotected } = row;
    const cells = [lostTransactions, lostAge, recoveryPoint, outage, outage99, unprotected].map(cell);
    return [`**${row.name}**`, ...cells, words];
  });
  const heads = [
    "disruption",
    "lost writes",
    "their age (RPO achieved)",
    "recovery point age",
    "outage (95 % served)",
    "outage (99 % served)",
    "time unprotected",
    "verdict",
  ];
  const legend =
    "Each cell: median; the value that 99 of 100 runs do not exceed (the maximum below 100 runs); the 95 % interval of it.";
  return `## What is lost, and for how long it is down\n\n${markdownGrid(heads, lines)}\n\n${legend}`;
}

function worst(result: ExperimentResult, options: MarkdownOptions): string {
  const story = worstStory(result);
  if (!story || story.sentence === "") return "";
  const { disruption, replication, sentence } = story;
  const replay = `twinsite replay ${options.arguments} --disruption ${disruption} --replication ${replication}`;
  return `**Worst: ${disruption}.** ${sentence}${replication === undefined ? "" : `\n\n\`${replay}\``}`;
}

export function markdownObjectives(all: readonly ObjectiveResult[]): string {
  if (all.length === 0) return "";
  const lines = all.map((each) => [
    WORDS[each.verdict],
    `\`${each.expression}\``,
    escaped(objectiveText(each)),
  ]);
  return `## Objectives\n\n${markdownGrid(["verdict", "objective", "found"], lines)}`;
}

function steady(result: ExperimentResult): string {
  const lines = steadyLines(result).map(({ name, text }) => [name, text]);
  return lines.length === 0
    ? ""
    : `## While nothing breaks\n\n${markdownGrid(["", ""], lines)}\n\n${metricTable(result.metrics)}`;
}

function disruptionPart({ name, replications, recovered, phases, metrics }: DisruptionResult): string {
  const lines = phases.map((phase) => [
    phase.name,
    `\`${phase.setBy}\``,
    meanText(phase.seconds),
    spread(phase.seconds),
  ]);
  const table = lines.length === 0 ? "" : `\n\n${markdownGrid(["phase", "set by", "mean", "spread"], lines)}`;
  const head = `### ${name}\n\nRecovered in ${recovered} of ${replications} runs.`;
  return `${head}${table}\n\n${metricTable(metrics)}`;
}

function metricTable(metrics: MetricEstimates): string {
  const lines = Object.entries(metrics).map(([metric, estimate]) => {
    const { censored = 0, n } = estimate;
    const beyond = censored > 0 ? `${censored} of ${n} beyond ${duration(estimate.beyond ?? 0)}` : String(n);
    return [metric, meanText(estimate), spread(estimate), beyond, definitionOf(metric)?.definition ?? ""];
  });
  return lines.length === 0 ? "" : markdownGrid(["metric", "mean", "spread", "n", "definition"], lines);
}

function caveats(result: ExperimentResult): string {
  const lines = assumptionsByWeight(result).map(({ path, value, source }) => [
    `\`${path}\``,
    escaped(value),
    escaped(source),
  ]);
  const table = lines.length === 0 ? "None." : markdownGrid(["where", "value", "source"], lines);
  const out = leavesOut(result)
    .map((each) => `- ${each}`)
    .join("\n");
  return `## Assumptions nobody has verified for this system\n\n${table}\n\n## What the model leaves out\n\n${out}`;
}

function reproduce(result: ExperimentResult, options: MarkdownOptions): string {
  const command = `twinsite run ${options.arguments} -n ${result.replications}`;
  return `## The same numbers again\n\n\`${command}\`\n\n${provenance(result)} · scenario sha256 ${result.scenario.sha256}`;
}

export function markdownGrid(heads: readonly string[], lines: readonly (readonly string[])[]): string {
  const row = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [row(heads), row(heads.map(() => "---")), ...lines.map(row)].join("\n");
}

export const escaped = (text: string): string => text.replace(/([|<>])/g, "\\$1");
