// Histogram of non-negative whole numbers (microseconds, bytes) in log-linear bins: exact up to 255, then 128
// bins per octave, so that a value read back is within 0.4 % of the value put in (1/256 = 0.391 %). Counts are
// whole numbers: merging is integer addition and does not depend on order. Sum, minimum and maximum are exact.
// Source: the layout of HdrHistogram, with bins named by (octave, top eight bits).

const PER_OCTAVE = 128;
const EXACT = 2 * PER_OCTAVE; // below it a bin holds one value
const TWO_32 = 2 ** 32;
/** Bins for every whole number below 2^53. */
const BINS = (53 - 8) * PER_OCTAVE + EXACT;

/** The largest relative error of a quantile. */
export const RELATIVE_ERROR = 1 / EXACT;

/** Plain data: what crosses threads and is stored. `bins` alternates bin index and count, by ascending index. */
export interface SparseHistogram {
  /** Steps in one unit of the metric: 1e6 where microseconds are counted and the metric is in seconds. */
  readonly perUnit: number;
  readonly min: number;
  readonly max: number;
  readonly sum: number;
  readonly bins: readonly number[];
}

export class Histogram {
  readonly perUnit: number;
  readonly #counts = new Float64Array(BINS);
  #count = 0;
  #sum = 0;
  #min = Number.POSITIVE_INFINITY;
  #max = 0;

  constructor(perUnit = 1e6) {
    this.perUnit = perUnit;
  }

  static from(sparse: SparseHistogram): Histogram {
    const histogram = new Histogram(sparse.perUnit);
    histogram.merge(sparse);
    return histogram;
  }

  /** `value` is rounded to a whole number of steps; `times` is a whole number. */
  add(value: number, times = 1): void {
    const whole = Math.round(value);
    if (!(whole >= 0 && whole <= Number.MAX_SAFE_INTEGER))
      throw new RangeError(`a histogram cannot hold ${value}`);
    const bin = binOf(whole);
    this.#counts[bin] = (this.#counts[bin] ?? 0) + times;
    this.#count += times;
    this.#sum += whole * times;
    if (whole < this.#min) this.#min = whole;
    if (whole > this.#max) this.#max = whole;
  }

  merge(other: SparseHistogram): void {
    if (other.perUnit !== this.perUnit)
      throw new RangeError(`steps per unit: ${other.perUnit} is not ${this.perUnit}`);
    for (let i = 0; i < other.bins.length; i += 2) {
      const bin = other.bins[i] ?? 0;
      const times = other.bins[i + 1] ?? 0;
      this.#counts[bin] = (this.#counts[bin] ?? 0) + times;
      this.#count += times;
    }
    this.#sum += other.sum;
    if (other.bins.length === 0) return;
    this.#min = Math.min(this.#min, other.min);
    this.#max = Math.max(this.#max, other.max);
  }

  get count(): number {
    return this.#count;
  }
  /** In units of the metric, as are minimum, maximum and quantiles. Undefined when empty. */
  get mean(): number | undefined {
    return this.#count > 0 ? this.#sum / this.#count / this.perUnit : undefined;
  }
  get min(): number | undefined {
    return this.#count > 0 ? this.#min / this.perUnit : undefined;
  }
  get max(): number | undefined {
    return this.#count > 0 ? this.#max / this.perUnit : undefined;
  }

  /** The ⌈n p⌉-th smallest value, to the stated error. */
  quantile(p: number): number | undefined {
    const bin = this.binAt(p);
    return bin === undefined ? undefined : this.valueOf(bin);
  }

  /** The bin that holds the ⌈n p⌉-th smallest value. */
  binAt(p: number): number | undefined {
    if (this.#count === 0) return undefined;
    const rank = Math.min(this.#count, Math.max(1, Math.ceil(this.#count * p)));
    let seen = 0;
    for (let bin = 0; bin < BINS; bin++) {
      seen += this.#counts[bin] ?? 0;
      if (seen >= rank) return bin;
    }
    return undefined;
  }

  /** The middle of a bin, never outside the values seen. */
  valueOf(bin: number): number {
    return Math.min(this.#max, Math.max(this.#min, middleOf(bin))) / this.perUnit;
  }

  toSparse(): SparseHistogram {
    const bins: number[] = [];
    for (let bin = 0; bin < BINS; bin++) {
      const times = this.#counts[bin] ?? 0;
      if (times > 0) bins.push(bin, times);
    }
    const min = this.#count > 0 ? this.#min : 0;
    return { perUnit: this.perUnit, min, max: this.#max, sum: this.#sum, bins };
  }
}

/** How many values of a stored histogram lie in bins up to and including `bin`, and how many there are. */
export function countUpTo(
  sparse: SparseHistogram,
  bin: number,
): { upTo: number; below: number; total: number } {
  let [upTo, below, total] = [0, 0, 0];
  for (let i = 0; i < sparse.bins.length; i += 2) {
    const [index, times] = [sparse.bins[i] ?? 0, sparse.bins[i + 1] ?? 0];
    total += times;
    if (index <= bin) upTo += times;
    if (index < bin) below += times;
  }
  return { upTo, below, total };
}

/** The bin of a whole number: the number itself below 256, then octave and top eight bits. */
export function binOf(whole: number): number {
  if (whole < EXACT) return whole;
  const high = Math.floor(whole / TWO_32);
  const topBit = high > 0 ? 63 - Math.clz32(high) : 31 - Math.clz32(whole);
  const shift = topBit - 7;
  return shift * PER_OCTAVE + Math.floor(whole / powerOfTwo(shift));
}

function middleOf(bin: number): number {
  if (bin < EXACT) return bin;
  const shift = Math.floor(bin / PER_OCTAVE) - 1;
  const width = powerOfTwo(shift);
  return (bin - shift * PER_OCTAVE) * width + (width - 1) / 2;
}

/** Exact for 0 ≤ n ≤ 61. */
const powerOfTwo = (n: number): number => (n < 31 ? 1 << n : (1 << 30) * 2 * (1 << (n - 31)));
