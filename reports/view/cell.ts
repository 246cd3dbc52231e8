// One estimate as three short lines for a table: the median, the 99 % value, and the interval of the latter. What is not
// known says why: beyond the horizon, too few runs, never seen.
import type { Estimate, Quantile } from "../../sim/index.ts";
import { interval, quantity, share } from "./format.ts";

export interface Cell {
  readonly median: string;
  readonly tail: string;
  readonly interval: string;
}

export const NOTHING: Cell = { median: "-", tail: "", interval: "" };

/** Every value was zero: how often one can still be otherwise. */
export const zeroBound = ({ bound }: Estimate): string =>
  bound?.high === undefined ? "" : `(95 %: < ${share(bound.high)})`;

export const isNever = (estimate: Estimate | undefined): boolean =>
  estimate?.bound?.method === "rule-of-three";

export function cellOf(estimate: Estimate | undefined): Cell {
  if (!estimate || estimate.n === 0) return NOTHING;
  if (isNever(estimate)) {
    return {
      median: quantity(0, estimate.unit),
      tail: `0 in ${estimate.n} runs`,
      interval: zeroBound(estimate),
    };
  }
  const [median, tail] = [quantileAt(estimate, 0.5), quantileAt(estimate, 0.99)];
  return {
    median: quantileText(estimate, 0.5),
    tail: tail || isBeyond(estimate, 0.99) ? quantileText(estimate, 0.99) : largest(estimate),
    interval: tail ? intervalText(tail, estimate) : median ? tooFew(estimate) : "",
  };
}

export const quantileAt = (estimate: Estimate, p: number): Quantile | undefined =>
  estimate.quantiles?.find((quantile) => quantile.p === p);

/** The value at a quantile; "beyond 1 h" among the runs that never recovered; "-" when the runs are too few. */
export function quantileText(estimate: Estimate, p: number): string {
  const known = quantileAt(estimate, p);
  if (known) return quantity(known.value, estimate.unit);
  return isBeyond(estimate, p) ? beyondText(estimate) : "-";
}

/** The quantile lies among the values beyond the horizon. */
export const isBeyond = ({ n, censored = 0 }: Estimate, p: number): boolean =>
  censored > 0 && Math.ceil(n * p - 1e-9) > n - censored;

export const beyondText = ({ beyond, unit }: Estimate): string =>
  beyond === undefined ? "beyond" : `> ${quantity(beyond, unit)}`;

export function intervalText({ low, high, method }: Quantile, { unit, n }: Estimate): string {
  if (low === undefined && high === undefined) return method === "order-statistics" ? `n = ${n} < 368` : "";
  return interval(low, high, unit);
}

const largest = ({ max, unit }: Estimate): string => (max === undefined ? "-" : `max ${quantity(max, unit)}`);

const tooFew = ({ n }: Estimate): string => `of ${n} runs`;
