// Mean and maximum over time of a signal that is constant between changes (a queue, a number of attached standbys).
// Time is given by the caller, in whole microseconds; the signal has no value before its first change.

export class TimeWeighted {
  #since: number;
  #value: number;
  #area = 0;
  #max: number;
  readonly #begin: number;

  constructor(begin: number, value: number) {
    this.#begin = begin;
    this.#since = begin;
    this.#value = value;
    this.#max = Number.NEGATIVE_INFINITY;
  }

  /**
   * From `at` on the signal is `value`. Several changes at one instant: the last one holds, and none leaves a
   * trace.
   */
  set(at: number, value: number): void {
    if (at < this.#since) throw new RangeError(`a signal cannot change at ${at}, before ${this.#since}`);
    if (at > this.#since) this.#max = Math.max(this.#max, this.#value);
    this.#area += this.#value * (at - this.#since);
    this.#since = at;
    this.#value = value;
  }

  get value(): number {
    return this.#value;
  }

  /** Value × time from the begin to `until`. */
  area(until: number): number {
    if (until < this.#since) throw new RangeError(`the signal changed at ${this.#since}, after ${until}`);
    return this.#area + this.#value * (until - this.#since);
  }

  /** Undefined over an empty interval. */
  mean(until: number): number | undefined {
    return until > this.#begin ? this.area(until) / (until - this.#begin) : undefined;
  }

  /** Of the values that lasted; undefined over an empty interval. */
  max(until: number): number | undefined {
    if (until <= this.#begin) return undefined;
    return until > this.#since ? Math.max(this.#max, this.#value) : this.#max;
  }
}
