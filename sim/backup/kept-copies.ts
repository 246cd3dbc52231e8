// Whether any of the full copies that are kept can be restored, over years. A run that is due while the vault is out
// of reach, or is cut off, is not made and is seen to be missing; one that fails silently leaves a bad copy. A
// verification finds it, and another copy is made at once. The latest copies are kept; good ones before them are
// gone. Time is skipped from one bad run to the next: nothing happens at a good one. Leaves out: bad copies among
// older ones while the newest is good, bad increments and log, a copy made on demand that fails.

import type { BadRuns } from "./bad-runs.ts";
import type { Schedule } from "./schedule.ts";

const NEVER = Number.POSITIVE_INFINITY;

export interface KeptCopiesParts {
  readonly full: Schedule;
  /** µs that a copy takes. */
  readonly takes: number;
  /** As many of the latest copies as there are. */
  readonly keep: number;
  readonly bad: Pick<BadRuns, "from">;
  /** Copies are tried out; undefined = never. */
  readonly verify: Schedule | undefined;
}

export class KeptCopies {
  readonly #parts: KeptCopiesParts;
  /** Everything up to here has been looked at. */
  #now: number;
  #isAble = true;
  /** The next scheduled run that may matter. */
  #nextRun: number;
  /** Newest copies in a row that are bad; the good ones before them are kept while these are fewer than `keep`. */
  #badInRow = 0;
  #hasGood = true;
  /** When a copy made on demand is or was begun: a bad one has been found. */
  #extra = NEVER;
  #newestGood: number;
  #without = 0;

  /** From `start` on, where everything was well. */
  constructor(parts: KeptCopiesParts, start: number) {
    this.#parts = parts;
    this.#now = start;
    this.#nextRun = parts.full.numberBefore(start - parts.takes) + 1;
    this.#newestGood = parts.full.at(this.#nextRun - 1);
  }

  /** One of the copies that are kept can be restored, where it has been advanced to. */
  get isAnyGood(): boolean {
    return this.#hasGood && this.#badInRow < this.#parts.keep;
  }
  /** µs without a good copy so far. */
  get without(): number {
    return this.#without;
  }
  /** When the newest good copy was begun; of no meaning while there is none. */
  get newestGood(): number {
    const { full, takes } = this.#parts;
    if (this.#badInRow > 0 || !this.#hasGood || !this.#isAble) return this.#newestGood;
    const last = full.numberBefore(this.#now - takes);
    return last >= this.#nextRun ? full.at(last) : this.#newestGood;
  }

  /** The way to the vault has been as it is since the last call, until `now`. */
  advance(now: number): void {
    const { full, takes, bad } = this.#parts;
    while (this.#now < now) {
      const isWell = this.#hasGood && this.#badInRow === 0;
      const run = isWell ? bad.from(this.#nextRun) : this.#nextRun;
      const made = this.#isAble && run < NEVER ? full.at(run) + takes : NEVER;
      const extra = this.#isAble ? this.#extra + takes : NEVER;
      const found = this.#nextVerification();
      const to = Math.min(now, made, extra, found);
      if (!this.isAnyGood) this.#without += to - this.#now;
      this.#now = to;
      if (to === extra) this.#good(this.#extra);
      else if (to === made) this.#made(run);
      else if (to === found) this.#extra = to;
    }
  }

  /** From where it has been advanced to, copies can be made, or not. */
  setAble(isAble: boolean): void {
    if (isAble === this.#isAble) return;
    this.#newestGood = this.newestGood;
    this.#isAble = isAble;
    if (!isAble) return;
    this.#nextRun = Math.max(this.#nextRun, this.#parts.full.numberFrom(this.#now));
    if (this.#extra < this.#now) this.#extra = this.#now;
  }

  /** All copies are gone, and everybody knows. */
  destroyed(): void {
    this.#hasGood = false;
    this.#badInRow = 0;
    this.#extra = this.#now;
    this.#nextRun = Math.max(this.#nextRun, this.#parts.full.numberFrom(this.#now));
  }

  /** Only one that finds something. */
  #nextVerification(): number {
    const { verify } = this.#parts;
    if (!verify || this.#badInRow === 0 || this.#extra < NEVER) return NEVER;
    return verify.at(verify.numberBefore(this.#now) + 1);
  }

  /** A scheduled run is over. */
  #made(run: number): void {
    const { full, bad } = this.#parts;
    if (bad.from(run) !== run) this.#good(full.at(run));
    else {
      if (this.#badInRow === 0 && run > this.#nextRun) this.#newestGood = full.at(run - 1);
      this.#badInRow++;
    }
    this.#nextRun = run + 1;
  }

  #good(begun: number): void {
    this.#newestGood = begun;
    this.#badInRow = 0;
    this.#hasGood = true;
    this.#extra = NEVER;
  }
}
