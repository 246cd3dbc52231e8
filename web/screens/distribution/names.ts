// What stands in the address of a distribution, and the ways that lead to one.
import { isBeyond, quantileAt, smallestFor } from "../../../reports/view/cell.ts";
import type { Estimate } from "../../../sim/index.ts";

/** Stands for the time in which nothing breaks: its own name is empty. */
export const STEADY = "~";
/** A value beyond the horizon. */
export const NEVER = "never";

export interface Range {
  readonly from?: string;
  readonly to?: string;
}

const text = (value: number): string => String(value);

/** The runs at the median: those within its interval. */
export function aroundMedian(estimate: Estimate): Record<string, string> {
  const known = quantileAt(estimate, 0.5);
  if (!known) return isBeyond(estimate, 0.5) ? { from: NEVER, to: NEVER } : {};
  return { from: text(known.low ?? known.value), to: text(known.high ?? known.value) };
}

/** The runs at the quantile or beyond it; the longest one where the runs are too few for it. */
export function tailFrom(estimate: Estimate, p = 0.99): Record<string, string> {
  const known = quantileAt(estimate, p);
  if (known) return { from: text(known.value) };
  if (isBeyond(estimate, p)) return { from: NEVER };
  const { n, max } = estimate;
  return n < smallestFor(p) && max !== undefined ? { from: text(max) } : {};
}
