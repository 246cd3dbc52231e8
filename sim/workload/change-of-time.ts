// Arrivals by change of time: the n-th write comes when the curve has offered u(n), with u counting 1, 2, 3 … or
// summing unit exponentials. So both data planes have the same demand by construction.

import type { ArrivalProcess, LoadCurve } from "../cluster/demand.ts";

/** A load curve whose rate stands still within each slot. */
export interface SteppedCurve extends LoadCurve {
  /** The instant at which `amount` more writes have been offered since `t`; Infinity = never. */
  past(t: number, amount: number): number;
  /** Until when the rate at `t` lasts. */
  slotEnd(t: number): number;
}

export class ChangeOfTime implements ArrivalProcess {
  nextAt: number;
  readonly dispersion: number;
  readonly #curve: SteppedCurve;
  readonly #step: () => number;
  /** The slot in which the next write lies: its mean gap, and its end. */
  #gap = 0;
  #slotEnd = Number.NEGATIVE_INFINITY;

  /**
   * `step`: how much demand lies between two writes, a unit exponential unless `dispersion` says otherwise; the first
   * one comes after a part of it.
   */
  constructor(curve: SteppedCurve, step: () => number, first: number, dispersion = 1) {
    this.dispersion = dispersion;
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
