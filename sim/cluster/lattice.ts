// A periodic loop that costs nothing while its ticks change nothing: tick(n) = first + n × period + jitter(n).
// Who owns a lattice asks "which tick was last?" when a condition changes, instead of being called at every tick.
// The draws are counter-based, so any tick can be asked for, in any order.

import type { CounterDraws } from "../kernel/random.ts";
import type { Duration, Instant } from "../quantity/time.ts";

export class Lattice {
  readonly #first: number;
  readonly #period: number;
  readonly #jitterMax: number;
  readonly #draws: CounterDraws;

  /** The phase is drawn once, in [0, period). |jitter| < period / 4 keeps the ticks in order. */
  constructor(start: Instant, loop: { period: Duration; jitterMax?: Duration }, draws: CounterDraws) {
    this.#period = loop.period;
    this.#jitterMax = loop.jitterMax ?? 0;
    this.#draws = draws;
    this.#first = start + this.#jitterMax + Math.floor(draws.draw(-1) * loop.period);
  }

  tick(n: number): Instant {
    const jitter = this.#jitterMax === 0 ? 0 : Math.round((2 * this.#draws.draw(n) - 1) * this.#jitterMax);
    return (this.#first + n * this.#period + jitter) as Instant;
  }

  /** Number of the last tick at or before `t`; -1 before the first. */
  lastAt(t: Instant): number {
    let n = Math.floor((t - this.#first) / this.#period) + 1;
    while (n >= 0 && this.tick(n) > t) n--;
    return Math.max(n, -1);
  }

  /** The first tick at or after `t`. */
  next(t: Instant): Instant {
    return this.tick(this.lastAt((t - 1) as Instant) + 1);
  }
}
