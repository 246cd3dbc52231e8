// What may be printed of a rate per year: a value, its order of magnitude, or a bound. Below one in a million
// years no input is known well enough for digits, however exact the sampling; only inputs declared exact (a
// benchmark, a theoretical question) keep them.
import { log } from "../kernel/arithmetic.ts";
import type { Estimate } from "./estimate.ts";

/** Per year; a figure below it rests on inputs nobody has measured. Our choice. */
const DIGITS_DOWN_TO = 1e-6;

export type PrintedRate =
  | { readonly kind: "value"; readonly perYear: number; readonly low: number; readonly high: number }
  /** About 10^exponent per year. */
  | { readonly kind: "order-of-magnitude"; readonly exponent: number }
  | { readonly kind: "bound"; readonly low?: number; readonly high?: number; readonly reason: string };

export function printedRate(estimate: Estimate, areInputsExact = false): PrintedRate {
  const { mean, low, high, bound } = estimate;
  if (mean === undefined || low === undefined || high === undefined)
    return {
      kind: "bound",
      ...(bound?.low !== undefined && { low: bound.low }),
      ...(bound?.high !== undefined && { high: bound.high }),
      reason: bound?.method ?? "no interval",
    };
  if (mean > 0 && mean < DIGITS_DOWN_TO && !areInputsExact)
    return { kind: "order-of-magnitude", exponent: Math.round(log(mean) / Math.LN10) };
  return { kind: "value", perYear: mean, low, high };
}
