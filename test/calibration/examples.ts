// Files as the real tools write them. The logs of pgbench and the samples of pg_stat_replication are of PostgreSQL 15;
// the others are made in the tools' formats.
import { readFileSync } from "node:fs";
import { readMeasurements } from "../../sim/calibration/calibrate.ts";
import type { Comparable, LearnedField, Reading } from "../../sim/calibration/measurement.ts";

const FOLDER = new URL("../data/calibration/", import.meta.url);

export const exampleText = (file: string): string => readFileSync(new URL(file, FOLDER), "utf8");

/** The only reading of a text; throws with the diagnostics where there is none. */
export function readText(text: string, file = "example", subject?: string): Reading {
  const { readings, diagnostics } = readMeasurements([
    { file, text, ...(subject !== undefined && { subject }) },
  ]);
  const [reading] = readings ?? [];
  if (!reading) throw new Error(diagnostics.map(({ line, message }) => `${line}: ${message}`).join("\n"));
  return reading;
}

export const readExample = (file: string, subject?: string): Reading =>
  readText(exampleText(file), file, subject);

export const problemsOf = (text: string) =>
  readMeasurements([{ file: "example", text }]).diagnostics.map(({ code, line, column, message, hint }) => ({
    code,
    line,
    column,
    message,
    hint,
  }));

export const field = ({ learned }: Reading, path: string): LearnedField | undefined =>
  learned.find((each) => each.path.join(".") === path);

export const compared = ({ comparable }: Reading, path: string): Comparable | undefined =>
  comparable.find((each) => each.path === path);
