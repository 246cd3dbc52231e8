// Measured amounts as a scenario writes them: to four digits, because no estimate here has more.
import { type BytesPerMicro, bytesOf } from "../quantity/data.ts";
import type { Distribution } from "../quantity/distribution.ts";
import { printBandwidth, printDuration, printFrequency, printRatio, printSize } from "../quantity/text.ts";
import { micros } from "../quantity/time.ts";
import type { ComparableUnit, Range, Written } from "./measurement.ts";

const DIGITS = 4;
const rounded = (value: number): number => Number(value.toPrecision(DIGITS));

export const durationText = (value: number): string => printDuration(micros(rounded(value)));
/** As a configuration has it: not rounded, like the next. */
export const sizeText = (value: number): string => printSize(bytesOf(Math.round(value)));
export const settingText = (value: number): string => printDuration(micros(value));
/** Bytes per µs, written in bits per second as lines are sold. */
export function bandwidthText(value: number): string {
  const bits = rounded(value * 8e6);
  for (const [unit, size] of [
    ["Gbit/s", 1e9],
    ["Mbit/s", 1e6],
    ["kbit/s", 1e3],
  ] as const)
    if (bits >= size) return `${rounded(bits / size)} ${unit}`;
  return printBandwidth(value as BytesPerMicro);
}
/** Events per µs. */
export const rateText = (value: number): string =>
  value * 1e6 >= 0.01 ? `${rounded(value * 1e6)} /s` : printFrequency(rounded(value));
export const ratioText = (value: number): string =>
  value > 0 && value < 1e-4 ? printRatio(rounded(value)) : `${rounded(value * 100)} %`;

export function amountText(value: number | string, unit: ComparableUnit): string {
  if (typeof value === "string") return value;
  switch (unit) {
    case "duration":
      return durationText(value);
    case "size":
      return sizeText(value);
    case "bandwidth":
      return bandwidthText(value);
    case "rate":
      return rateText(value);
    case "ratio":
      return ratioText(value);
    default:
      return String(value);
  }
}

export const rangeText = ({ low, high }: Range, unit: ComparableUnit): string =>
  `${amountText(Math.max(0, low), unit)} to ${amountText(high, unit)}`;

/** A distribution of times, or a plain time where it is constant. */
export function distributionText(distribution: Distribution): Written {
  switch (distribution.kind) {
    case "constant":
      return durationText(distribution.value);
    case "exponential":
      return { kind: "exponential", mean: durationText(distribution.mean) };
    case "normal":
      return { kind: "normal", mean: durationText(distribution.mean), sd: durationText(distribution.sd) };
    case "lognormal":
      return {
        kind: "lognormal",
        median: durationText(Math.max(1, distribution.median)),
        sigma: rounded(distribution.sigma),
      };
    case "pareto":
      return {
        kind: "pareto",
        scale: durationText(Math.max(1, distribution.scale)),
        shape: rounded(distribution.shape),
      };
    case "weibull":
      return {
        kind: "weibull",
        scale: durationText(Math.max(1, distribution.scale)),
        shape: rounded(distribution.shape),
      };
    case "recorded":
      return { kind: "recorded", values: distribution.values.map(durationText) };
    default:
      return { kind: distribution.kind };
  }
}

/** Digits that a text of that unit shows, as half of its last step: 27.1 → 0.05. */
export function resolutionOf(text: string): number {
  const decimals = (text.split(".")[1] ?? "").length;
  return Number(`1e-${decimals}`) / 2;
}
