// Recorded arrivals, repeated without end. Which of them are writes, and whose, is drawn by their number, so that the
// populations split the recording among themselves and nobody's choice depends on another's.

import type { ArrivalProcess } from "../cluster/demand.ts";
import type { CounterDraws } from "../kernel/random.ts";
import { RateTable } from "./rate-table.ts";

export class Recording implements ArrivalProcess {
  nextAt = 0;
  readonly #instants: readonly number[];
  readonly #period: number;
  readonly #from: number;
  readonly #to: number;
  readonly #draws: CounterDraws;
  #number: number;

  /**
   * Takes those whose draw falls into [from, to). `skip`: transactions into the recording at which the run
   * begins.
   */
  constructor(
    instants: readonly number[],
    parts: { period: number; from: number; to: number; skip: number; draws: CounterDraws },
  ) {
    this.#instants = instants;
    this.#period = parts.period;
    this.#from = parts.from;
    this.#to = parts.to;
    this.#draws = parts.draws;
    this.#number = parts.skip - 1;
    this.#begin = instants[parts.skip] ?? 0;
    this.take();
  }

  readonly #begin: number;

  take(): void {
    do this.#number++;
    while (!this.#isMine(this.#number));
    const laps = Math.floor(this.#number / this.#instants.length);
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

/** Mean rates of a recording, in equal slots of about a second: the period is a whole number of them. */
export class RecordedCurve extends RateTable {
  constructor(instants: readonly number[], period: number, factor: number, begin: number) {
    const slots = Math.max(1, Math.round(period / 1e6));
    const slot = period / slots;
    const rates = new Array<number>(slots).fill(0);
    for (const instant of instants) {
      const i = Math.min(slots - 1, Math.floor(instant / slot));
      rates[i] = (rates[i] as number) + factor / slot;
    }
    super(rates, slot, begin);
  }
}
