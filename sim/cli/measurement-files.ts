// Files from live systems as the command line names them: `ping.txt`, or `carrier-1=ping.txt` where the link or the
// cluster that it speaks of has to be named. Of a huge file only the beginning is read, and that is said.
import { closeSync, existsSync, fstatSync, openSync, readSync } from "node:fs";
import { type Diagnostic, type MeasurementSource, measurementKindOf, type Scenario } from "../index.ts";
import { readText } from "./files.ts";
import { UsageError } from "./stops.ts";

/** A log of pgbench has some 35 bytes a line: a million transactions. */
export const BYTES_MAX = 32 * 2 ** 20;

/** A file from a live system cannot be read; `sources` is for the code frames. Exit code 2. */
export class InvalidMeasurement extends Error {
  override readonly name = "InvalidMeasurement";
  readonly diagnostics: readonly Diagnostic[];
  readonly sources: Readonly<Record<string, string>>;

  constructor(diagnostics: readonly Diagnostic[], sources: readonly MeasurementSource[]) {
    super("nothing was written: not every file can be read");
    this.diagnostics = diagnostics;
    this.sources = Object.fromEntries(sources.map(({ file, text }) => [file, text]));
  }
}

/** `scenario`: its only link or cluster is what a file without a name speaks of. */
export const openMeasurements = (names: readonly string[], scenario?: Scenario): MeasurementSource[] =>
  names.map((name) => openMeasurement(name, scenario));

export function openMeasurement(name: string, scenario?: Scenario): MeasurementSource {
  const [, subject, path = ""] = existsSync(name) ? [] : (/^([A-Za-z][\w-]*)=(.+)$/.exec(name) ?? []);
  const source = beginningOf(subject === undefined ? name : path);
  const named = subject ?? (scenario && subjectOf(source, scenario));
  if (subject !== undefined && scenario) refuseUnknown(source, subject, scenario);
  return named === undefined ? source : { ...source, subject: named };
}

function beginningOf(file: string): MeasurementSource {
  if (file === "-") return { file: "stdin", text: readText(0, "stdin") };
  if (!existsSync(file)) throw new UsageError(`${file}: no such file`);
  const handle = openSync(file, "r");
  try {
    const size = fstatSync(handle).size;
    if (size <= BYTES_MAX) return { file, text: readText(file, file) };
    const bytes = Buffer.alloc(BYTES_MAX);
    const read = readSync(handle, bytes, 0, BYTES_MAX, 0);
    const end = bytes.lastIndexOf(10, read - 1) + 1;
    return { file, text: bytes.toString("utf8", 0, end), readOf: size };
  } finally {
    closeSync(handle);
  }
}

function namesIn(source: MeasurementSource, { links, clusters }: Scenario): readonly string[] | undefined {
  const speaksOf = measurementKindOf(source.text)?.speaksOf;
  if (speaksOf === "link") return Object.keys(links);
  if (speaksOf !== "cluster") return undefined;
  return Object.keys(clusters).filter((name) => clusters[name]?.role === "primary");
}

function subjectOf(source: MeasurementSource, scenario: Scenario): string | undefined {
  const names = namesIn(source, scenario);
  if (names === undefined || names.length === 1) return names?.[0];
  const [first = "name"] = names;
  throw new UsageError(
    `${source.file}: of which one does it speak? Write ${first}=${source.file}; there are: ${names.join(", ") || "none"}`,
  );
}

function refuseUnknown(source: MeasurementSource, subject: string, scenario: Scenario): void {
  const names = namesIn(source, scenario);
  if (names === undefined || names.includes(subject)) return;
  throw new UsageError(
    `${source.file}: ${subject} is not in the scenario; there are: ${names.join(", ") || "none"}`,
  );
}
