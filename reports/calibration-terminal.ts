// What calibrate --diff and score found, in a terminal of 100 columns: a table, then the sentence that follows from it.
import type { Drift, DriftRow, Score, ScoreRow } from "../sim/index.ts";
import type { Style } from "./terminal.ts";
import { quantity } from "./view/format.ts";
import { wrap } from "./view/wrap.ts";

type Paint = (style: Style, text: string) => string;

const WIDTH = 100;
const DRIFT_HEADS = ["", "field", "scenario", "live", "95 % interval", "from"];
const WORDS: Readonly<Record<DriftRow["verdict"], readonly [Style, string]>> = {
  agrees: ["green", "agrees"],
  differs: ["red", "differs"],
  "not-in-scenario": ["yellow", "absent"],
};

export function driftReport({ rows, differs, files, unlearned, scenario }: Drift, paint: Paint): string {
  const cells = rows.map(({ verdict, path, scenario: own = "-", live, interval = "exact", file }) => [
    WORDS[verdict][1],
    path,
    own,
    live,
    interval,
    file.replace(/^.*[/\\]/, ""),
  ]);
  const paints = rows.map(({ verdict }) => WORDS[verdict][0]);
  const compared = rows.filter(({ verdict }) => verdict !== "not-in-scenario").length;
  const sentence =
    differs === 0
      ? `Of ${compared} values that can be compared none differs from ${scenario}.`
      : `${differs} of ${compared} values differ from ${scenario}: measured ones by more than their interval, configured ones at all.`;
  const parts = [
    rows.length === 0
      ? "Nothing in these files can be compared with a scenario."
      : table(DRIFT_HEADS, cells, paints, paint),
    meanings(rows),
    wrap(sentence, WIDTH).join("\n"),
    files
      .flatMap(({ file, remarks }) => remarks.flatMap((remark) => wrap(`note: ${file}: ${remark}`, WIDTH)))
      .join("\n"),
    listed("Could not compare:", unlearned),
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

/** What a row compares, where its field alone does not say it. */
const meanings = (rows: readonly DriftRow[]): string =>
  rows
    .flatMap(({ path, what, interval }) => (interval === undefined ? [] : wrap(`${path}: ${what}`, WIDTH)))
    .join("\n");

function table(
  heads: readonly string[],
  rows: readonly (readonly string[])[],
  colours: readonly Style[],
  paint: Paint,
): string {
  const widths = heads.map((head, i) => Math.max(head.length, ...rows.map((row) => row[i]?.length ?? 0)));
  const padded = (cells: readonly string[]): string[] =>
    cells.map((cell, i) => (i === cells.length - 1 ? cell : cell.padEnd(widths[i] ?? 0)));
  const lines = rows.map((row, i) => {
    const [first = "", ...rest] = padded(row);
    return [paint(colours[i] ?? "dim", first), ...rest].join("  ").trimEnd();
  });
  return [paint("bold", padded(heads).join("  ").trimEnd()), paint("dim", "─".repeat(WIDTH)), ...lines].join(
    "\n",
  );
}

const listed = (head: string, all: readonly { readonly what: string; readonly because: string }[]): string =>
  all.length === 0
    ? ""
    : [head, ...all.flatMap(({ what, because }) => wrap(`  ${what}: ${because}`, WIDTH))].join("\n");

export interface ScoreAbout {
  readonly rehearsal: string;
  readonly scenario: string;
  readonly disruption: string;
  readonly runs: number;
  readonly seed: string;
  readonly remarks: readonly string[];
}

const SCORE_HEADS = ["", "from, to", "rehearsed", "predicted p50", "90 % of the runs", "rank"];

export function scoreReport(score: Score, about: ScoreAbout, paint: Paint): string {
  const { rehearsal, scenario, disruption, runs, seed, remarks } = about;
  const cells = score.rows.map((row) => [
    row.isInside ? "inside" : "outside",
    row.what,
    quantity(row.measured, row.unit),
    row.median === undefined ? "beyond" : quantity(row.median, row.unit),
    rangeOf(row),
    `${(100 * row.rank).toFixed(1)} %`,
  ]);
  const colours = score.rows.map(({ isInside }): Style => (isInside ? "green" : "yellow"));
  const parts = [
    [
      paint("bold", `${rehearsal} beside ${disruption} of ${scenario}`),
      paint("dim", `${runs} runs, seed ${seed}`),
    ].join("\n"),
    table(SCORE_HEADS, cells, colours, paint),
    wrap(
      "rank: the share of the runs that were faster or lost less. Predicted times count from the begin of the outage.",
      WIDTH,
    ).join("\n"),
    wrap(verdictOf(score), WIDTH).join("\n"),
    remarks.flatMap((remark) => wrap(`note: ${rehearsal}: ${remark}`, WIDTH)).join("\n"),
    listed("Not predicted:", score.unpredicted),
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

const rangeOf = ({ low, high, unit }: ScoreRow): string =>
  `${low === undefined ? "beyond" : quantity(low, unit)} to ${high === undefined ? "beyond" : quantity(high, unit)}`;

function verdictOf({ verdict, rows, p }: Score): string {
  const inside = rows.filter(({ isInside }) => isInside).length;
  const counted = `${inside} of ${rows.length} are inside`;
  const chance = p < 0.001 ? "less than 0.1 %" : `${(100 * p).toPrecision(2)} %`;
  const words: Readonly<Record<Score["verdict"], string>> = {
    consistent: `Consistent: ${counted}, and a run of the scenario would be as far out somewhere with ${chance} chance. One rehearsal can contradict a prediction, never confirm it.`,
    contradicted: `Contradicted: ${counted}, and a run of the scenario would be as far out somewhere with ${chance} chance only. Find the field behind the stretch with twinsite explain.`,
    undecided: `Undecided: ${counted}, and somewhere no run is as far out as the rehearsal; ${runsOf(rows)} runs are too few to call that a contradiction. Ask for more: --runs ${runsNeeded(rows)}.`,
  };
  return words[verdict];
}

const runsOf = (rows: readonly ScoreRow[]): number => Math.max(0, ...rows.map(({ runs }) => runs));
/** With so many, one row of all in which no run is as far out is below 5 %, adjusted for their number. */
const runsNeeded = (rows: readonly ScoreRow[]): number => Math.ceil((2 * rows.length) / 0.05 / 100) * 100;
