// An outlook in a terminal of 100 columns: the verdict in a paragraph, the year in numbers, how often a year
// is worse, what kinds of failure and which components it comes from, the worst incident, and what to
// distrust.
import Table from "cli-table3";
import type { OutlookResult } from "../sim/index.ts";
import { objectivesText, type Style, type TerminalOptions } from "./terminal.ts";
import { exceedanceHeads, exceedanceRows } from "./view/outlook-exceedance.ts";
import { RARE_HEADS, rareLegend, rareRows } from "./view/outlook-rare.ts";
import {
  drillSentence,
  SITE_LOSS_HEADS,
  siteLossRows,
  structureSentence,
  tippingSentence,
} from "./view/outlook-rates.ts";
import {
  CONTRIBUTION_HEADS,
  contributionRows,
  FEW,
  FEW_LEGEND,
  KIND_HEADS,
  kindRows,
  perYearRows,
  stateRows,
} from "./view/outlook-rows.ts";
import {
  assumptionsByPull,
  outlookLeavesOut,
  outlookProvenance,
  pullText,
  replayOf,
  verdictSentence,
  worstSentence,
} from "./view/outlook-story.ts";
import {
  ZOOM_HEADS,
  ZOOM_STATE_HEADS,
  type ZoomRow,
  zoomLegend,
  zoomRows,
  zoomStateRows,
} from "./view/outlook-zoom.ts";
import { partialSentence } from "./view/partial.ts";
import { wrap } from "./view/wrap.ts";

const WIDTH = 100;
const COMPONENTS = 8;
const PULLS = 4;

export interface OutlookTerminalOptions extends TerminalOptions {
  /** As ordered. */
  readonly years: number;
}

