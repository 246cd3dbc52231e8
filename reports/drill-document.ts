// A drill as a document: the views of the terminal with everything that does not fit there: charts, intervals of
// every column, phases, all metrics, all assumptions, and how to have the same numbers again.
import {
  type DisruptionResult,
  definitionOf,
  type ExperimentResult,
  type MetricEstimates,
  type ObjectiveResult,
  type RunResult,
} from "../sim/index.ts";
import { assumptionsByWeight, leavesOut } from "./view/caveats.ts";
import type { Cell } from "./view/cell.ts";
import { type Block, heading, paragraph, sentence, type TableCell, table } from "./view/document.ts";
import { disruptionCharts, drillCharts } from "./view/drill-charts.ts";
import { type DrillRow, drillRows } from "./view/drill-rows.ts";
import { duration } from "./view/format.ts";
import { partialSentence } from "./view/partial.ts";
import { meanText, objectiveText, provenance, spread, steadyLines, worstStory } from "./view/story.ts";
import { twoWorldsStory, WORLD_HEADS } from "./view/two-worlds.ts";

export interface MarkdownOptions {
  /** The scenario and the options that make these numbers again. */
  readonly arguments: string;
}

export interface DrillDocumentOptions extends MarkdownOptions {
  /** The values of every run, where they were kept: distributions can be drawn. */
  readonly runs?: readonly RunResult[];
}

export function drillDocument(result: ExperimentResult, options: DrillDocumentOptions): Block[] {
  return [
    heading(1, result.scenario.title),
    ...partial(result.partial, "runs"),
    ...drill(result),
    ...worst(result, options),
    ...objectives(result.objectives),
    ...twoWorlds(result),
    ...steady(result),
    ...result.disruptions
      .filter(({ modelled }) => modelled)
      .flatMap((disruption) => disruptionPart(disruption, result, options.runs ?? [])),
    ...caveats(assumptionsByWeight(result), leavesOut(result)),
    ...reproduction(
      `twinsite run ${options.arguments} -n ${result.replications}`,
      provenance(result),
      result,
    ),
  ];
}

export const partial = (part: ExperimentResult["partial"], unit: string): Block[] =>
  part ? [paragraph({ strong: `Partial: ${partialSentence(part, unit)}.` })] : [];

const DRILL_HEADS = [
  "disruption",
  "lost writes",
  "their age (RPO achieved)",
  "recovery point age",
  "outage (95 % served)",
  "outage (99 % served)",
  "time unprotected",
  "verdict",
];
const DRILL_LEGEND =
  "Each cell: median; the value that 99 of 100 runs do not exceed (the maximum below 100 runs); the 95 % interval of it.";

function drill(result: ExperimentResult): Block[] {
  const rows = drillRows(result);
  if (rows.length === 0) return [paragraph("No disruptions: nothing is broken in this scenario.")];
  return [
    heading(2, "What is lost, and for how long it is down"),
    table(DRILL_HEADS, rows.map(drillCells)),
    paragraph(DRILL_LEGEND),
    ...drillCharts(result).map((chart): Block => ({ kind: "chart", chart })),
  ];
}

function drillCells(row: DrillRow): TableCell[] {
  const { verdict, such, of } = row.verdict;
  const judged: TableCell =
    verdict === "none" ? "-" : { verdict, ...(of > 1 && { more: `(${such} of ${of})` }) };
  if (row.notModelled !== undefined)
    return [row.name, `not modelled: ${row.notModelled}`, "", "", "", "", "", judged];
  const cell = ({ median, tail, interval }: Cell): TableCell => ({
    lines: [median, tail, interval].filter((text) => text !== ""),
  });
  const { lostTransactions, lostAge, recoveryPoint, outage, outage99, unprotected } = row;
  const cells = [lostTransactions, lostAge, recoveryPoint, outage, outage99, unprotected].map(cell);
  return [{ strong: row.name }, ...cells, judged];
}

