// Something that happens every period, since long before the run began: a full copy, a shipment of log. The phase is
// drawn; occurrences before the start of the run count, too. They are numbered; number 0 is the first one in the run.

import type { Duration } from "../quantity/time.ts";

export class Schedule {
  readonly period: Duration;
  readonly #phase: number;

  /** `draw` in (0, 1). */
  constructor(period: Duration, draw: number) {
    this.period = period;
    this.#phase = Math.floor(draw * period);
  }

  /** µs of the run; negative = before it. */
  at(number: number): number {
    return this.#phase + number * this.period;
  }
  /** The number of the last occurrence at or before `t`. */
  numberBefore(t: number): number {
    return Math.floor((t - this.#phase) / this.period);
  }
  /** The number of the first occurrence at or after `t`. */
  numberFrom(t: number): number {
    return Math.ceil((t - this.#phase) / this.period);
  }
  /** The last occurrence at or before `t`, µs; negative = before the run. */
  lastBefore(t: number): number {
    return this.at(this.numberBefore(t));
  }
}