export function outlookReport(result: OutlookResult, options: OutlookTerminalOptions): string {
  const { paint } = options;
  const parts = [
    heading(result, options),
    wrap(verdictSentence(result), WIDTH).join("\n"),
    perYear(result, paint),
    exceedance(result, paint),
    zoom(result, paint),
    siteLosses(result, paint),
    rare(result, paint),
    computed(result),
    kinds(result, paint),
    components(result, paint),
    worst(result, options),
    objectives(result, paint),
    caveats(result, paint),
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

type Paint = (style: Style, text: string) => string;

function heading(result: OutlookResult, { paint }: OutlookTerminalOptions): string {
  const lines = [
    paint("bold", result.scenario.title),
    ...wrap(outlookProvenance(result), WIDTH).map((line) => paint("dim", line)),
  ];
  if (result.partial)
    lines.push(paint("yellow", `PARTIAL: ${partialSentence(result.partial, "replications")}`));
  return lines.join("\n");
}

function perYear(result: OutlookResult, paint: Paint): string {
  const cells = ({ name, value, chance, inputs }: ReturnType<typeof perYearRows>[number]): string[] => [
    name,
    value,
    chance,
    inputs,
  ];
  const rows = perYearRows(result).map(cells);
  const states = stateRows(result).map((row) => [row.name, row.value, row.share, row.chance, row.inputs]);
  const hasInputs = Object.values(result.metrics).some(({ inputs }) => inputs !== undefined);
  const heads = ["a year has", "on average", "95 % by chance", hasInputs ? "95 % by inputs" : ""];
  const widths = [31, 21, 24, 24];
  const first = grid(heads, rows, widths, paint);
  const second = grid(["time a year", "", "of it all", "", ""], states, [31, 11, 10, 24, 24], paint);
  const hasBounds = [...rows, ...states].some((cells) => cells.some((cell) => cell.endsWith(` ${FEW}`)));
  return `${first}\n\n${second}${hasBounds ? `\n${paint("dim", FEW_LEGEND)}` : ""}`;
}

function exceedance(result: OutlookResult, paint: Paint): string {
  const tables = (["downtime", "loss"] as const).flatMap((what) => {
    const rows = exceedanceRows(result.exceedance[what]);
    if (rows.length === 0) return [];
    const [head = "", ...heads] = exceedanceHeads(result);
    const lines = rows.map((row) => [
      row.threshold,
      row.calendarYear,
      row.twelveMonths,
      row.withinReplication,
    ]);
    const name = what === "downtime" ? "downtime" : "lost work";
    return [grid([`${name} ${head}`, ...heads], lines, [24, 30, 18, 28], paint)];
  });
  return tables.join("\n\n");
}

/** Only where somebody asked for windows. */
function zoom(result: OutlookResult, paint: Paint): string {
  const line = ({ name, cells }: ZoomRow): string[] => [name, ...cells];
  const rows = zoomRows(result, "values").map(line);
  if (rows.length === 0) return "";
  const states = grid(ZOOM_STATE_HEADS, zoomStateRows(result).map(line), [20, 24, 9, 11, 10, 12, 14], paint);
  const legend = wrap(zoomLegend(result), WIDTH).join("\n");
  return `${grid(ZOOM_HEADS, rows, [32, 14, 12, 12, 14], paint)}\n\n${states}\n${paint("dim", legend)}`;
}

function siteLosses(result: OutlookResult, paint: Paint): string {
  const rows = siteLossRows(result).map((row) => [row.threshold, row.rate, row.chance, row.inputs, row.how]);
  return rows.length === 0 ? "" : grid(SITE_LOSS_HEADS, rows, [28, 23, 18, 18, 13], paint);
}

function rare(result: OutlookResult, paint: Paint): string {
  const rows = rareRows(result).map(({ name, cells }) => [name, ...cells]);
  if (rows.length === 0) return "";
  const legend = wrap(rareLegend(result), WIDTH).join("\n");
  return `${grid(RARE_HEADS, rows, [23, 27, 16, 16, 10, 8], paint)}\n${paint("dim", legend)}`;
}

function computed(result: OutlookResult): string {
  const all = [structureSentence(result), drillSentence(result), tippingSentence(result)];
  const sentences = all.filter((text) => text !== "");
  return sentences.map((text) => wrap(text, WIDTH).join("\n")).join("\n");
}

function kinds(result: OutlookResult, paint: Paint): string {
  const rows = kindRows(result).map(({ name, cells }) => [name, ...cells]);
  if (rows.length === 0) return "Nothing failed in these years.";
  return grid(KIND_HEADS, rows, [19, 10, 9, 11, 11, 11, 8, 11, 10], paint);
}

function components(result: OutlookResult, paint: Paint): string {
  const rows = contributionRows(result, COMPONENTS).map(({ name, cells }) => [name, ...cells]);
  if (rows.length === 0) return "";
  const more = result.contributions.length - rows.length;
  const rest = more > 0 ? `\n${paint("dim", `… and ${more} more (--json has them all)`)}` : "";
  return grid(CONTRIBUTION_HEADS, rows, [44, 12, 14, 9, 12, 9], paint) + rest;
}

/** Those that only a drill can judge are named in one line. */
function objectives({ objectives: all }: OutlookResult, paint: Paint): string {
  const judged = all.filter(({ verdict }) => verdict !== "not-evaluated");
  const others = all.filter(({ verdict }) => verdict === "not-evaluated").map(({ expression }) => expression);
  const left = others.length === 0 ? "" : wrap(`Left to a drill: ${others.join("; ")}.`, WIDTH).join("\n");
  return [objectivesText(judged, paint), left].filter((text) => text !== "").join("\n");
}

function worst(result: OutlookResult, { paint, arguments: again, years }: OutlookTerminalOptions): string {
  const [first] = result.worst;
  if (!first) return "";
  const sentence = wrap(`Worst incident: ${worstSentence(first)}`, WIDTH).join("\n");
  return `${sentence}\nSee it: ${paint("bold", replayOf(again, years, first))}`;
}

function caveats(result: OutlookResult, paint: Paint): string {
  const pulls = result.sensitivities.slice(0, PULLS).map((each) => `  ${pullText(each)}`);
  const moved = pulls.length === 0 ? [] : ["If all of it failed 10 % more often:", ...pulls, ""];
  const slow = (result.repairs ?? []).slice(0, PULLS).map((each) => `  ${pullText(each)}`);
  const slower = slow.length === 0 ? [] : ["If all of its repairs took 10 % longer:", ...slow, ""];
  const all = assumptionsByPull(result);
  const first = all.slice(0, 3).flatMap(({ path, value, source }) => {
    const [line = "", ...more] = wrap(`${path} = ${value} (${source})`, WIDTH - 6);
    return [`  ${line}`, ...more.map((each) => `      ${each}`)];
  });
  const which = all[0]?.pulls ? "first those that these figures hang on most" : "none of them sets a rate";
  const unverified =
    all.length === 0
      ? "No unverified assumptions."
      : `${all.length} values are assumptions nobody has verified for this system; ${which}:`;
  const out = wrap(`Left out: ${outlookLeavesOut(result).join("; ")}.`, WIDTH);
  const dim = first.map((line) => paint("dim", line));
  return [...moved, ...slower, ...wrap(unverified, WIDTH), ...dim, ...out].join("\n");
}

function grid(
  heads: readonly string[],
  rows: readonly (readonly string[])[],
  widths: readonly number[],
  paint: Paint,
): string {
  const table = new Table({
    head: heads.map((head) => paint("bold", head)),
    colWidths: [...widths],
    chars: NO_BORDERS,
    style: { "padding-left": 0, "padding-right": 1, head: [], border: [] },
  });
  for (const row of rows) table.push([...row]);
  return table
    .toString()
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n");
}

const NO_BORDERS = Object.fromEntries(
  [
    "top",
    "top-mid",
    "top-left",
    "top-right",
    "bottom",
    "bottom-mid",
    "bottom-left",
    "bottom-right",
    "left",
    "left-mid",
    "mid",
    "mid-mid",
    "right",
    "right-mid",
    "middle",
  ].map((place) => [place, ""]),
);
