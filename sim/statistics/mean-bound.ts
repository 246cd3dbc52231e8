// What can be said of a mean of values of zero or more when too few of them carry it for an interval: a lower
// bound, and an upper one if the largest possible value is known (all hours of a year, all data of a system).
// True whatever the law of the values. Without a largest value nothing bounds a mean from above: one unseen
// loss may be any size.
// Source: share of values that are not zero by Clopper-Pearson; their mean by T. W. Anderson, "Confidence
// limits for the expected value of an arbitrary bounded random variable", 1969, with Massart's constant
// (1990); half of what may be missed for each of the two.
import { log } from "../kernel/arithmetic.ts";
import type { Bound } from "./estimate.ts";
import { clopperPearson, ruleOfThree } from "./proportion.ts";
import type { SparseSample } from "./sparse-sample.ts";

export interface BoundOptions {
  readonly confidence: number;
  /** Why there is no interval. */
  readonly reason: string;
  /** No value can be larger. */
  readonly largest?: number;
}

/** Each side alone holds with the stated probability. */
export function boundOfMean(sample: SparseSample, options: BoundOptions): Bound {
  const { confidence, reason: method, largest } = options;
  const hits = sample.nonzero.length;
  if (!sample.isNonNegative) return { method };
  if (hits === 0) {
    const high = largest === undefined ? undefined : largest * ruleOfThree(sample.count, confidence);
    return { ...(high !== undefined && { high }), method };
  }
  // One-sided, each of two statements at half of what may be missed: as a two-sided interval at the full
  // confidence.
  const share = clopperPearson(hits, sample.count, confidence);
  const outside = Math.sqrt(log(2 / (1 - confidence)) / (2 * hits));
  const low = share.low * meanOfLower(sample.nonzero, 1 - outside);
  if (largest === undefined) return { low, method };
  return { low, high: share.high * meanOfUpper(sample.nonzero, outside, largest), method };
}

/** The mean when the upper `1 − share` of the values are taken for zero. */
function meanOfLower(ascending: Float64Array, share: number): number {
  let left = Math.max(0, share) * ascending.length;
  let sum = 0;
  for (let i = 0; left > 0 && i < ascending.length; i++, left--)
    sum += Math.min(1, left) * (ascending[i] ?? 0);
  return sum / ascending.length;
}

/** The mean when the lower `share` of the values are taken for the largest possible. */
function meanOfUpper(ascending: Float64Array, share: number, largest: number): number {
  const missing = Math.min(1, share);
  let left = (1 - missing) * ascending.length;
  let sum = 0;
  for (let i = ascending.length - 1; left > 0 && i >= 0; i--, left--)
    sum += Math.min(1, left) * (ascending[i] ?? 0);
  return sum / ascending.length + missing * largest;
}
