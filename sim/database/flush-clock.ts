// Group commit as a recurrence: one flush at a time; what is appended while one runs joins the next, which begins when
// it ends and its leader has been woken. So the instant of durability is known when a record arrives, and no event is
// needed. Leaves out: the bandwidth of the disk, checkpoints, who comes between two flushes and finds the lock free.
// Source: PostgreSQL's WALWriteLock behaviour (XLogFlush, LWLockAcquireOrWait); commit_delay is 0.

export class FlushClock {
  /** Of the latest flush that is foreseen; what is there before it begins goes with it. */
  #begins = Number.NEGATIVE_INFINITY;
  #ends = Number.NEGATIVE_INFINITY;
  readonly #draw: () => number;
  /** How many times as long as usual a flush takes. */
  #pace = 1;

  /** `draw`: duration of one flush, real µs. */
  constructor(draw: () => number) {
    this.#draw = draw;
  }

  /** When the flush begins that the record asked for last goes with. */
  get begins(): number {
    return this.#begins;
  }

  /**
   * When a record that is there at `at` is durable. Called in order of time. A flush begins so much after the one
   * before it, or, where none runs, after the record: real µs.
   */
  durableAt(at: number, afterFlush = 0, afterRecord = 0): number {
    if (at < this.#begins) return this.#ends;
    this.#begins = at >= this.#ends ? at + afterRecord : this.#ends + afterFlush;
    this.#ends = this.#begins + this.#draw() * this.#pace;
    return this.#ends;
  }

  /**
   * Takes plans back to a flush that counts: who is there before it begins goes with it, who comes later does
   * not.
   */
  rewindInto(begin: number, end: number): void {
    this.#begins = begin;
    this.#ends = end;
  }
  /** Takes plans back: the last flush that counts ended, or will end, at `until`. */
  rewindTo(until: number): void {
    this.#begins = Number.NEGATIVE_INFINITY;
    this.#ends = until;
  }

  /** From `now` on a flush takes so many times as long as usual; of the running one what is left does. */
  setPace(pace: number, now: number): void {
    const ratio = pace / this.#pace;
    this.#pace = pace;
    this.#begins = stretched(this.#begins, now, ratio);
    this.#ends = stretched(this.#ends, now, ratio);
  }
}

/** What is left at `now` until `at`, so many times as long; what is over stays. */
export const stretched = (at: number, now: number, ratio: number): number =>
  at > now ? now + (at - now) * ratio : at;
