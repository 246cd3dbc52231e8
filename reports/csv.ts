// Tables for spreadsheets (RFC 4180): every estimate of a result in the long form, one row for a disruption, a metric
// and a statistic; and the values of every run. Numbers stay numbers. A text that a spreadsheet would take for a
// formula begins with an apostrophe.
import {
  definitionOf,
  type Estimate,
  type ExperimentResult,
  type OutlookResult,
  type RunResult,
} from "../sim/index.ts";

export type CsvCell = string | number | boolean | undefined;

export function csvText(heads: readonly string[], rows: readonly (readonly CsvCell[])[]): string {
  return [heads, ...rows].map((cells) => `${cells.map(cellText).join(",")}\r\n`).join("");
}

function cellText(cell: CsvCell): string {
  if (cell === undefined) return "";
  if (typeof cell !== "string") return String(cell);
  const safe = isFormula(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) || safe !== cell ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** What spreadsheets evaluate, blanks before it and wide forms included (OWASP: CSV injection). */
const isFormula = (text: string): boolean => /^\s*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]|^[\t\r\n]/.test(text);

type Result = ExperimentResult | OutlookResult;

export const ESTIMATE_HEADS = [
  ...["scenario", "question", "seed", "disruption", "metric", "setBy", "unit"],
  ...["statistic", "value", "low", "high", "method", "n", "censored", "beyond"],
] as const;

export const estimatesCsv = (results: readonly Result[]): string =>
  csvText(ESTIMATE_HEADS, results.flatMap(estimateRows));

function estimateRows(result: Result): CsvCell[][] {
  const { scenario, question, seed } = result;
  const rowsOf = (disruption: string, metric: string, estimate: Estimate, setBy?: string): CsvCell[][] =>
    statistics(estimate).map(({ name, value, low, high, method }) => [
      ...[scenario.name, question, seed, disruption, metric, setBy, estimate.unit],
      ...[name, value, low, high, method, estimate.n, estimate.censored ?? 0, estimate.beyond],
    ]);
  const over = (disruption: string, metrics: Readonly<Record<string, Estimate>>): CsvCell[][] =>
    Object.entries(metrics).flatMap(([metric, estimate]) => rowsOf(disruption, metric, estimate));
  const phases =
    result.question === "drill"
      ? result.disruptions.flatMap((each) =>
          each.phases.flatMap(({ name, setBy, seconds }) =>
            rowsOf(each.name, `phaseSeconds@${name}`, seconds, setBy),
          ),
        )
      : [];
  return [
    ...over("", result.metrics),
    ...result.disruptions.flatMap(({ name, metrics }) => over(name, metrics)),
    ...phases,
  ];
}

interface Statistic {
  readonly name: string;
  readonly value?: number;
  readonly low?: number;
  readonly high?: number;
  readonly method?: string;
}

/** What is not known has no row. */
function statistics({ mean, low, high, method, quantiles = [], min, max, bound }: Estimate): Statistic[] {
  const ends = { ...(low !== undefined && { low }), ...(high !== undefined && { high }) };
  return [
    ...(mean === undefined ? [] : [{ name: "mean", value: mean, ...ends, ...(method && { method }) }]),
    ...quantiles.map(({ p, ...quantile }) => ({ name: `p${Number((100 * p).toPrecision(6))}`, ...quantile })),
    ...(min === undefined ? [] : [{ name: "min", value: min }]),
    ...(max === undefined ? [] : [{ name: "max", value: max }]),
    ...(bound ? [{ name: "bound", ...bound }] : []),
  ];
}

export const VALUE_HEADS = [
  ...[
    "scenario",
    "seed",
    "disruption",
    "replication",
    "recovered",
    "metric",
    "unit",
    "value",
    "isLowerBound",
  ],
] as const;

export interface ResultWithRuns {
  readonly result: Result;
  readonly runs: readonly RunResult[];
}

export const valuesCsv = (all: readonly ResultWithRuns[]): string =>
  csvText(
    VALUE_HEADS,
    all.flatMap(({ result, runs }) => runs.flatMap((run) => valueRows(result, run))),
  );

function valueRows({ scenario, seed }: Result, run: RunResult): CsvCell[][] {
  const { disruption, replication, recovered, censored } = run;
  return Object.entries(run.values).map(([metric, value]) => [
    ...[scenario.name, seed, disruption, replication, recovered],
    ...[metric, definitionOf(metric)?.unit ?? "", value, censored.includes(metric)],
  ]);
}
