// A result in a terminal of 100 columns: the table of disruptions, worst first, then what it costs while
// nothing breaks, what decides the worst row, the objectives, and what to distrust. Words carry the meaning,
// colour only repeats it.
import Table from "cli-table3";
import type { ExperimentResult, ObjectiveResult, Verdict } from "../sim/index.ts";
import { assumptionsByWeight, leavesOut } from "./view/caveats.ts";
import type { Cell } from "./view/cell.ts";
import { type DrillRow, drillRows, WORDS } from "./view/drill-rows.ts";
import { partialSentence } from "./view/partial.ts";
import { objectiveText, provenance, steadyLines, worstStory } from "./view/story.ts";
import { twoWorldsStory } from "./view/two-worlds.ts";
import { wrap } from "./view/wrap.ts";

export type Style = "bold" | "dim" | "red" | "yellow" | "green";

export interface TerminalOptions {
  /** Colours a text; leaves it as it is where there is no colour. */
  readonly paint: (style: Style, text: string) => string;
  /** The scenario and the options that make these numbers again: "two-cities.yaml --seed 7". */
  readonly arguments: string;
}

const WIDTH = 100;
/** The padding behind the last one is cut off again. */
const COLUMNS = [16, 4, 8, 15, 11, 15, 11, 11, 10];
const HEADS = [
  "disruption",
  "",
  "lost\nwrites",
  "their age:\nRPO achieved",
  "recovery\npoint age",
  "outage: below\n95 % served",
  "below\n99 %",
  "time un-\nprotected",
  "verdict",
];

