// What --out leaves of a sweep: the document, one line of JSON for each point, the same as a table for Parquet, and the
// report. The same sweep gives the same bytes.
import { parquetWriteBuffer } from "hyparquet-writer";
import { sweepMarkdown } from "../../../reports/sweep-markdown.ts";
import { sweepColumns } from "../../../reports/view/sweep-columns.ts";
import type { SweepResult } from "../../index.ts";
import type { Console } from "../console.ts";
import { writeWhole } from "../files.ts";

export function writeSweepFiles(folder: string, result: SweepResult, again: string, console: Console): void {
  const { name } = result.scenario;
  writeWhole(folder, `${name}.sweep.json`, `${JSON.stringify({ ...result, again }, null, 2)}\n`);
  writeWhole(folder, `${name}.sweep.ndjson`, sweepLines(result));
  writeWhole(folder, `${name}.sweep.parquet`, sweepParquet(result));
  const path = writeWhole(folder, `${name}.sweep.md`, sweepMarkdown(result, { arguments: again }));
  console.note(`written: ${path} (and ${name}.sweep.json, ${name}.sweep.ndjson, ${name}.sweep.parquet)`);
}

/** The base case first, then the points in their order. */
export const sweepLines = ({ base, points }: SweepResult): string =>
  [...(base ? [base] : []), ...points].map((point) => `${JSON.stringify(point)}\n`).join("");

export const sweepParquet = (result: SweepResult): Uint8Array =>
  new Uint8Array(
    parquetWriteBuffer({
      columnData: sweepColumns(result).map(({ name, type, values }) => ({ name, type, data: [...values] })),
      createdBy: `twinsite ${result.engine.version}`,
    }),
  );
