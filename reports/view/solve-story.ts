// What solve found, as sentences and as rows.
import type { SolveResult, Threshold, TriedValue } from "../../sim/index.ts";
import { interval, quantity } from "./format.ts";

export function solveHeading({ question, years, replications, resolution, seed }: SolveResult): string {
  const each =
    question === "outlook"
      ? `${years} ${years === 1 ? "year" : "years"} at each value`
      : `${replications} replications at each value`;
  return `${each} · ${resolution === "fluid" ? "data as curves" : "every write"} · seed ${seed}, the same for all`;
}

/** The answer; each sentence is one line of thought. */
export function solveStory(result: SolveResult): string[] {
  const { answer, objective, path, between, isSure, thresholds, reversals, asItIs, isPartial } = result;
  const [low, high] = between;
  const where = `from ${low} to ${high}`;
  const sure = isSure
    ? ", surely at every value that was tried"
    : ", but not surely at every value that was tried";
  const sentences = {
    always: [`${objective}: kept for every ${path} ${where}${sure}.`],
    never: [`${objective}: missed for every ${path} ${where}${sure}.`],
    threshold: thresholds.map((threshold) => `${objective}: ${path} ${thresholdText(threshold)}.`),
    several: [
      `${objective}: crosses the target ${thresholds.length} times as ${path} goes ${where}: there is no single threshold.`,
      ...thresholds.map((threshold) => `Kept ${thresholdText(threshold)}.`),
    ],
  }[answer];
  const turned = reversals.map(([from, to]) => `between ${from} and ${to}`).join(", ");
  return [
    ...sentences,
    ...(turned === ""
      ? []
      : [`The response is not monotone: it turns back ${turned}; values between probes may differ.`]),
    ...(asItIs === undefined ? [] : [`The file has ${path} = ${asItIs}.`]),
    ...(isPartial ? ["PARTIAL: it was interrupted before the threshold was narrowed."] : []),
  ];
}

/** "up to 41 s (surely up to 39.8 s, surely not from 42.5 s)". */
function thresholdText({ side, keeps, met, missed }: Threshold): string {
  const other = side === "up to" ? "from" : "up to";
  const surely = [
    met === undefined ? "nowhere surely met" : `surely ${side} ${met}`,
    missed === undefined ? "nowhere surely missed" : `surely not ${other} ${missed}`,
  ];
  return `${side} ${keeps} (${surely.join(", ")})`;
}

export const TRIED_HEADS = ["value", "verdict", "found", "95 % interval", ""];

export function triedRow(
  { setting, verdict, value, low, high, disruption, reason }: TriedValue,
  unit: string,
): string[] {
  const found = value === undefined ? "-" : quantity(value, unit);
  const isBound = low !== undefined && high !== undefined && unit !== "s/year";
  const ends = isBound
    ? interval(low, high, unit)
    : low === undefined || high === undefined
      ? ""
      : `${quantity(low, unit)} to ${quantity(high, unit)}`;
  return [setting, verdict, found, ends, reason ?? (disruption ? `in ${disruption}` : "")];
}
