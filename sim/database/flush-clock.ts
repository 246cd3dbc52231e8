// Group commit as a recurrence: one flush at a time; what is appended while one runs joins the next, which
// begins when it ends. So the instant of durability is known when a record arrives, and no event is needed.
// Leaves out: the bandwidth of the disk, checkpoints. Source: PostgreSQL's WALWriteLock behaviour; commit_delay
// is 0.

export class FlushClock {
  #runningUntil = Number.NEGATIVE_INFINITY;
  /** End of the flush that begins when the running one ends; -Infinity = nobody waits for it. */
  #nextUntil = Number.NEGATIVE_INFINITY;
  readonly #draw: () => number;
  /** How many times as long as usual a flush takes. */
  #pace = 1;

  /** `draw`: duration of one flush, real µs. */
  constructor(draw: () => number) {
    this.#draw = draw;
  }

  /** When a record that is there at `at` is durable. Called in order of time. */
  durableAt(at: number): number {
    if (at >= this.#runningUntil && this.#nextUntil > this.#runningUntil)
      this.#runningUntil = this.#nextUntil;
    if (at >= this.#runningUntil) {
      this.#runningUntil = this.#nextUntil = at + this.#draw() * this.#pace;
      return this.#runningUntil;
    }
    if (this.#nextUntil <= this.#runningUntil)
      this.#nextUntil = this.#runningUntil + this.#draw() * this.#pace;
    return this.#nextUntil;
  }

  /**
   * Takes plans back to a flush that counts: who is there before it begins goes with it, who comes later does
   * not.
   */
  rewindInto(begin: number, end: number): void {
    this.#runningUntil = begin;
    this.#nextUntil = end;
  }
  /** Takes plans back: the last flush that counts ended, or will end, at `until`. */
  rewindTo(until: number): void {
    this.#runningUntil = this.#nextUntil = until;
  }

  /** From `now` on a flush takes so many times as long as usual; of the running one what is left does. */
  setPace(pace: number, now: number): void {
    const ratio = pace / this.#pace;
    this.#pace = pace;
    this.#runningUntil = stretched(this.#runningUntil, now, ratio);
    this.#nextUntil = stretched(this.#nextUntil, now, ratio);
  }
}

/** What is left at `now` until `at`, so many times as long; what is over stays. */
export const stretched = (at: number, now: number, ratio: number): number =>
  at > now ? now + (at - now) * ratio : at;
