// Recorded arrivals, repeated without end. Which of them are writes, and whose, is drawn by their number, so that the
// populations split the recording among themselves and nobody's choice depends on another's.

import type { ArrivalProcess, LoadCurve } from "../cluster/demand.ts";
import type { CounterDraws } from "../kernel/random.ts";

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

/** Mean rates of a recording in slots of one second. */
export class RecordedCurve implements LoadCurve {
  readonly #counts: Float64Array;
  readonly #factor: number;
  readonly #begin: number;

  constructor(instants: readonly number[], period: number, factor: number, begin: number) {
    this.#counts = new Float64Array(Math.max(1, Math.ceil(period / 1e6)));
    for (const instant of instants) {
      const slot = Math.min(this.#counts.length - 1, Math.floor(instant / 1e6));
      this.#counts[slot] = (this.#counts[slot] as number) + 1;
    }
    this.#factor = factor / 1e6;
    this.#begin = begin;
  }

  rateAt(t: number): number {
    return (this.#counts[Math.floor((t + this.#begin) / 1e6) % this.#counts.length] as number) * this.#factor;
  }

  expected(from: number, to: number): number {
    let sum = 0;
    for (let at = from; at < to; ) {
      const end = Math.min(to, (Math.floor((at + this.#begin) / 1e6) + 1) * 1e6 - this.#begin);
      sum += this.rateAt(at) * (end - at);
      at = end > at ? end : at + 1;
    }
    return sum;
  }
}
