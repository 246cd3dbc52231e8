// Files from a live system → what a scenario could say instead of its assumptions. Each file is recognised by its first
// lines; of two files that speak of one field the first counts, and the other is named.

import type { Diagnostic } from "../config/diagnostic.ts";
import { name as nameSchema } from "../config/fields.ts";
import { nearest } from "../config/nearest.ts";
import { fragmentText, overridesOf } from "./fragment.ts";
import * as kinds from "./kinds/index.ts";
import {
  type LearnedField,
  type MeasurementKind,
  MeasurementReport,
  type Observation,
  type Reading,
  type Source,
  type Unlearned,
} from "./measurement.ts";

export const CALIBRATION_SCHEMA = "twinsite/calibration/v1";

export const measurementKinds: readonly MeasurementKind[] = Object.values(kinds);

/** What is recognised is recognised from so many characters. */
const HEAD = 8192;

export interface Readings {
  /** Absent when there is an error in any file. */
  readonly readings?: readonly Reading[];
  readonly diagnostics: readonly Diagnostic[];
}

export interface Calibration {
  readonly schema: typeof CALIBRATION_SCHEMA;
  readonly files: readonly Pick<Reading, "file" | "kind" | "lines" | "remarks">[];
  readonly fields: readonly LearnedField[];
  readonly observed: readonly Observation[];
  readonly unlearned: readonly Unlearned[];
  /** `path=value`, as --set takes it. */
  readonly overrides: readonly string[];
}

/** The kind of a text, from its first lines. */
export const kindOfText = (text: string): MeasurementKind | undefined => {
  const head = text.replace(/^\uFEFF/, "").slice(0, HEAD);
  return measurementKinds.find(({ recognises }) => recognises(head));
};

export function readMeasurements(sources: readonly Source[]): Readings {
  const diagnostics: Diagnostic[] = [];
  const readings: Reading[] = [];
  for (const source of sources) {
    const report = new MeasurementReport(source.file);
    const reading = readOne(source, report);
    if (reading && !report.hasErrors) readings.push(reading);
    diagnostics.push(...report.diagnostics);
  }
  return diagnostics.length > 0 ? { diagnostics } : { readings, diagnostics };
}

function readOne(source: Source, report: MeasurementReport): Reading | undefined {
  const { text, subject } = source;
  if (text.trim() === "") {
    report.add("TWIN1201", { line: 1 }, "the file is empty", `expected ${titles()}`);
    return undefined;
  }
  if (isBinary(text)) {
    report.add("TWIN1201", { line: 1 }, "the file is not text", "unpack it first, and save it as UTF-8");
    return undefined;
  }
  if (subject !== undefined && !nameSchema.safeParse(subject).success) {
    report.add(
      "TWIN1200",
      { line: 1 },
      `\`${subject}\` is no name of a link or a cluster`,
      "write it as carrier-1=ping.txt",
    );
    return undefined;
  }
  const kind = /^twinsite:/m.test(text.slice(0, HEAD)) ? undefined : kindOfText(text);
  if (kind) return kind.read(source, report);
  const [first = ""] = text.split("\n");
  if (/^twinsite:/m.test(text.slice(0, HEAD))) {
    report.add("TWIN1200", { line: 1 }, "this is a scenario", "compare with it: --diff scenario.yaml");
    return undefined;
  }
  const looksLike = nearest(
    first.split(/\W/)[0] ?? "",
    measurementKinds.map(({ name }) => name),
  );
  const meant = looksLike === undefined ? "" : `did you mean ${looksLike}? `;
  const message = "neither a measurement nor a configuration that is known";
  report.add(
    "TWIN1200",
    { line: 1, length: Math.min(60, first.length) },
    message,
    `${meant}expected ${titles()}`,
  );
  return undefined;
}

const titles = (): string => measurementKinds.map(({ title }) => title).join("; or ");

/** A zero byte, or more characters that no text has than one in a hundred. */
function isBinary(text: string): boolean {
  const head = text.slice(0, HEAD);
  let strange = 0;
  for (let i = 0; i < head.length; i++) {
    const code = head.charCodeAt(i);
    if (code === 0) return true;
    if ((code < 32 && code !== 9 && code !== 10 && code !== 13) || code === 0xfffd) strange++;
  }
  return strange * 100 > head.length;
}

/** What all files say together. */
export function combined(readings: readonly Reading[]): Calibration {
  const fields: LearnedField[] = [];
  const files = readings.map(({ file, kind, lines, remarks, learned }) => {
    const repeated = learned.flatMap((field) => {
      const path = field.path.join(".");
      const earlier = fields.find((each) => each.path.join(".") === path);
      if (!earlier) fields.push(field);
      if (!earlier || valueText(earlier) === valueText(field)) return [];
      return [`${path} would be ${valueText(field)}; that of ${earlier.file} counts`];
    });
    return { file, kind, lines, remarks: [...remarks, ...repeated] };
  });
  return {
    schema: CALIBRATION_SCHEMA,
    files,
    fields,
    observed: readings.flatMap(({ observed }) => observed),
    unlearned: readings.flatMap(({ unlearned }) => unlearned),
    overrides: overridesOf(fields),
  };
}

/** The same reading with its arrivals as a recording of that name; as it is without one. */
export function withRecordedArrivals(reading: Reading, file: string | undefined): Reading {
  if (file === undefined) return reading;
  const learned = reading.learned.map((field) =>
    field.path.at(-1) === "arrivals" ? { ...field, value: { kind: "recorded", file } } : field,
  );
  return { ...reading, learned };
}

/** The recording of a scenario, as its loader reads it. `arrivals`: µs. */
export const arrivalsCsv = (arrivals: readonly number[]): string =>
  `arrival_us\n${arrivals.map((instant) => `${instant}\n`).join("")}`;

const valueText = ({ value }: LearnedField): string => JSON.stringify(value);

export const calibrationText = (calibration: Calibration): string => fragmentText(calibration);
