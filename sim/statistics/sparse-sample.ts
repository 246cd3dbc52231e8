// A sample in which most values may be zero: years without a loss, cycles that never met the rare event, the
// others weighted by their likelihood ratios. Zeros are counted, not stored. Says what carries the mean: how
// many values, how evenly, and the largest alone.
// Source of the effective size (Σx)² / Σx²: Kong, Liu & Wong 1994.

export class SparseSample {
  /** Values, the zeros included. */
  readonly count: number;
  /** In ascending order. */
  readonly nonzero: Float64Array;
  readonly mean: number;
  /** With n − 1 in the denominator; 0 for a single value. */
  readonly variance: number;
  /** Third central moment over the standard deviation cubed; 0 when all values are equal. */
  readonly skewness: number;
  /** Of the values that are not zero: (Σ|x|)² / Σx², their number if all are alike, 0 if there is none. */
  readonly effectiveSize: number;
  /** Largest size over the sum of sizes; 1 when there is nothing to share. */
  readonly largestShare: number;

  /** `zeros` more values are zero than those that `values` holds. */
  constructor(values: ArrayLike<number> & Iterable<number>, zeros = 0) {
    this.count = values.length + zeros;
    if (this.count === 0) throw new RangeError("a sample without values");
    this.nonzero = Float64Array.from(values)
      .filter((value) => value !== 0)
      .sort();
    if (this.nonzero.some(Number.isNaN)) throw new RangeError("a sample holds NaN");
    let [sum, sizes, raw, largest] = [0, 0, 0, 0];
    for (const x of this.nonzero) {
      const size = Math.abs(x);
      sum += x;
      sizes += size;
      raw += x * x;
      if (size > largest) largest = size;
    }
    const mean = sum / this.count;
    const rest = this.count - this.nonzero.length;
    let [squares, cubes] = [rest * mean * mean, -rest * mean * mean * mean];
    for (const x of this.nonzero) {
      const deviation = x - mean;
      squares += deviation * deviation;
      cubes += deviation * deviation * deviation;
    }
    const spread = squares / this.count;
    this.mean = mean;
    this.variance = this.count > 1 ? squares / (this.count - 1) : 0;
    this.skewness = spread > 0 ? cubes / this.count / (spread * Math.sqrt(spread)) : 0;
    this.effectiveSize = raw > 0 ? (sizes * sizes) / raw : 0;
    this.largestShare = sizes > 0 ? largest / sizes : 1;
  }

  get isNonNegative(): boolean {
    return !((this.nonzero[0] ?? 0) < 0);
  }

  get max(): number {
    const last = this.nonzero[this.nonzero.length - 1] ?? 0;
    return this.nonzero.length < this.count ? Math.max(0, last) : last;
  }

  /** Of the mean. */
  get standardError(): number {
    return Math.sqrt(this.variance / this.count);
  }

  /** Of the mean, as far as the sample shows it: skewness / √n. */
  get meanSkewness(): number {
    return this.skewness / Math.sqrt(this.count);
  }
}
