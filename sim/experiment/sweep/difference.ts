// How a design differs from another on the same seeds: the mean of the differences, replication by replication. What
// both designs met alike cancels, so it is known far better than either of the two.
import { meanHalfWidth } from "../../statistics/mean-interval.ts";
import { Tally } from "../../statistics/tally.ts";
import type { PairableSample } from "../study/sample.ts";

export interface Difference {
  /** Of the mean per replication, also where a quantile is compared. */
  readonly mean: number;
  /** Absent where the differences are too few or too uneven for an interval. */
  readonly low?: number;
  readonly high?: number;
  /** Pairs. */
  readonly n: number;
  /** Pairs that cannot be subtracted: at least one of the two was not over at the horizon. */
  readonly censored?: number;
}

/** Fewer pairs say nothing about how uneven their differences are. */
const FEWEST_PAIRS = 10;

/** Of `own` minus `base`; undefined where no pair has two values. */
export function differenceOf(
  base: PairableSample | undefined,
  own: PairableSample | undefined,
  confidence = 0.95,
): Difference | undefined {
  if (!base || !own) return undefined;
  const tally = new Tally();
  let censored = 0;
  const n = Math.min(base.values.length, own.values.length);
  for (let i = 0; i < n; i++) {
    const difference = (own.values[i] as number) - (base.values[i] as number);
    if (Number.isNaN(difference)) continue;
    if (base.isCensored[i] || own.isCensored[i]) censored++;
    else tally.add(difference);
  }
  const { mean, count } = tally;
  if (mean === undefined) return undefined;
  const known = { mean, n: count, ...(censored > 0 && { censored }) };
  // Differences that are all the same are an effect without chance, most often none.
  if (tally.min === tally.max && count >= FEWEST_PAIRS) return { ...known, low: mean, high: mean };
  const half = count >= FEWEST_PAIRS ? meanHalfWidth(tally, confidence) : undefined;
  return half === undefined ? known : { ...known, low: mean - half, high: mean + half };
}