function worst(result: ExperimentResult, options: MarkdownOptions): Block[] {
  const story = worstStory(result);
  if (!story || story.sentence === "") return [];
  const { disruption, replication, sentence: told } = story;
  const text = paragraph([{ strong: `Worst: ${disruption}.` }, " ", ...sentence(told)]);
  if (replication === undefined) return [text];
  const replay = `twinsite replay ${options.arguments} --disruption ${disruption} --replication ${replication}`;
  return [text, { kind: "command", text: replay }];
}

export function objectives(all: readonly ObjectiveResult[]): Block[] {
  if (all.length === 0) return [];
  const rows = all.map((each): TableCell[] => [
    { verdict: each.verdict },
    { code: each.expression },
    objectiveText(each),
  ]);
  return [heading(2, "Objectives"), table(["verdict", "objective", "found"], rows)];
}

function twoWorlds(result: ExperimentResult): Block[] {
  const story = twoWorldsStory(result);
  if (!story) return [];
  const rows = story.rows.map(({ world, disruption, right, outage, lost, splitBrain }): TableCell[] => [
    sentence(world),
    disruption === "" ? "-" : { code: disruption },
    sentence(right),
    outage,
    lost,
    splitBrain,
  ]);
  return [
    heading(2, "Two worlds that look the same"),
    paragraph(sentence(story.seen)),
    table(WORLD_HEADS, rows),
    paragraph(sentence(story.bet)),
  ];
}

function steady(result: ExperimentResult): Block[] {
  const lines = steadyLines(result).map(({ name, text }) => [name, text]);
  if (lines.length === 0) return [];
  return [heading(2, "While nothing breaks"), table(["", ""], lines), ...metricTable(result.metrics)];
}

function disruptionPart(
  disruption: DisruptionResult,
  result: ExperimentResult,
  runs: readonly RunResult[],
): Block[] {
  const { name, replications, recovered, phases, metrics } = disruption;
  const rows = phases.map((phase): TableCell[] => [
    phase.name,
    { code: phase.setBy },
    meanText(phase.seconds),
    spread(phase.seconds),
  ]);
  return [
    heading(3, name),
    paragraph(`Recovered in ${recovered} of ${replications} runs.`),
    ...disruptionCharts(disruption, result, runs).map((chart): Block => ({ kind: "chart", chart })),
    ...(rows.length === 0 ? [] : [table(["phase", "set by", "mean", "spread"], rows)]),
    ...metricTable(metrics),
  ];
}

function metricTable(metrics: MetricEstimates): Block[] {
  const rows = Object.entries(metrics).map(([metric, estimate]) => {
    const { censored = 0, n } = estimate;
    const beyond = censored > 0 ? `${censored} of ${n} beyond ${duration(estimate.beyond ?? 0)}` : String(n);
    return [metric, meanText(estimate), spread(estimate), beyond, definitionOf(metric)?.definition ?? ""];
  });
  if (rows.length === 0) return [];
  const all = table(["metric", "mean", "spread", "n", "definition"], rows);
  return [{ kind: "folded", summary: `all ${rows.length} metrics`, blocks: [all] }];
}

export function caveats(
  assumptions: readonly { readonly path: string; readonly value: string; readonly source: string }[],
  out: readonly string[],
): Block[] {
  const rows = assumptions.map(({ path, value, source }): TableCell[] => [{ code: path }, value, source]);
  return [
    heading(2, "Assumptions nobody has verified for this system"),
    rows.length === 0
      ? paragraph("None.")
      : {
          kind: "folded",
          summary: `${rows.length} values, those that weigh most first`,
          blocks: [table(["where", "value", "source"], rows)],
        },
    heading(2, "What the model leaves out"),
    { kind: "list", items: out },
  ];
}

export const reproduction = (
  command: string,
  run: string,
  { scenario }: Pick<ExperimentResult, "scenario">,
): Block[] => [
  heading(2, "The same numbers again"),
  { kind: "command", text: command },
  paragraph(`${run} · scenario sha256 ${scenario.sha256}`),
];
