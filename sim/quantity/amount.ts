// A quantity whose kind nobody has named: what it is follows from how it is written. And the amounts between two of
// one kind, rounded so that they can be read. Leaves out: times of day, distributions.
import { exp, log } from "../kernel/arithmetic.ts";
import type { Bytes, BytesPerMicro } from "./data.ts";
import {
  parseBandwidth,
  parseDuration,
  parseFrequency,
  parseRatio,
  parseSize,
  printBandwidth,
  printDuration,
  printFrequency,
  printRatio,
  printSize,
  type Reading,
} from "./text.ts";
import type { Duration } from "./time.ts";

export type AmountKind = "duration" | "size" | "bandwidth" | "rate" | "ratio" | "whole number" | "number";

export interface Amount {
  readonly kind: AmountKind;
  /** In the unit in which the kind is kept: µs, bytes, bytes per µs, events per µs. */
  readonly value: number;
  /** As it was written: `s`, `/min`, `%`; it is printed in the same one where that is exact. */
  readonly unit?: string;
}

const READERS: readonly (readonly [AmountKind, (text: string) => Reading<number>])[] = [
  ["duration", parseDuration],
  ["size", parseSize],
  ["bandwidth", parseBandwidth],
  ["rate", parseFrequency],
  ["ratio", parseRatio],
];

/** Undefined where it is none. A number without a unit is whole if it has no point: 3, but 3.0. */
export function parseAmount(text: string): Amount | undefined {
  const trimmed = text.trim();
  if (/^\d+$/.test(trimmed)) return { kind: "whole number", value: Number(trimmed) };
  if (/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(trimmed))
    return { kind: "number", value: Number(trimmed) };
  const unit = trimmed.replace(/^[\d.+-]+(?:[eE][+-]?\d+)?\s*/, "");
  for (const [kind, read] of READERS) {
    const reading = read(trimmed);
    if (reading.ok) return { kind, value: reading.value, unit };
  }
  return undefined;
}

/** In its own unit if that comes back as the same value, else in the shortest one. */
export function printAmount({ kind, value, unit }: Amount): string {
  const one = unit === undefined ? undefined : parseAmount(`1 ${unit}`)?.value;
  const own = one === undefined ? "" : `${Number((value / one).toPrecision(12))} ${unit}`;
  return parseAmount(own)?.value === value ? own : shortest(kind, value);
}

function shortest(kind: AmountKind, value: number): string {
  switch (kind) {
    case "duration":
      return printDuration(Math.round(value) as Duration);
    case "size":
      return printSize(Math.round(value) as Bytes);
    case "bandwidth":
      return printBandwidth(value as BytesPerMicro);
    case "rate":
      return printFrequency(value);
    case "ratio":
      return printRatio(value);
    default:
      return String(value);
  }
}

export interface AmountRange {
  readonly kind: AmountKind;
  readonly low: number;
  readonly high: number;
  readonly isLogarithmic: boolean;
  readonly unit?: string;
}

/** At a share of the way, the ends exactly; `fineness`: how many values the range is meant to have at most. */
export function amountAt(range: AmountRange, share: number, fineness: number): Amount {
  const { kind, low, high, isLogarithmic, unit } = range;
  const amount = (value: number): Amount => ({ kind, value, ...(unit !== undefined && { unit }) });
  if (share <= 0) return amount(low);
  if (share >= 1) return amount(high);
  const exact = isLogarithmic ? low * exp(share * log(high / low)) : low + share * (high - low);
  if (kind === "whole number") return amount(Math.round(exact));
  const width = isLogarithmic ? exact * log(high / low) : high - low;
  const rounded = roundedTo(exact, Math.abs(width) / fineness / SUBDIVISION);
  return amount(kind === "duration" || kind === "size" ? Math.round(rounded) : rounded);
}

/** A rounding moves a value by at most 1/200 of the way to its neighbour. */
const SUBDIVISION = 100;

/** To a power of ten of at most `grain`. */
export function roundedTo(value: number, grain: number): number {
  const exponent = Number(grain.toExponential().split("e")[1]);
  const step = Number(`1e${exponent}`);
  const rounded = Math.round(value / step) * step;
  // 3 × 0.1 is 0.30000000000000004: a text that nobody wants to read.
  return Number(rounded.toPrecision(14));
}
