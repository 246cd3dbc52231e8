// Confidence interval of a quantile from order statistics: the ranks come from the binomial distribution of the
// number of values below the quantile, whatever the distribution of the values (ties make it wider in
// confidence, never narrower). There is none when the sample is too small: a p99 at 95 % needs 368 values.
// Source: Conover, Practical Nonparametric Statistics, 3.2; Law & Kelton, 9.
import { Binomial } from "./binomial.ts";

/** 1-based ranks. */
export interface RankInterval {
  readonly low: number;
  readonly high: number;
}

/** The rank of the quantile itself: the smallest value with at least a share p at or below it. */
export const quantileRank = (n: number, p: number): number => Math.min(n, Math.max(1, ceilWhole(n * p)));

export function quantileInterval(n: number, p: number, confidence = 0.95): RankInterval | undefined {
  if (!(p > 0 && p < 1)) throw new RangeError(`a quantile interval at ${p}`);
  if (n < 1) return undefined;
  const outside = (1 - confidence) / 2;
  const below = new Binomial(n, p);
  // Coverage of [X(low), X(high)] is at least P(low ≤ B < high), half of what may be missed on each side.
  const low = below.quantile(outside);
  const high = below.quantile(1 - outside) + 1;
  return low >= 1 && high <= n ? { low, high } : undefined;
}

/** 0.99 × 400 is 396 in decimal notation but a hair above or below in binary. */
function ceilWhole(x: number): number {
  const nearest = Math.round(x);
  return Math.abs(x - nearest) < 1e-9 * nearest ? nearest : Math.ceil(x);
}
