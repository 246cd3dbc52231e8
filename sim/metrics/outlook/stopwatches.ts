// For how long each of a few conditions held. A condition is told whenever it may have changed.

export class Stopwatches {
  readonly #since: Float64Array;
  readonly #total: Float64Array;

  constructor(count: number) {
    this.#since = new Float64Array(count).fill(-1);
    this.#total = new Float64Array(count);
  }

  /** From `now` on it holds, or not; µs. */
  set(which: number, now: number, holds: boolean): void {
    const since = this.#since[which] as number;
    if (holds) {
      if (since < 0) this.#since[which] = now;
    } else if (since >= 0) {
      this.#total[which] = (this.#total[which] as number) + now - since;
      this.#since[which] = -1;
    }
  }

  isOn(which: number): boolean {
    return (this.#since[which] as number) >= 0;
  }

  /** µs up to `now`. */
  total(which: number, now: number): number {
    const since = this.#since[which] as number;
    return (this.#total[which] as number) + (since >= 0 ? now - since : 0);
  }
}
