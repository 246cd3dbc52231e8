// A load curve that repeats: equal slots with a constant rate each. One slot is a constant load. Arrivals by
// change of time: the n-th write comes when the curve has offered u(n), with u counting 1, 2, 3 … or summing
// unit exponentials.

import type { ArrivalProcess, LoadCurve } from "../cluster/demand.ts";

export class RateTable implements LoadCurve {
  readonly #rates: Float64Array;
  readonly #slot: number;
  readonly #start: number;

  /** `rates` in writes per µs; the run begins `start` µs into the period. */
  constructor(rates: readonly number[], slot: number, start: number) {
    this.#rates = Float64Array.from(rates);
    this.#slot = slot;
    this.#start = start;
  }

  static constant(rate: number): RateTable {
    return new RateTable([rate], 1e15, 0);
  }

  rateAt(t: number): number {
    const { length } = this.#rates;
    const slot = Math.floor((t + this.#start) / this.#slot) % length;
    return this.#rates[slot < 0 ? slot + length : slot] as number;
  }

  expected(from: number, to: number): number {
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

  /** Until when the rate at `t` lasts. */
  slotEnd(t: number): number {
    const end = (Math.floor((t + this.#start) / this.#slot) + 1) * this.#slot - this.#start;
    return end > t ? end : end + this.#slot;
  }
}

export class ChangeOfTime implements ArrivalProcess {
  nextAt: number;
  readonly #curve: RateTable;
  readonly #step: () => number;
  /** The slot in which the next write lies: its mean gap, and its end. */
  #gap = 0;
  #slotEnd = Number.NEGATIVE_INFINITY;

  /** `step`: how much demand lies between two writes; the first one comes after a part of it. */
  constructor(curve: RateTable, step: () => number, first: number) {
    this.#curve = curve;
    this.#step = step;
    this.nextAt = curve.past(0, first);
    this.#enterSlot();
  }

  take(): void {
    const step = this.#step();
    const at = this.nextAt + step * this.#gap;
    if (at <= this.#slotEnd) {
      this.nextAt = at;
      return;
    }
    this.nextAt = this.#curve.past(this.nextAt, step);
    this.#enterSlot();
  }

  skipTo(t: number): void {
    if (t <= this.nextAt) return;
    this.nextAt = this.#curve.past(t, this.#step());
    this.#enterSlot();
  }

  takeUntil(until: number, most: number): number {
    const step = this.#step;
    const gap = this.#gap;
    let at = this.nextAt;
    let taken = 0;
    while (at <= until && taken < most) {
      taken++;
      const amount = step();
      const next = at + amount * gap;
      if (next > this.#slotEnd) {
        this.nextAt = this.#curve.past(at, amount);
        this.#enterSlot();
        return taken + (this.nextAt <= until ? this.takeUntil(until, most - taken) : 0);
      }
      at = next;
    }
    this.nextAt = at;
    return taken;
  }

  #enterSlot(): void {
    this.#gap = 1 / this.#curve.rateAt(this.nextAt);
    this.#slotEnd = this.#curve.slotEnd(this.nextAt);
  }
}
