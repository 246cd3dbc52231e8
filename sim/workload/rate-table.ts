// A load curve that repeats: equal slots with a constant rate each. One slot is a constant load. What was offered
// up to an instant, and when so much will have been offered, follow from sums over slots, however far away.

import type { LoadCurve } from "../cluster/demand.ts";
import type { SteppedCurve } from "./change-of-time.ts";

export class RateTable implements SteppedCurve {
  /** µs, and how many of them make a period. */
  readonly slot: number;
  readonly slots: number;
  readonly #rates: Float64Array;
  readonly #start: number;
  /** Writes offered before each slot of a period, and in the whole of it. */
  readonly #before: Float64Array;
  /** Writes between the begin of a period and the start of the run. */
  readonly #offset: number;
  /** By threshold: how many slots after each one the rate first exceeds it; -1 = never. */
  readonly #over = new Map<number, Int32Array>();
  readonly peak: number;

  /** `rates` in writes per µs; the run begins `start` µs into the period. */
  constructor(rates: readonly number[], slot: number, start: number) {
    this.#rates = Float64Array.from(rates);
    this.slots = rates.length;
    this.slot = slot;
    this.#start = start;
    this.#before = new Float64Array(rates.length + 1);
    this.peak = 0;
    for (let i = 0; i < rates.length; i++) {
      const rate = rates[i] as number;
      this.#before[i + 1] = (this.#before[i] as number) + rate * slot;
      if (rate > this.peak) this.peak = rate;
    }
    this.#offset = this.#sinceEpoch(start);
  }

  static constant(rate: number): RateTable {
    return new RateTable([rate], 1e15, 0);
  }

  get period(): number {
    return this.slots > 1 ? this.slots * this.slot : 0;
  }

  rateAt(t: number): number {
    const { length } = this.#rates;
    const slot = Math.floor((t + this.#start) / this.slot) % length;
    return this.#rates[slot < 0 ? slot + length : slot] as number;
  }

  expected(from: number, to: number): number {
    if (to - from > this.#rates.length * this.slot) return this.cumulative(to) - this.cumulative(from);
    let sum = 0;
    let at = from;
    while (at < to) {
      const end = Math.min(to, this.slotEnd(at));
      sum += this.rateAt(at) * (end - at);
      at = end;
    }
    return sum;
  }

  /** The instant at which `amount` more writes have been offered since `t`. */
  past(t: number, amount: number): number {
    let at = t;
    let left = amount;
    for (let slots = 0; slots <= 2 * this.#rates.length; ) {
      const rate = this.rateAt(at);
      const end = this.slotEnd(at);
      if (rate * (end - at) >= left) return at + left / rate;
      left -= rate * (end - at);
      slots = rate > 0 ? 0 : slots + 1;
      at = end;
    }
    return Number.POSITIVE_INFINITY;
  }

  cumulative(t: number): number {
    return this.#sinceEpoch(t + this.#start) - this.#offset;
  }

  reaches(amount: number): number {
    const { length } = this.#rates;
    const total = this.#before[length] as number;
    if (total <= 0) return Number.POSITIVE_INFINITY;
    const wanted = amount + this.#offset;
    let periods = Math.floor(wanted / total);
    let rest = wanted - periods * total;
    if (rest >= total) {
      periods++;
      rest = 0;
    }
    let low = 0;
    let high = length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#before[middle] as number) <= rest) low = middle;
      else high = middle - 1;
    }
    // The last slot that begins with no more than this has a rate: it ends with more.
    const within = (rest - (this.#before[low] as number)) / (this.#rates[low] as number);
    return (periods * length + low) * this.slot + within - this.#start;
  }

  changesAfter(t: number): number {
    return this.#rates.length === 1 ? Number.POSITIVE_INFINITY : this.slotEnd(t);
  }

  nextAbove(rate: number, t: number): number {
    if (this.peak <= rate) return Number.POSITIVE_INFINITY;
    const { length } = this.#rates;
    const slots = Math.floor((t + this.#start) / this.slot);
    const slot = ((slots % length) + length) % length;
    const ahead = this.#slotsUntilAbove(rate)[slot] as number;
    return ahead === 0 ? t : (slots + ahead) * this.slot - this.#start;
  }

  multipleOf(other: LoadCurve): number | undefined {
    if (!(other instanceof RateTable) || this.slot !== other.slot || this.#start !== other.#start)
      return undefined;
    if (this.#rates.length !== other.#rates.length || other.peak <= 0) return undefined;
    const factor = this.peak / other.peak;
    const isSame = this.#rates.every(
      (rate, i) => Math.abs(rate - factor * (other.#rates[i] as number)) <= 1e-12 * this.peak,
    );
    return isSame ? factor : undefined;
  }

  /** Writes between the begin of some period and `t`. */
  #sinceEpoch(t: number): number {
    const { length } = this.#rates;
    const slots = Math.floor(t / this.slot);
    const periods = Math.floor(slots / length);
    const slot = slots - periods * length;
    return (
      periods * (this.#before[length] as number) +
      (this.#before[slot] as number) +
      (this.#rates[slot] as number) * (t - slots * this.slot)
    );
  }

  #slotsUntilAbove(rate: number): Int32Array {
    const known = this.#over.get(rate);
    if (known) return known;
    const { length } = this.#rates;
    const found = new Int32Array(length).fill(-1);
    for (let i = 2 * length - 1; i >= 0; i--) {
      const next = found[(i + 1) % length] as number;
      if ((this.#rates[i % length] as number) > rate) found[i % length] = 0;
      else if (next >= 0) found[i % length] = next + 1;
    }
    if (this.#over.size > 256) this.#over.clear();
    this.#over.set(rate, found);
    return found;
  }

  /** Until when the rate at `t` lasts. */
  slotEnd(t: number): number {
    const end = (Math.floor((t + this.#start) / this.slot) + 1) * this.slot - this.#start;
    return end > t ? end : end + this.slot;
  }
}
