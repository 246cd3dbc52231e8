// An outlook as a Markdown document: the tables of the terminal in full, the worst incidents with their
// commands, every component, every unverified assumption, and how to have the same numbers again.
import type { OutlookResult } from "../sim/index.ts";
import { escaped, markdownGrid as grid, markdownObjectives } from "./markdown.ts";
import { replayOf } from "./outlook-terminal.ts";
import { exceedanceHeads, exceedanceRows } from "./view/outlook-exceedance.ts";
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
  FEW_LEGEND,
  KIND_HEADS,
  kindRows,
  perYearRows,
  stateRows,
} from "./view/outlook-rows.ts";
import {
  assumptionsByPull,
  OUTLOOK_LEAVES_OUT,
  outlookProvenance,
  pullText,
  verdictSentence,
  worstSentence,
} from "./view/outlook-story.ts";
import { ZOOM_HEADS, ZOOM_STATE_HEADS, zoomLegend, zoomRows, zoomStateRows } from "./view/outlook-zoom.ts";
import { partialSentence } from "./view/partial.ts";

export interface OutlookMarkdownOptions {
  /** The scenario and the options that make these numbers again. */
  readonly arguments: string;
  /** As ordered. */
  readonly years: number;
}

export function outlookMarkdown(result: OutlookResult, options: OutlookMarkdownOptions): string {
  const parts = [
    `# ${escaped(result.scenario.title)}: the outlook`,
    ...(result.partial ? [`**Partial: ${escaped(partialSentence(result.partial, "replications"))}.**`] : []),
    verdictSentence(result),
    perYear(result),
    exceedance(result, "downtime", "How often twelve months have more downtime"),
    exceedance(result, "unplannedDowntime", "… and more unplanned downtime"),
    exceedance(result, "loss", "… and more lost work"),
    table("Single writes", ZOOM_HEADS, zoomRows(result, "intervals")),
    table("Single writes by state of the system", ZOOM_STATE_HEADS, zoomStateRows(result)),
    zoomLegend(result) && `${zoomLegend(result)} In brackets: 95 % by chance.`,
    siteLosses(result),
    ...[structureSentence(result), drillSentence(result), tippingSentence(result)],
    table("By kind of failure", KIND_HEADS, kindRows(result)),
    table("By component", CONTRIBUTION_HEADS, contributionRows(result, Number.POSITIVE_INFINITY)),
    populations(result),
    worst(result, options),
    markdownObjectives(result.objectives),
    pulls(result),
    caveats(result),
    reproduce(result, options),
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

function perYear(result: OutlookResult): string {
  const heads = ["", "on average", "95 % by chance", "95 % by inputs"];
  const lines = (rows: ReturnType<typeof perYearRows>): string[][] =>
    rows.map(({ name, value, chance, inputs }) => [name.trim(), value, escaped(chance), escaped(inputs)]);
  const states = stateRows(result).map(({ name, value, share, chance, inputs }) =>
    [name, value, share, chance, inputs].map(escaped),
  );
  const legend = `${FEW_LEGEND} By chance: what other seeds would give. By inputs: what other rates would give that are as plausible as these.`;
  return [
    "## A year has",
    grid(heads, lines(perYearRows(result))),
    legend,
    "## Time a year",
    grid(["", "on average", "of all time", "95 % by chance", "95 % by inputs"], states),
  ].join("\n\n");
}

function exceedance(result: OutlookResult, what: keyof OutlookResult["exceedance"], title: string): string {
  const rows = exceedanceRows(result.exceedance[what]);
  if (rows.length === 0) return "";
  const lines = rows.map((row) =>
    [row.threshold, row.calendarYear, row.twelveMonths, row.withinReplication].map(escaped),
  );
  return `## ${title}\n\n${grid(exceedanceHeads(result), lines)}`;
}

function siteLosses(result: OutlookResult): string {
  const rows = siteLossRows(result).map((row) =>
    [row.threshold, row.rate, row.chance, row.inputs, row.how].map(escaped),
  );
  return rows.length === 0 ? "" : `## Work lost with whole sites\n\n${grid(SITE_LOSS_HEADS, rows)}`;
}

function table(
  title: string,
  heads: readonly string[],
  rows: readonly { readonly name: string; readonly cells: readonly string[] }[],
): string {
  if (rows.length === 0) return "";
  const flat = heads.map((head) => head.replace("\n", " ").trim());
  return `## ${title}\n\n${grid(
    flat,
    rows.map(({ name, cells }) => [name, ...cells]),
  )}`;
}

function populations({ populations: all }: OutlookResult): string {
  if (all.length < 2) return "";
  const percent = (value: number | undefined): string =>
    value === undefined ? "-" : `${Number((100 * value).toPrecision(9))} %`;
  const lines = all.map(({ name, writeAvailability, readAvailability }) => [
    name,
    percent(writeAvailability),
    percent(readAvailability),
  ]);
  return `## By clients\n\n${grid(["clients", "writes served", "reads served"], lines)}`;
}

function worst(result: OutlookResult, { arguments: again, years }: OutlookMarkdownOptions): string {
  if (result.worst.length === 0) return "";
  const lines = result.worst.map((each) => `- ${worstSentence(each)}\n  \`${replayOf(again, years, each)}\``);
  return `## The worst incidents\n\n${lines.join("\n")}`;
}

function pulls({ sensitivities }: OutlookResult): string {
  if (sensitivities.length === 0) return "";
  const lines = sensitivities.map(
    (each) =>
      `- ${pullText(each)}${each.assumptions.length > 0 ? `; unverified: ${each.assumptions.map((path) => `\`${path}\``).join(", ")}` : ""}`,
  );
  return `## If all of it failed 10 % more often\n\n${lines.join("\n")}`;
}

function caveats(result: OutlookResult): string {
  const lines = assumptionsByPull(result).map(({ path, value, source }) => [
    `\`${path}\``,
    escaped(value),
    escaped(source),
  ]);
  const all = lines.length === 0 ? "None." : grid(["where", "value", "source"], lines);
  const out = OUTLOOK_LEAVES_OUT.map((each) => `- ${each}`).join("\n");
  return `## Assumptions nobody has verified for this system\n\n${all}\n\n## What the model leaves out\n\n${out}`;
}

function reproduce(result: OutlookResult, { arguments: again, years }: OutlookMarkdownOptions): string {
  const command = `twinsite run ${again} --outlook --years ${years}`;
  return `## The same numbers again\n\n\`${command}\`\n\n${outlookProvenance(result)} · scenario sha256 ${result.scenario.sha256}`;
}
