// Running mean, variance, skewness and extremes of a sample, one pass (Welford), mergeable. Merging is exact in
// count and extremes; in mean and variance it is exact up to rounding, so results that must be the same bytes
// for any order are tallied in one order (job order), never merged in order of arrival. Source: Welford 1962;
// third moment after Pébay, Sandia SAND2008-6212.

export class Tally {
  #count = 0;
  #mean = 0;
  #squares = 0;
  #cubes = 0;
  #min = Number.POSITIVE_INFINITY;
  #max = Number.NEGATIVE_INFINITY;

  static of(values: Iterable<number>): Tally {
    const tally = new Tally();
    for (const value of values) tally.add(value);
    return tally;
  }

  add(value: number): void {
    const before = this.#count;
    const count = before + 1;
    const delta = value - this.#mean;
    const step = delta / count;
    const term = delta * step * before;
    this.#count = count;
    this.#mean += step;
    this.#cubes += term * step * (count - 2) - 3 * step * this.#squares;
    this.#squares += term;
    if (value < this.#min) this.#min = value;
    if (value > this.#max) this.#max = value;
  }

  merge(other: Tally): void {
    if (other.#count === 0) return;
    const [a, b] = [this.#count, other.#count];
    const count = a + b;
    const delta = other.#mean - this.#mean;
    const squares = this.#squares + other.#squares + (delta * delta * a * b) / count;
    this.#cubes +=
      other.#cubes +
      (delta * delta * delta * a * b * (a - b)) / (count * count) +
      (3 * delta * (a * other.#squares - b * this.#squares)) / count;
    this.#squares = squares;
    this.#mean += (delta * b) / count;
    this.#count = count;
    this.#min = Math.min(this.#min, other.#min);
    this.#max = Math.max(this.#max, other.#max);
  }

  get count(): number {
    return this.#count;
  }
  /** Undefined for an empty sample, as are the extremes. */
  get mean(): number | undefined {
    return this.#count > 0 ? this.#mean : undefined;
  }
  /** With n - 1 in the denominator; undefined below two values. */
  get variance(): number | undefined {
    return this.#count > 1 ? this.#squares / (this.#count - 1) : undefined;
  }
  /** Third central moment over the standard deviation cubed; undefined when all values are equal. */
  get skewness(): number | undefined {
    if (this.#count < 3 || this.#squares <= 0) return undefined;
    const variance = this.#squares / this.#count;
    return this.#cubes / this.#count / (variance * Math.sqrt(variance));
  }
  get min(): number | undefined {
    return this.#count > 0 ? this.#min : undefined;
  }
  get max(): number | undefined {
    return this.#count > 0 ? this.#max : undefined;
  }
}
