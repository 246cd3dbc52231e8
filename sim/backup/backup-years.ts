// Backups as seen over years: for how long none could have been restored, and how old the newest point was that
// could. Told when conditions change, asked at any time after; between two changes everything is in closed form.
// Leaves out: without shipped log, that a bad copy makes the newest point older, and that copies begun before the
// vault was back in reach are not made.

import type { CounterDraws } from "../kernel/random.ts";
import { BadRuns } from "./bad-runs.ts";
import { KeptCopies } from "./kept-copies.ts";
import { type Arrivals, area, SawTooth } from "./saw-tooth.ts";
import type { Schedule } from "./schedule.ts";

export interface BackupYearsParts {
  readonly full: Arrivals;
  /** Increments and shipped log. */
  readonly others: readonly Arrivals[];
  readonly keep: number;
  /** That a run leaves a copy that cannot be restored, and nobody notices. */
  readonly silentFailure: number;
  readonly verify: Schedule | undefined;
  readonly draws: CounterDraws;
}

/** Since the start of the run. */
export interface BackupTotals {
  /** µs without a copy that could have been restored. */
  readonly withoutValid: number;
  /** Integral over time of the age of the newest point that had arrived, µs²: its mean age times the time. */
  readonly age: number;
}

/** Periods before the start from which on bad copies are followed, so that their past is there. */
const BEFORE = 4;

export class BackupYears {
  readonly #copies: KeptCopies;
  readonly #sawTooth: SawTooth;
  #now = 0;
  #isAble = true;
  #isInReach = true;
  /** The newest point when the way to the vault was lost. */
  #frozenAt = 0;
  #withoutBefore: number;
  #without = 0;
  #age = 0;

  constructor({ full, others, keep, silentFailure, verify, draws }: BackupYearsParts) {
    this.#sawTooth = new SawTooth([full, ...others]);
    const { schedule, takes } = full;
    const start = -BEFORE * Math.max(keep * schedule.period, verify?.period ?? 0);
    const bad = new BadRuns(silentFailure, draws, schedule.numberBefore(start - takes));
    this.#copies = new KeptCopies({ full: schedule, takes, keep, bad, verify }, start);
    this.#copies.advance(0);
    this.#withoutBefore = this.#copies.without;
  }

  /**
   * From `now` on: `isAble` = the primary can send copies and log to the vault; `isInReach` = what lies there could
   * be fetched.
   */
  changed(
    now: number,
    { isAble, isInReach }: { readonly isAble: boolean; readonly isInReach: boolean },
  ): void {
    if (isAble === this.#isAble && isInReach === this.#isInReach) return;
    this.#advance(now);
    if (!isAble && this.#isAble) this.#frozenAt = this.#sawTooth.newest(now);
    this.#copies.setAble(isAble);
    this.#isAble = isAble;
    this.#isInReach = isInReach;
  }

  /** The vault and everything in it is gone; there is a new one when it is next in reach. */
  destroyed(now: number): void {
    this.#advance(now);
    this.#copies.destroyed();
  }

  /** Something could be restored; `now` not before any other time it was told. */
  isValid(now: number): boolean {
    return this.#isInReach && this.isAnyGood(now);
  }

  /** One of the copies that are kept is good, whoever can reach it. */
  isAnyGood(now: number): boolean {
    this.#advance(now);
    return this.#copies.isAnyGood;
  }

  /** When the newest good full copy was begun; of no meaning while there is none. */
  newestGood(now: number): number {
    this.#advance(now);
    return this.#copies.newestGood;
  }

  totals(now: number): BackupTotals {
    this.#advance(now);
    return { withoutValid: this.#without, age: this.#age };
  }

  #advance(now: number): void {
    const from = this.#now;
    if (now <= from) return;
    this.#now = now;
    this.#copies.advance(now);
    const withoutCopy = this.#copies.without - this.#withoutBefore;
    this.#withoutBefore = this.#copies.without;
    this.#without += this.#isInReach ? withoutCopy : now - from;
    this.#age += this.#isAble ? this.#sawTooth.age(from, now) : area(from, now, this.#frozenAt);
  }
}

/** Between two looks `µs` apart. */
export const meanAge = (from: BackupTotals, to: BackupTotals, micros: number): number =>
  micros > 0 ? (to.age - from.age) / micros : 0;
