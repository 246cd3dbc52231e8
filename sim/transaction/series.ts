// A growing column of numbers addressed by record number: instants of one stage, ends of records. Old entries retire
// from the front, entries that were only planned are taken back from the end. Ascending wherever it is searched.

export class Series {
  #values: Float64Array;
  #first: number;
  #count = 0;

  constructor(first: number, capacity = 1 << 10) {
    this.#first = first;
    this.#values = new Float64Array(capacity);
  }

  /** Number of the oldest entry kept. */
  get first(): number {
    return this.#first;
  }
  /** One past the number of the newest entry. */
  get end(): number {
    return this.#first + this.#count;
  }

  /** NaN outside [first, end). */
  at(index: number): number {
    const offset = index - this.#first;
    return offset >= 0 && offset < this.#count ? (this.#values[offset] as number) : Number.NaN;
  }

  push(value: number): void {
    if (this.#count === this.#values.length) this.#grow();
    this.#values[this.#count++] = value;
  }

  set(index: number, value: number): void {
    this.#values[index - this.#first] = value;
  }

  /** Number of the first entry above `limit`; `end` if there is none. */
  firstAbove(limit: number): number {
    const values = this.#values;
    let high = this.#count;
    if (high === 0 || (values[high - 1] as number) <= limit) return this.#first + high;
    // What is asked for is nearly always near the end: gallop backwards, then halve.
    let step = 1;
    let low = high - 1;
    while (low > 0 && (values[low - 1] as number) > limit) {
      high = low;
      low = low > step ? low - step : 0;
      step *= 2;
    }
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((values[middle] as number) <= limit) low = middle + 1;
      else high = middle;
    }
    return this.#first + low;
  }

  /** Forgets `index` and everything after it. */
  truncate(index: number): void {
    this.#count = Math.max(0, Math.min(this.#count, index - this.#first));
  }

  /** Drops what lies before `index`; moves memory only when half of it is free. */
  retire(index: number): void {
    const drop = Math.min(this.#count, index - this.#first);
    if (drop <= 0 || drop * 2 < this.#count) return;
    this.#values.copyWithin(0, drop, this.#count);
    this.#first += drop;
    this.#count -= drop;
  }

  /** Begins anew, empty, at `index`. */
  reset(index: number): void {
    this.#first = index;
    this.#count = 0;
  }

  /** A copy of [from, to). */
  slice(from: number, to: number): Series {
    const copy = new Series(from, Math.max(16, to - from));
    for (let i = from; i < to; i++) copy.push(this.at(i));
    return copy;
  }

  #grow(): void {
    const larger = new Float64Array(this.#values.length * 2);
    larger.set(this.#values);
    this.#values = larger;
  }
}
