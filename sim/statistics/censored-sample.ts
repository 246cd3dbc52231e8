// A sample of which some values are only known to lie beyond a horizon: runs in which service never came back. They
// count as larger than every known value; a statistic that would need them is not known and is undefined here.
// Source: type I right censoring; averaging only the runs that recovered is forbidden (survivor bias).

export class CensoredSample {
  readonly count: number;
  readonly censored: number;
  readonly #sorted: Float64Array;

  constructor(known: readonly number[], censored = 0) {
    this.#sorted = Float64Array.from(known).sort();
    if (this.#sorted.some(Number.isNaN)) throw new RangeError("a sample holds NaN");
    this.censored = censored;
    this.count = known.length + censored;
  }

  /** The rank-th smallest (from 1); undefined in the censored part. */
  orderStatistic(rank: number): number | undefined {
    if (!(rank >= 1 && rank <= this.count)) throw new RangeError(`rank ${rank} of ${this.count}`);
    return this.#sorted[rank - 1];
  }

  /** How many values are known to be at or below `threshold`. */
  countUpTo(threshold: number): number {
    let [low, high] = [0, this.#sorted.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#sorted[middle] ?? 0) <= threshold) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
