// Rows of the measurements in `data/`, the bars by which a prediction is judged, and the table of predicted beside measured.

import { readFileSync } from "node:fs";

export type Row = Readonly<Record<string, string>>;

/** `file` without its ending. */
export function rowsOf(file: string): Row[] {
  const text = readFileSync(new URL(`data/${file}.csv`, import.meta.url), "utf8");
  const [head, ...lines] = text.trim().split(/\r?\n/);
  const names = (head as string).split(",");
  return lines.map((line) => {
    const values = line.split(",");
    return Object.fromEntries(names.map((name, i) => [name, values[i] ?? ""]));
  });
}

export function numberOf(row: Row, column: string): number {
  const value = Number(row[column]);
  if (row[column] === "" || Number.isNaN(value)) throw new Error(`no number in column ${column}`);
  return value;
}

/** Rows with the same values in these columns are repetitions of one cell. */
export function cellsOf(rows: readonly Row[], columns: readonly string[]): Row[][] {
  const cells = new Map<string, Row[]>();
  for (const row of rows) {
    const key = columns.map((column) => row[column]).join("/");
    const cell = cells.get(key);
    if (cell) cell.push(row);
    else cells.set(key, [row]);
  }
  return [...cells.values()];
}

export interface Judged {
  readonly measured: number;
  readonly predicted: number;
  /** The larger of what is allowed and half the spread of the repetitions. */
  readonly bar: number;
  readonly isWithin: boolean;
}

/** A cell by the mean of its repetitions; `allowed`: of that mean, in the unit of the values. */
export function judge(
  repetitions: readonly number[],
  predicted: number,
  allowed: (mean: number) => number,
): Judged {
  const measured = repetitions.reduce((sum, value) => sum + value, 0) / repetitions.length;
  const spread = Math.max(...repetitions) - Math.min(...repetitions);
  const bar = Math.max(allowed(measured), spread / 2);
  return { measured, predicted, bar, isWithin: Math.abs(predicted - measured) <= bar };
}

/** One line a cell, as `npm test` prints it. */
export function tableOf(title: string, lines: readonly (readonly [string, Judged])[]): string {
  const show = (value: number): string => value.toPrecision(4).padStart(9);
  const width = Math.max(...lines.map(([name]) => name.length));
  const body = lines.map(
    ([name, { measured, predicted, bar, isWithin }]) =>
      `${name.padEnd(width)} ${show(measured)} ${show(predicted)} ±${show(bar)}  ${isWithin ? "within" : "OUTSIDE"}`,
  );
  return [title, `${" ".repeat(width)}  measured predicted        bar`, ...body].join("\n");
}
