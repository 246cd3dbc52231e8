// Wilcoxon's signed-rank test of paired differences: how likely such a sum of ranks is if every difference might as
// well have had the other sign. Zeros are ranked with the others and then dropped (Pratt): with common random numbers
// most pairs are equal, and dropping them first would let ten changed pairs in a thousand weigh as much as ten in ten.
// Exact up to 50 differences, ties included; above, normal with the variance of the very ranks (which corrects for ties
// and zeros) and for continuity. Source: Wilcoxon 1945; Pratt 1959; Hollander, Wolfe & Chicken, 3.1.
import { normalProbability } from "../kernel/normal.ts";

export interface SignedRank {
  /** Differences that are not zero. */
  readonly changed: number;
  /** The sum of the ranks of the positive ones. */
  readonly positive: number;
  /** P of so large a sum, of so small a sum, of one so far from the middle. */
  readonly greater: number;
  readonly less: number;
  readonly twoSided: number;
  readonly method: "exact" | "normal" | "none";
}

const EXACT_UP_TO = 50;

/** Infinite differences are the largest; there may be no NaN. */
export function signedRank(differences: readonly number[]): SignedRank {
  const ranks = doubledRanks(differences);
  const used = ranks.filter((_, i) => differences[i] !== 0);
  let doubled = 0;
  for (const [i, difference] of differences.entries()) if (difference > 0) doubled += ranks[i] as number;
  const total = used.reduce((sum, rank) => sum + rank, 0);
  const changed = used.length;
  const positive = doubled / 2;
  if (changed === 0) return { changed, positive, greater: 1, less: 1, twoSided: 1, method: "none" };
  const isExact = changed <= EXACT_UP_TO;
  const upTo = isExact ? exactUpTo(used, total) : normalUpTo(used, total);
  // Under the hypothesis the sum is symmetric about half of the total.
  const [greater, less] = [upTo(total - doubled), upTo(doubled)];
  const twoSided = Math.min(1, 2 * Math.min(greater, less));
  return { changed, positive, greater, less, twoSided, method: isExact ? "exact" : "normal" };
}

/** Twice the rank of each by size, from the smallest; equal sizes share the mean of their ranks. */
function doubledRanks(differences: readonly number[]): number[] {
  const order = differences.map((_, i) => i);
  const size = (i: number): number => Math.abs(differences[i] as number);
  order.sort((a, b) => (size(a) < size(b) ? -1 : size(a) > size(b) ? 1 : a - b));
  const ranks = new Array<number>(differences.length).fill(0);
  for (let first = 0; first < order.length; ) {
    let end = first + 1;
    while (end < order.length && size(order[end] as number) === size(order[first] as number)) end++;
    for (let k = first; k < end; k++) ranks[order[k] as number] = first + 1 + end;
    first = end;
  }
  return ranks;
}

/** P(sum ≤ x): the convolution of all ranks, each taken or not with equal chance. */
function exactUpTo(ranks: readonly number[], total: number): (x: number) => number {
  const chance = new Float64Array(total + 1);
  chance[0] = 1;
  let reached = 0;
  for (const rank of ranks) {
    reached += rank;
    for (let s = reached; s >= rank; s--)
      chance[s] = ((chance[s] as number) + (chance[s - rank] as number)) / 2;
    for (let s = Math.min(rank - 1, reached); s >= 0; s--) chance[s] = (chance[s] as number) / 2;
  }
  return (x) => {
    let sum = 0;
    for (let s = 0; s <= x; s++) sum += chance[s] as number;
    return Math.min(1, sum);
  };
}

function normalUpTo(ranks: readonly number[], total: number): (x: number) => number {
  const deviation = Math.sqrt(ranks.reduce((sum, rank) => sum + rank * rank, 0)) / 2;
  // Sums of doubled ranks are two apart: half a step is one.
  return (x) => normalProbability((x + 1 - total / 2) / deviation);
}
