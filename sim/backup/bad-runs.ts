// Which runs of a backup reported success and left a copy that cannot be restored: each with the same chance. The
// gaps between them are drawn, not the runs, so that years of good ones cost nothing.

import { log, log1p } from "../kernel/arithmetic.ts";
import type { CounterDraws } from "../kernel/random.ts";

export class BadRuns {
  readonly #chance: number;
  readonly #draws: CounterDraws;
  #gaps = 0;
  #next: number;

  /** From run `first` on. */
  constructor(chance: number, draws: CounterDraws, first: number) {
    this.#chance = chance;
    this.#draws = draws;
    this.#next = first - 1;
    this.#advance();
  }

  /** The first bad run from `number` on, Infinity = none; asked in ascending order. */
  from(number: number): number {
    while (this.#next < number) this.#advance();
    return this.#next;
  }

  /** Good runs before the next bad one: geometric. */
  #advance(): void {
    if (this.#chance <= 0) this.#next = Number.POSITIVE_INFINITY;
    else if (this.#chance >= 1) this.#next++;
    else this.#next += 1 + Math.floor(log(this.#draws.draw(this.#gaps++)) / log1p(-this.#chance));
  }
}
