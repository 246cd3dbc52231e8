// A full copy of a database over one stream: so many bytes at the rate that sharing leaves it, in the long run. Leaves
// out: how its connection comes up to that rate, seconds of hours.

export class FullCopy {
  /** Bytes per µs that the disks of both ends allow. */
  readonly diskRate: number;
  /** When it ends, real µs; -Infinity = there is none (any more), Infinity = not as things are. */
  endsAt = Number.NEGATIVE_INFINITY;
  #left: number;
  #since = 0;

  constructor(bytes: number, diskRate: number) {
    this.#left = bytes;
    this.diskRate = diskRate;
  }

  get isRunning(): boolean {
    return this.#left > 0;
  }

  /** From `now` on at this rate, but not before the connection is `free`. */
  plan(now: number, free: number, rate: number): void {
    this.#since = now;
    this.endsAt = rate > 0 ? Math.max(now, free) + this.#left / rate : Number.POSITIVE_INFINITY;
  }

  /** What has been copied by `now` at this rate is done. */
  advance(now: number, free: number, rate: number): void {
    const begun = Math.max(this.#since, free);
    this.#left = Math.max(1, this.#left - Math.max(0, now - begun) * rate);
    this.#since = now;
    this.endsAt = Number.POSITIVE_INFINITY;
  }

  finish(): void {
    this.#left = 0;
    this.endsAt = Number.NEGATIVE_INFINITY;
  }
}
