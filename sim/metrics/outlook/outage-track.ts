// Outages as they happen: the same definition as in a drill (share-track.ts), but stretch by stretch and
// without memory. From the first instant below the level until the start of the first stretch of `stableFor`
// above it.

export type OutageListener = (start: number, end: number) => void;

export class OutageTrack {
  readonly #level: number;
  readonly #stableFor: number;
  readonly #listener: OutageListener;
  #start = -1;
  #aboveSince = -1;

  constructor(level: { readonly share: number; readonly stableFor: number }, listener: OutageListener) {
    this.#level = level.share - 1e-9;
    this.#stableFor = level.stableFor;
    this.#listener = listener;
  }

  /** One that is not known to be over began then; -1 = there is none. */
  get openSince(): number {
    return this.#start;
  }

  /** Stretches come in order and leave no gap; µs. */
  stretch(from: number, to: number, share: number): void {
    if (share < this.#level) {
      if (this.#start < 0) this.#start = from;
      this.#aboveSince = -1;
    } else if (this.#start >= 0) {
      if (this.#aboveSince < 0) this.#aboveSince = from;
      if (to - this.#aboveSince >= this.#stableFor) this.#close(this.#aboveSince);
    }
  }

  /** Nothing follows: one that is open ends where service came back, or lasts until `at`. */
  finish(at: number): void {
    if (this.#start >= 0) this.#close(this.#aboveSince >= 0 ? this.#aboveSince : at);
  }

  #close(end: number): void {
    const start = this.#start;
    this.#start = -1;
    this.#aboveSince = -1;
    this.#listener(start, end);
  }
}
