// What --out leaves behind: the result document, the values of every run in the order of the jobs, and the report.
import { markdownReport } from "../../reports/markdown.ts";
import { type ExperimentOutcome, runLines } from "../index.ts";
import type { Console } from "./console.ts";
import { writeWhole } from "./files.ts";

export function writeResultFiles(
  folder: string,
  { result, runs }: ExperimentOutcome,
  again: string,
  console: Console,
): void {
  const { name } = result.scenario;
  const values = `${name}.values.ndjson`;
  writeWhole(folder, values, runLines(runs));
  const document = { ...result, replicationValues: values };
  writeWhole(folder, `${name}.result.json`, `${JSON.stringify(document, null, 2)}\n`);
  const path = writeWhole(folder, `${name}.md`, markdownReport(document, { arguments: again }));
  console.note(`written: ${path} (and ${name}.result.json, ${values})`);
}
