// A line that goes up and down is not trusted: every fall adds a penalty, which halves in a fixed time; above one mark
// the line is suppressed, below a lower one it is used again. Source: RFC 2439; the defaults of IOS.

import { exp, LN2, log } from "../kernel/arithmetic.ts";

export interface DampingTerms {
  /** µs. */
  readonly halfLife: number;
  readonly penalty: number;
  readonly suppress: number;
  readonly reuse: number;
  /** No line is suppressed for longer, µs. */
  readonly longest: number;
}

export class FlapDamping {
  readonly #terms: DampingTerms;
  #penalty = 0;
  /** When the penalty was that. */
  #at = 0;
  #isSuppressed = false;

  constructor(terms: DampingTerms) {
    this.#terms = terms;
  }

  fell(now: number): void {
    const { penalty, suppress } = this.#terms;
    this.#penalty = Math.min(this.#penaltyAt(now) + penalty, this.#most);
    this.#at = now;
    if (this.#penalty >= suppress) this.#isSuppressed = true;
  }

  /** From then on it may be used, µs; `now` if it may be used now. */
  usableFrom(now: number): number {
    if (!this.#isSuppressed) return now;
    const { reuse } = this.#terms;
    const left = log(this.#penaltyAt(now) / reuse) * (this.#terms.halfLife / LN2);
    if (left > 0) return now + Math.ceil(left);
    this.#isSuppressed = false;
    return now;
  }

  /** A higher one would take longer than the longest suppression to decay. */
  get #most(): number {
    const { reuse, longest, halfLife } = this.#terms;
    return reuse * exp((longest / halfLife) * LN2);
  }
  #penaltyAt(now: number): number {
    return this.#penalty * exp(-((now - this.#at) / this.#terms.halfLife) * LN2);
  }
}
