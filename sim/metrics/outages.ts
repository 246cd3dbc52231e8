// Outages, found while the served share goes by stretch after stretch, in a drill as over years: one lasts from the
// first instant below the level until the start of the first time of `stableFor` above it. Remembers nothing but the
// one that is open.

export interface Level {
  readonly share: number;
  /** µs. */
  readonly stableFor: number;
}

export class Outages {
  readonly #level: Level;
  readonly #ended: (start: number, end: number) => void;
  #start: number | undefined;
  #aboveSince: number | undefined;

  constructor(level: Level, ended: (start: number, end: number) => void) {
    this.#level = level;
    this.#ended = ended;
  }

  /** When the one that is not over yet began. */
  get openSince(): number | undefined {
    return this.#start;
  }

  /** In [from, to) this share is served, µs; `from` is where the last stretch ended. */
  add(from: number, to: number, share: number): void {
    if (share < this.#level.share - 1e-9) {
      this.#start ??= from;
      this.#aboveSince = undefined;
    } else if (this.#start !== undefined) {
      this.#aboveSince ??= from;
      if (to - this.#aboveSince >= this.#level.stableFor) this.#close(this.#aboveSince);
    }
  }

  /** Above the level again since then, and not yet for long enough. */
  get aboveSince(): number | undefined {
    return this.#aboveSince;
  }

  /** Nothing comes after: one that is open ends at `end`; Infinity = it is not over. */
  close(end: number): void {
    if (this.#start !== undefined) this.#close(end);
  }

  #close(end: number): void {
    const start = this.#start as number;
    this.#start = this.#aboveSince = undefined;
    this.#ended(start, end);
  }
}
