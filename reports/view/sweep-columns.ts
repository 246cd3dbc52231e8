// A sweep as a table of plain columns, one row a point, the base case first: what Parquet and spreadsheets want.
import type { SweepPoint, SweepResult } from "../../sim/index.ts";

export type SweepColumn =
  | { readonly name: string; readonly type: "INT32" | "DOUBLE"; readonly values: readonly (number | null)[] }
  | { readonly name: string; readonly type: "STRING"; readonly values: readonly (string | null)[] }
  | { readonly name: string; readonly type: "BOOLEAN"; readonly values: readonly boolean[] };

/** An axis is a column under its path, a measure six under its name: what is not known is null. */
export function sweepColumns(result: SweepResult): SweepColumn[] {
  const { base, points, axes, measures, pareto } = result;
  const rows = [...(base ? [base] : []), ...points];
  const front = new Set(pareto.points);
  const texts = (name: string, of: (row: SweepPoint) => string | undefined): SweepColumn => ({
    name,
    type: "STRING",
    values: rows.map((row) => of(row) ?? null),
  });
  const numbers = (name: string, of: (row: SweepPoint) => number | undefined): SweepColumn => ({
    name,
    type: "DOUBLE",
    values: rows.map((row) => of(row) ?? null),
  });
  return [
    { name: "point", type: "INT32", values: rows.map(({ point }) => point) },
    ...axes.flatMap(({ paths }) => paths).map((path) => texts(path, ({ settings }) => settings[path])),
    ...measures.flatMap(({ name }) => [
      numbers(name, ({ values }) => values[name]?.value),
      numbers(`${name}: low`, ({ values }) => values[name]?.low),
      numbers(`${name}: high`, ({ values }) => values[name]?.high),
      numbers(`${name}: difference`, ({ differences }) => differences[name]?.mean),
      numbers(`${name}: difference low`, ({ differences }) => differences[name]?.low),
      numbers(`${name}: difference high`, ({ differences }) => differences[name]?.high),
    ]),
    { name: "replications", type: "INT32", values: rows.map(({ replications }) => replications) },
    texts("verdict", ({ verdict }) => verdict),
    { name: "pareto", type: "BOOLEAN", values: rows.map(({ point }) => front.has(point)) },
    texts("sha256", ({ sha256 }) => sha256),
    texts("fingerprint", ({ fingerprint }) => fingerprint),
  ];
}
