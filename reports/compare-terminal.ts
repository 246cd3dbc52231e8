// A comparison in a terminal: what differs in the scenarios, then what that does, disruption by disruption, then the
// two runs to look at.
import type { Comparison, ScenarioChange } from "../sim/index.ts";
import type { TerminalOptions } from "./terminal.ts";
import { tallyOf, whereOf } from "./view/check-rows.ts";
import { type CompareRow, compareRows } from "./view/compare-rows.ts";
import { wrap } from "./view/wrap.ts";

export interface ComparedReplays {
  readonly old: string;
  readonly new: string;
}

export interface CompareReportOptions {
  readonly paint: TerminalOptions["paint"];
  /** All metrics, also those that are the same. */
  readonly all: boolean;
  readonly replays?: ComparedReplays;
}

const WIDTH = 100;

export function compareReport(comparison: Comparison, options: CompareReportOptions): string {
  const { paint } = options;
  const parts = [
    heading(comparison, options),
    changesText(comparison, paint),
    table(compareRows(comparison, options.all), comparison.question, paint),
    outcome(comparison, options),
    apart(comparison),
    largest(comparison, options),
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

function heading(
  { old, new: next, seed, replications, resolution, question }: Comparison,
  { paint }: CompareReportOptions,
): string {
  const what = question === "outlook" ? "replications of years" : "runs of each disruption";
  return [
    paint("bold", `${old.name}: ${old.title}`),
    paint("bold", `${next.name}: ${next.title}`),
    paint("dim", `seed ${seed} · ${replications} ${what}, paired · ${resolution}`),
  ].join("\n");
}

/** The first line of a difference, and what follows from it. */
export function changesText({ changes }: Comparison, paint: TerminalOptions["paint"]): string {
  if (!changes) return "A stored result does not hold its scenario: what differs in them is not known.";
  if (changes.length === 0) return "The scenarios say the same.";
  const written = changes.filter(({ isWritten }) => isWritten);
  const following = changes.filter(({ isWritten }) => !isWritten);
  return [
    "What differs in the scenarios",
    ...written.map((change) => `  ${line(change)}`),
    ...following.slice(0, 8).map((change) => paint("dim", `  ${line(change)} (follows)`)),
    ...(following.length > 8 ? [paint("dim", `  and ${following.length - 8} more values that follow`)] : []),
  ].join("\n");
}

function line({ path, old, new: next, place, oldPlace }: ScenarioChange): string {
  const isGone = next === undefined && old !== undefined;
  const { file, line: number } = isGone ? oldPlace : place;
  const head = `${file}:${number}  ${path}`;
  if (old === undefined && next === undefined) return head;
  return `${head}: ${isGone ? "gone, was " : ""}${changed(old, next)}`;
}

/** A whole section is longer than a line. */
export const changed = (old: string | undefined, next: string | undefined): string =>
  [old, next].flatMap((text) => (text === undefined ? [] : [shortened(text)])).join(" → ");

const shortened = (text: string): string =>
  text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 2)} …`;
const LONGEST = 60;

function table(
  rows: readonly CompareRow[],
  question: Comparison["question"],
  paint: TerminalOptions["paint"],
): string {
  if (rows.length === 0) return "";
  const heads = ["", "old", "new", "difference (95 %)", "new is"];
  const cells = (row: CompareRow): string[] => [row.metric, row.old, row.new, row.difference, row.word];
  const widths = heads.map((head, i) =>
    Math.max(head.length, ...rows.map((row) => (cells(row)[i] as string).length)),
  );
  const shown = (texts: readonly string[]): string =>
    texts
      .map((text, i) => text.padEnd(widths[i] as number))
      .join("  ")
      .trimEnd();
  const lines = [`  ${shown(heads)}`];
  const calm = question === "outlook" ? "over the years" : "while nothing breaks";
  let last: string | undefined;
  for (const row of rows) {
    if (row.disruption !== last) lines.push(paint("bold", row.disruption === "" ? calm : row.disruption));
    last = row.disruption;
    lines.push(`  ${shown(cells(row))}`);
  }
  return lines.join("\n");
}

function outcome({ rows, question }: Comparison, { all, paint }: CompareReportOptions): string {
  const shown = all ? rows : rows.filter(({ isHeadline }) => isHeadline);
  const words = tallyOf(
    shown.map(({ word }) => word),
    ["worse", "better", "indistinguishable", "same"],
  );
  const legend = question === "outlook" ? OF_YEARS : OF_DRILLS;
  return [
    `Of ${shown.length} comparisons: ${words}.`,
    ...wrap(legend, WIDTH).map((each) => paint("dim", each)),
  ].join("\n");
}

const OF_DRILLS =
  "Old and new: median … p99 (the maximum below 100 runs). Difference: what is typical of the pairs (Hodges-Lehmann). Better and worse: p <= 5 % after Holm over all metrics.";
const OF_YEARS =
  "Old and new: means. Difference: its mean over the pairs. Better and worse: its interval does not hold 0.";

function apart({ onlyOld, onlyNew, old, new: next }: Comparison): string {
  const say = (names: readonly string[], who: string): string[] =>
    names.length === 0 ? [] : wrap(`Only in ${who}: ${names.join(", ")}.`, WIDTH);
  return [...say(onlyOld, old.name), ...say(onlyNew, next.name)].join("\n");
}

function largest({ largest: found }: Comparison, { replays, paint }: CompareReportOptions): string {
  if (!found || !replays) return "";
  const { metric, disruption, replication } = found;
  return [
    `The largest difference is in run ${replication}, ${metric}${whereOf(disruption)}:`,
    `  ${paint("bold", replays.old)}`,
    `  ${paint("bold", replays.new)}`,
  ].join("\n");
}
