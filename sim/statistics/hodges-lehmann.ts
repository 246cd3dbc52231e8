// By how much pairs typically differ: the median of the means of all pairs of differences (Walsh averages), with the
// interval that belongs to the signed-rank test, whatever the distribution is. One wild pair in ten moves it hardly.
// Ties make the interval cover more, never less. Source: Hodges & Lehmann 1963; Hollander, Wolfe & Chicken, 3.2-3.3.
import { normalQuantile } from "../kernel/normal.ts";

export interface Shift {
  readonly value: number;
  /** Absent where the pairs are too few: 95 % needs six. */
  readonly low?: number;
  readonly high?: number;
  readonly confidence: number;
}

const EXACT_UP_TO = 50;

/** At least one difference; infinite ones are larger than any, there may be no NaN. */
export function hodgesLehmann(differences: readonly number[], confidence = 0.95): Shift {
  const n = differences.length;
  if (n === 0) throw new RangeError("no differences");
  const averages = new WalshAverages(differences);
  const count = (n * (n + 1)) / 2;
  const value = (averages.at(Math.ceil(count / 2)) + averages.at(Math.floor(count / 2) + 1)) / 2;
  const outside = lowerRank(n, (1 - confidence) / 2);
  const bounds = outside >= 1 && { low: averages.at(outside), high: averages.at(count + 1 - outside) };
  return { value: Number.isNaN(value) ? 0 : value, ...bounds, confidence };
}

/** The largest c with P(rank sum < c) ≤ tail; 0 = there is none. */
function lowerRank(n: number, tail: number): number {
  if (n > EXACT_UP_TO) {
    const deviation = Math.sqrt((n * (n + 1) * (2 * n + 1)) / 24);
    return Math.max(0, Math.floor((n * (n + 1)) / 4 + normalQuantile(tail) * deviation + 0.5));
  }
  const total = (n * (n + 1)) / 2;
  const chance = new Float64Array(total + 1);
  chance[0] = 1;
  for (let rank = 1; rank <= n; rank++) {
    for (let s = total; s >= 0; s--) chance[s] = ((chance[s] as number) + (chance[s - rank] ?? 0)) / 2;
  }
  let below = 0;
  let c = 0;
  while (below + (chance[c] as number) <= tail) below += chance[c++] as number;
  return c;
}

/** Means of all pairs of values, each with itself too, by their order: found by counting, never written down. */
class WalshAverages {
  readonly #sorted: readonly number[];
  /** What stands for infinity: its mean with any finite value is beyond every finite mean. */
  readonly #beyond: number;
  readonly #largest: number;

  constructor(values: readonly number[]) {
    const finite = values.filter(Number.isFinite).map(Math.abs);
    this.#largest = finite.reduce((a, b) => Math.max(a, b), 0);
    this.#beyond = 4 * this.#largest + 1;
    const bounded = values.map((value) => (Number.isFinite(value) ? value : Math.sign(value) * this.#beyond));
    this.#sorted = bounded.sort((a, b) => a - b);
  }

  /** The k-th smallest, from 1. */
  at(k: number): number {
    // It lies between these two means; every step ends on means that exist, so there are few.
    let [low, high] = [this.#sorted[0] as number, this.#sorted.at(-1) as number];
    while (low < high) {
      const middle = low + (high - low) / 2;
      const { count, largest, next } = this.#split(middle < high ? middle : low);
      if (count >= k) high = largest;
      else low = next;
    }
    return Math.abs(high) > this.#largest ? Math.sign(high) * Number.POSITIVE_INFINITY : high;
  }

  /** How many means are at most x, the largest of those, and the smallest of the others. */
  #split(x: number): { count: number; largest: number; next: number } {
    const values = this.#sorted;
    let [count, largest, next] = [0, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
    for (let i = 0, j = values.length - 1; i <= j; ) {
      const mean = (values[i] as number) / 2 + (values[j] as number) / 2;
      if (mean > x) {
        next = Math.min(next, mean);
        j--;
      } else {
        // The i-th with every one from itself to the j-th.
        count += j - i + 1;
        largest = Math.max(largest, mean);
        i++;
      }
    }
    return { count, largest, next };
  }
}
