// What routing believes of one line, which is what it last noticed: later than it happened, and nothing good of one
// that flaps.

import type { CounterDraws } from "../kernel/random.ts";
import { type DampingTerms, FlapDamping } from "./flap-damping.ts";
import type { Notice } from "./link-notice.ts";
import type { LinkSpec, Wire } from "./wires.ts";

export class LinkWatch {
  readonly #wires: readonly [Wire, Wire];
  readonly #notice: Notice;
  readonly #damping: FlapDamping | undefined;
  readonly #draws: CounterDraws | undefined;
  #falls = 0;

  constructor(
    wires: readonly [Wire, Wire],
    terms: {
      readonly notice: Notice;
      readonly damping: DampingTerms | undefined;
      /** Where in its span a fall is noticed; at the end without them. */
      readonly draws: CounterDraws | undefined;
    },
  ) {
    this.#wires = wires;
    this.#notice = terms.notice;
    this.#damping = terms.damping && new FlapDamping(terms.damping);
    this.#draws = terms.draws;
  }

  get link(): LinkSpec {
    return this.#wires[0].link;
  }

  /** The line has changed: after so many µs routing looks at it. */
  noticesAfter(now: number): number {
    if (this.#isUp) return this.#notice.rise;
    this.#damping?.fell(now);
    const { from, to } = this.#notice.fall;
    if (from === to || !this.#draws) return to;
    return Math.round(from + this.#draws.draw(this.#falls++) * (to - from));
  }

  /** Routing looks at it. Returns when it looks again at a line that it does not trust yet, µs; `now` = it need not. */
  look(now: number): number {
    const usableFrom = this.#isUp ? (this.#damping?.usableFrom(now) ?? now) : now;
    for (const wire of this.#wires) wire.isTrusted = wire.isUp && usableFrom <= now;
    return usableFrom;
  }

  get #isUp(): boolean {
    return this.#wires.every((wire) => wire.isUp);
  }
}
