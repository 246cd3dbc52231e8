// One estimate as three short lines for a table: the median, the 99 % value, and the interval of the latter.
// What is not known says why: beyond the horizon, too few runs, never seen.
import type { Estimate, Quantile } from "../../sim/index.ts";
import { interval, quantity, share } from "./format.ts";

export interface Cell {
  readonly median: string;
  readonly tail: string;
  readonly interval: string;
}

const NOTHING: Cell = { median: "-", tail: "", interval: "" };

/** Every value was zero: how often one can still be otherwise. */
const zeroBound = ({ bound }: Estimate): string =>
  bound?.high === undefined ? "" : `<${share(bound.high)} (95 %)`;

export const isNever = (estimate: Estimate | undefined): boolean =>
  estimate?.bound?.method === "rule-of-three";

/** `text` replaces the usual way of writing a value. */
export function cellOf(estimate: Estimate | undefined, text: Text = quantity): Cell {
  if (!estimate || estimate.n === 0) return NOTHING;
  if (isNever(estimate)) {
    const zero = text(0, estimate.unit);
    return { median: zero, tail: zero, interval: zeroBound(estimate) };
  }
  const { censored = 0, n, max, unit } = estimate;
  const tail = quantileAt(estimate, 0.99);
  const isSmall = n < smallestFor(0.99) && max !== undefined;
  return {
    median: quantileText(estimate, 0.5, text),
    tail: isSmall ? text(max, unit) : quantileText(estimate, 0.99, text),
    interval: censored > 0 ? `${censored}/${n} never` : tail ? intervalText(tail, estimate, CELL_WIDTH) : "",
  };
}

/** Of the columns that show an interval. */
const CELL_WIDTH = 14;

/** How a value is written. */
export type Text = (value: number, unit: string) => string;

/** No outage is better said in a word. */
export const noneForZero: Text = (value, unit) => (value === 0 ? "none" : quantity(value, unit));

/** Runs below which a quantile is only another name for the maximum. */
export const smallestFor = (p: number): number => Math.round(1 / (1 - p));

export const quantileAt = (estimate: Estimate, p: number): Quantile | undefined =>
  estimate.quantiles?.find((quantile) => quantile.p === p);

/** The value at a quantile; "beyond 1 h" among the runs that never recovered; "-" when the runs are too few. */
export function quantileText(estimate: Estimate, p: number, text: Text = quantity): string {
  const known = quantileAt(estimate, p);
  if (known) return text(known.value, estimate.unit);
  return isBeyond(estimate, p) ? beyondText(estimate) : "-";
}

/** The quantile lies among the values beyond the horizon. */
export const isBeyond = ({ n, censored = 0 }: Estimate, p: number): boolean =>
  censored > 0 && Math.ceil(n * p - 1e-9) > n - censored;

export const beyondText = ({ beyond, unit }: Estimate): string =>
  beyond === undefined ? "beyond" : `> ${quantity(beyond, unit)}`;

/** The interval in at most `width` characters where two digits instead of three can do it. */
export function intervalText({ low, high, method }: Quantile, { unit, n }: Estimate, width = 99): string {
  if (low === undefined && high === undefined) return method === "order-statistics" ? `n = ${n} < 368` : "";
  const text = interval(low, high, unit);
  return text.length > width ? interval(low, high, unit, 2) : text;
}
