// Something that happens every period, since long before the run began: a full copy, a shipment of log. The phase is
// drawn; occurrences before the start of the run count, too.

import type { Duration } from "../quantity/time.ts";

export class Schedule {
  readonly #period: Duration;
  readonly #phase: number;

  /** `draw` in (0, 1). */
  constructor(period: Duration, draw: number) {
    this.#period = period;
    this.#phase = Math.floor(draw * period);
  }

  /** The last occurrence at or before `t`, µs; negative = before the run. */
  lastBefore(t: number): number {
    return this.#phase + Math.floor((t - this.#phase) / this.#period) * this.#period;
  }
}
