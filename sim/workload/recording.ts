// Recorded arrivals, repeated without end. Which of them are writes, and whose, is drawn by their number, so that the
// populations split the recording among themselves and nobody's choice depends on another's. Where the load grows,
// some arrivals come twice, or more often.

import type { ArrivalProcess } from "../cluster/demand.ts";
import type { CounterDraws } from "../kernel/random.ts";
import type { SteppedCurve } from "./change-of-time.ts";
import { type Growth, growthFactors, periodsPerStep } from "./growth.ts";
import { loadTable } from "./load-table.ts";

/** How often each arrival comes, on average, by step of growth; the last one stays. */
export interface Copies {
  readonly factors: Float64Array;
  readonly lapsPerStep: number;
  readonly draws: CounterDraws;
}

export class Recording implements ArrivalProcess {
  nextAt = 0;
  readonly #instants: readonly number[];
  readonly #period: number;
  readonly #from: number;
  readonly #to: number;
  readonly #draws: CounterDraws;
  readonly #copies: Copies | undefined;
  #number: number;
  /** Of the arrival that is due, still to come. */
  #again = 0;

  /**
   * Takes those whose draw falls into [from, to). `skip`: transactions into the recording at which the run
   * begins.
   */
  constructor(
    instants: readonly number[],
    parts: { period: number; from: number; to: number; skip: number; draws: CounterDraws; copies?: Copies },
  ) {
    this.#instants = instants;
    this.#period = parts.period;
    this.#from = parts.from;
    this.#to = parts.to;
    this.#draws = parts.draws;
    this.#copies = parts.copies;
    this.#number = parts.skip - 1;
    this.#begin = instants[parts.skip] ?? 0;
    this.take();
  }

  readonly #begin: number;

  take(): void {
    if (this.#again > 0) {
      this.#again--;
      return;
    }
    do this.#number++;
    while (!this.#isMine(this.#number));
    const laps = Math.floor(this.#number / this.#instants.length);
    if (this.#copies) this.#again = timesOf(this.#number, laps, this.#copies) - 1;
    const within = this.#instants[this.#number - laps * this.#instants.length] as number;
    this.nextAt = laps * this.#period + within - this.#begin;
  }

  skipTo(t: number): void {
    while (this.nextAt < t) this.take();
  }

  takeUntil(until: number, most: number): number {
    let taken = 0;
    for (; this.nextAt <= until && taken < most; taken++) this.take();
    return taken;
  }

  #isMine(number: number): boolean {
    const draw = this.#draws.draw(number);
    return draw >= this.#from && draw < this.#to;
  }
}

/** At least once. */
function timesOf(number: number, lap: number, { factors, lapsPerStep, draws }: Copies): number {
  const step = Math.min(factors.length - 1, Math.floor(lap / lapsPerStep));
  return Math.floor((factors[step] as number) + draws.draw(number));
}

/** For a recording that grows; undefined = it does not. */
export const copiesOf = (
  growth: Growth | undefined,
  period: number,
  draws: CounterDraws,
): Copies | undefined =>
  growth && {
    factors: growthFactors(growth, periodsPerStep(period) * period),
    lapsPerStep: periodsPerStep(period),
    draws,
  };

/** Mean rates of a recording, in equal slots of about a second: the period is a whole number of them. */
export function recordedCurve(
  instants: readonly number[],
  parts: {
    readonly period: number;
    readonly share: number;
    readonly begin: number;
    readonly growth: Growth | undefined;
  },
): SteppedCurve {
  const { period, share, begin, growth } = parts;
  const slots = Math.max(1, Math.round(period / 1e6));
  const slot = period / slots;
  const rates = new Array<number>(slots).fill(0);
  for (const instant of instants) {
    const i = Math.min(slots - 1, Math.floor(instant / slot));
    rates[i] = (rates[i] as number) + share / slot;
  }
  return loadTable(rates, { slot, start: begin, growth });
}