export function terminalReport(result: ExperimentResult, options: TerminalOptions): string {
  const { paint } = options;
  const parts = [
    heading(result, options),
    table(result, options),
    paint("dim", LEGEND.flatMap((line) => wrap(line, WIDTH)).join("\n")),
    steady(result),
    worst(result, options),
    objectivesText(result.objectives, options.paint),
    twoWorlds(result, options),
    caveats(result, options),
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

const LEGEND = [
  "p50, p99: the value that half of the runs, 99 of 100 runs do not exceed. CI: the 95 % interval of that p99.",
  "RPO: from the oldest acknowledged transaction that is lost to the failure. An outage ends when service holds for 10 s.",
];

function heading(result: ExperimentResult, { paint }: TerminalOptions): string {
  const lines = [
    paint("bold", result.scenario.title),
    ...wrap(provenance(result), WIDTH).map((line) => paint("dim", line)),
  ];
  if (result.partial) lines.push(paint("yellow", `PARTIAL: ${partialSentence(result.partial, "runs")}`));
  return lines.join("\n");
}

function table(result: ExperimentResult, options: TerminalOptions): string {
  const rows = drillRows(result);
  if (rows.length === 0) return "No disruptions: nothing is broken in this scenario.";
  const grid = new Table({
    head: HEADS.map((head) => options.paint("bold", head)),
    colWidths: COLUMNS,
    chars: BORDERS,
    style: { "padding-left": 0, "padding-right": 1, head: [], border: [] },
  });
  for (const row of rows) grid.push(cells(row, options));
  const trimmed = grid
    .toString()
    .split("\n")
    .map((line) => line.trimEnd());
  return trimmed
    .map((line) => (/^─+$/.test(line) ? options.paint("dim", "─".repeat(WIDTH)) : line))
    .join("\n");
}

/** No lines but one under the head and one between rows. */
const BORDERS = {
  top: "",
  "top-mid": "",
  "top-left": "",
  "top-right": "",
  bottom: "",
  "bottom-mid": "",
  "bottom-left": "",
  "bottom-right": "",
  left: "",
  "left-mid": "",
  mid: "─",
  "mid-mid": "",
  right: "",
  "right-mid": "",
  middle: "",
};

type Content = string | { readonly colSpan: number; readonly content: string };

function cells(row: DrillRow, { paint }: TerminalOptions): Content[] {
  const name = paint("bold", broken(row.name, (COLUMNS[0] ?? 0) - 1));
  if (row.notModelled !== undefined) {
    const judged = row.verdict.of > 0 ? "; its objectives are not judged" : "";
    const content = wrap(`not modelled: ${row.notModelled}${judged}`, WIDTH - (COLUMNS[0] ?? 0)).join("\n");
    return [name, { colSpan: COLUMNS.length - 1, content }];
  }
  const labels = paint("dim", ["p50", row.tail, row.tail === "p99" ? "CI" : ""].join("\n"));
  const stack = (lines: readonly string[]): string => lines.filter((line) => line !== "").join("\n");
  const three = ({ median, tail, interval }: Cell): string => stack([median, tail, paint("dim", interval)]);
  const two = ({ median, tail }: Cell): string => stack([median, tail]);
  const { lostTransactions, lostAge, recoveryPoint, outage, outage99, unprotected } = row;
  return [
    name,
    labels,
    two(lostTransactions),
    three(lostAge),
    two(recoveryPoint),
    three(outage),
    two(outage99),
    two(unprotected),
    verdictCell(row, paint),
  ];
}

function verdictCell({ verdict }: DrillRow, paint: TerminalOptions["paint"]): string {
  const { verdict: word, such, of } = verdict;
  if (word === "none") return paint("dim", "-");
  const text = colour(word, word === "not-evaluated" ? "unjudged" : WORDS[word], paint);
  return of > 1 ? `${text}\n${such} of ${of}` : text;
}

/** Long names go on in the next line, after a hyphen where there is one. */
function broken(name: string, width: number): string {
  if (name.length <= width) return name;
  const hyphen = name.lastIndexOf("-", width - 1);
  const cut = hyphen > width / 3 ? hyphen + 1 : width;
  return `${name.slice(0, cut)}\n${broken(name.slice(cut), width)}`;
}

function colour(verdict: Verdict | "none", text: string, paint: TerminalOptions["paint"]): string {
  if (verdict === "missed") return paint("red", text);
  if (verdict === "undecided" || verdict === "not-evaluated") return paint("yellow", text);
  return verdict === "met" ? paint("green", text) : paint("dim", text);
}

function steady(result: ExperimentResult): string {
  const lines = steadyLines(result);
  if (lines.length === 0) return "";
  return wrap(
    `While nothing breaks: ${lines.map(({ name, text }) => `${name} ${text}`).join("; ")}.`,
    WIDTH,
  ).join("\n");
}

function worst(result: ExperimentResult, options: TerminalOptions): string {
  const story = worstStory(result);
  if (!story || story.sentence === "") return "";
  const sentence = wrap(`Worst: ${story.disruption}. ${story.sentence}`, WIDTH).join("\n");
  if (story.replication === undefined) return sentence;
  const { disruption, replication } = story;
  const command = `twinsite replay ${options.arguments} --disruption ${disruption} --replication ${replication}`;
  return `${sentence}\nIts worst run: ${options.paint("bold", command)}`;
}

export function objectivesText(all: readonly ObjectiveResult[], paint: TerminalOptions["paint"]): string {
  if (all.length === 0) return "";
  const longest = Math.max(...all.map(({ expression }) => expression.length));
  const lines = all.flatMap((objective) => {
    const word =
      colour(objective.verdict, WORDS[objective.verdict], paint) +
      " ".repeat(13 - WORDS[objective.verdict].length);
    const width = Math.min(longest, 46);
    const [first = "", ...more] = wrap(objectiveText(objective), WIDTH - 17 - width);
    const head = `  ${word} ${objective.expression.padEnd(width)} ${first}`;
    return [head.trimEnd(), ...more.map((line) => " ".repeat(17 + width) + line)];
  });
  return ["Objectives", ...lines].join("\n");
}

function twoWorlds(result: ExperimentResult, { paint }: TerminalOptions): string {
  const story = twoWorldsStory(result);
  if (!story) return "";
  const rows = story.rows.map(({ world, right, outage, lost, splitBrain, disruption }) => {
    const found =
      disruption === ""
        ? "no drill of it"
        : `outage ${outage}, ${lost} writes lost, two writers for ${splitBrain} (${disruption}, medians)`;
    return `- ${world}: right would be that ${right}; ${found}`;
  });
  const lines = [story.seen, ...rows, story.bet].flatMap((line) => wrap(line, WIDTH));
  return [paint("bold", "Two worlds that look the same"), ...lines].join("\n");
}

function caveats(result: ExperimentResult, { paint }: TerminalOptions): string {
  const all = assumptionsByWeight(result);
  const first = all.slice(0, 3).flatMap(({ path, value, source }) => {
    const [line = "", ...more] = wrap(`${path} = ${value} (${source})`, WIDTH - 6);
    return [`  ${line}`, ...more.map((each) => `      ${each}`)];
  });
  const which = all[0]?.setsOutage ? "first those that set an outage" : "none of them set an outage";
  const unverified =
    all.length === 0
      ? "No unverified assumptions."
      : `${all.length} values are assumptions nobody has verified for this system; ${which}:`;
  const left = wrap(`Left out: ${leavesOut(result).join("; ")}.`, WIDTH);
  return [unverified, ...first.map((line) => paint("dim", line)), ...left].join("\n");
}
