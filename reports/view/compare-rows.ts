// A comparison as rows of text: one metric of one disruption each, the old, the new, the difference and a word for it.
import type { Comparison, ComparisonRow, Estimate } from "../../sim/index.ts";
import { isBeyond, quantileAt } from "./cell.ts";
import { shortName } from "./check-rows.ts";
import { differenceText } from "./difference.ts";
import { quantity } from "./format.ts";

export interface CompareRow {
  readonly metric: string;
  readonly disruption: string;
  readonly old: string;
  readonly new: string;
  readonly difference: string;
  readonly word: string;
}

/** The same, where nothing differs at all, is left out unless all is asked for. */
export function compareRows({ rows, question }: Comparison, all: boolean): CompareRow[] {
  const shown = all ? rows : rows.filter(({ isHeadline, word }) => isHeadline && word !== "same");
  return shown.map((row) => ({
    metric: shortName(row.metric),
    disruption: row.disruption,
    ...(question === "outlook" ? means(row) : medians(row)),
    word: wordOf(row),
  }));
}

function medians({ old, new: next, difference, unit }: ComparisonRow) {
  return {
    old: median(old),
    new: median(next),
    difference: difference.typical ? differenceText(difference.typical, unit) : "never over",
  };
}

function means({ old, new: next, difference: { mean, low, high }, unit }: ComparisonRow) {
  const text = (estimate: Estimate): string =>
    estimate.mean === undefined ? "-" : quantity(estimate.mean, unit);
  const bounds = { ...(low !== undefined && { low }), ...(high !== undefined && { high }) };
  return {
    old: text(old),
    new: text(next),
    difference: mean === undefined ? "-" : differenceText({ value: mean, ...bounds }, unit),
  };
}

/** The median, and the p99 where there are runs enough for one; all zero is one word less. */
function median(estimate: Estimate): string {
  const { unit, n, max } = estimate;
  const at = (p: number): string => {
    const known = quantileAt(estimate, p);
    if (known) return quantity(known.value, unit);
    return isBeyond(estimate, p) ? "never over" : "-";
  };
  const tail = n >= 100 ? at(0.99) : max === undefined ? at(0.99) : quantity(max, unit);
  const middle = at(0.5) === "-" && max === 0 ? quantity(0, unit) : at(0.5);
  return middle === tail || tail === "-" ? middle : `${middle} … ${tail}`;
}

function wordOf({ word, worse, improved, pairs }: ComparisonRow): string {
  if (word === "same") return "the same";
  const counts = [
    ...(worse > 0 ? [`worse in ${worse}`] : []),
    ...(improved > 0 ? [`better in ${improved}`] : []),
  ].join(", ");
  return word === "indistinguishable"
    ? `indistinguishable (${counts} of ${pairs})`
    : `${word} (${counts} of ${pairs})`;
}
