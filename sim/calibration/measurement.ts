// What a file from a live system says: values that a scenario has a field for, what was seen without one, and what the
// file cannot say. A kind reads one format; it takes text, never a path, and reports what is wrong with its place.
import type { DiagnosticCode } from "../config/diagnostic.ts";
import { Report } from "../scenario/report.ts";
import type { Scenario } from "../scenario/scenario.ts";

export interface Source {
  readonly file: string;
  readonly text: string;
  /** Bytes of the file, where only its beginning was read. */
  readonly readOf?: number;
  /** The link or the cluster that it speaks of, by its name in the scenario. */
  readonly subject?: string;
}

/** As a scenario is written: `27 ms`, `{ mean: 1e-6, burst: 8 }`. */
export type Written = string | number | boolean | readonly Written[] | { readonly [key: string]: Written };

export interface Range {
  readonly low: number;
  readonly high: number;
  /** How it was found: `order-statistics`, `clopper-pearson` … */
  readonly method: string;
}

/** A value for a field of the scenario. */
export interface LearnedField {
  readonly path: readonly string[];
  readonly value: Written;
  readonly file: string;
  /** What the value rests on, in words: `598 round trips, lines 2 to 600`. */
  readonly basis: string;
  /** Absent for what was read in a configuration: it is exact. */
  readonly samples?: number;
  /** The 95 % interval in words, with its unit. */
  readonly interval?: string;
}

/** What a run can be set beside, although no field of a scenario holds it. */
export interface Observation {
  readonly what: string;
  readonly value: number;
  readonly unit: "s" | "B" | "B/s" | "/s" | "ratio" | "count";
  readonly file: string;
  readonly range?: Range;
}

export interface Unlearned {
  readonly what: string;
  readonly because: string;
  readonly file: string;
}

/** One thing that a scenario says as well, so that the two can be told apart. */
export interface Comparable {
  readonly path: string;
  readonly what: string;
  /** µs, bytes, bytes per µs, events per µs, a ratio; or a word. */
  readonly live: number | string;
  readonly unit: ComparableUnit;
  /** Without one the two must be equal. */
  readonly range?: Range;
  /** Undefined where the scenario has nothing of the kind. */
  readonly ofScenario: (scenario: Scenario) => number | string | undefined;
}
export type ComparableUnit = "duration" | "size" | "bandwidth" | "rate" | "ratio" | "whole number" | "word";

/** All that one file said. */
export interface Reading {
  readonly file: string;
  /** Of the format: `ping`. */
  readonly kind: string;
  /** Of the lines of the file, how many the values rest on; the others are headers, blank, or named in the remarks. */
  readonly lines: { readonly used: number; readonly of: number };
  readonly learned: readonly LearnedField[];
  readonly observed: readonly Observation[];
  readonly unlearned: readonly Unlearned[];
  /** What the reader should know about the file itself. */
  readonly remarks: readonly string[];
  readonly comparable: readonly Comparable[];
  /** Instants of arrivals, µs from the first one, where the file has them. */
  readonly arrivals?: readonly number[];
}

/** A format that can be read. */
export interface MeasurementKind {
  readonly name: string;
  /** With the command that makes such a file. */
  readonly title: string;
  readonly source: string;
  readonly speaksOf: "link" | "cluster";
  /** From the first lines. */
  readonly recognises: (head: string) => boolean;
  /** Undefined when the report says why. */
  readonly read: (source: Source, report: MeasurementReport) => Reading | undefined;
}

export const defineMeasurement = (kind: MeasurementKind): MeasurementKind => kind;

/** Of a wrong file every line is wrong: the first few say enough. */
const PROBLEMS_MAX = 5;

/** Collects what is wrong with one file. */
export class MeasurementReport {
  readonly #report = new Report();
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
  }

  /** `line` and `column` from 1; `length` in characters. */
  add(
    code: DiagnosticCode,
    place: { readonly line: number; readonly column?: number; readonly length?: number },
    message: string,
    hint: string,
  ): void {
    if (this.#report.diagnostics.length >= PROBLEMS_MAX) return;
    const { line, column = 1, length = 1 } = place;
    const span = { file: this.#file, line, column, endLine: line, endColumn: column + Math.max(1, length) };
    this.#report.add(code, span, [], message, { hint });
  }

  get hasErrors(): boolean {
    return this.#report.hasErrors;
  }

  get diagnostics() {
    return this.#report.sorted();
  }
}
