// A load curve that repeats and grows: a rate table times a factor that steps up after so many periods, until it
// stays. Before the start of the run the load is that of its first step. Everything follows from sums over steps,
// kept beforehand: as quick after two hundred years as after a day.

import type { LoadCurve } from "../cluster/demand.ts";
import type { SteppedCurve } from "./change-of-time.ts";
import { type Growth, growthFactors, periodsPerStep } from "./growth.ts";
import { RateTable } from "./rate-table.ts";

export class GrowingTable implements SteppedCurve {
  readonly peak: number;
  /** Begins with its period, whenever the run does. */
  readonly #table: RateTable;
  readonly #start: number;
  readonly #slotsPerStep: number;
  /** µs, and writes of the table in one step. */
  readonly #step: number;
  readonly #perStep: number;
  /** By step; the last one stays. */
  readonly #factors: Float64Array;
  /** Writes before each step, counted from the begin of the first. */
  readonly #before: Float64Array;
  readonly #offset: number;

  /** As RateTable; the run begins in the first step. */
  constructor(rates: readonly number[], parts: { slot: number; start: number; growth: Growth }) {
    const { slot, start, growth } = parts;
    this.#table = new RateTable(rates, slot, 0);
    this.#start = start;
    this.#slotsPerStep = rates.length * periodsPerStep(rates.length * slot);
    this.#step = this.#slotsPerStep * slot;
    this.#perStep = this.#table.cumulative(this.#step);
    this.#factors = growthFactors(growth, this.#step);
    this.#before = new Float64Array(this.#factors.length);
    for (let k = 1; k < this.#before.length; k++)
      this.#before[k] = (this.#before[k - 1] as number) + (this.#factors[k - 1] as number) * this.#perStep;
    this.peak = this.#table.peak * (this.#factors.at(-1) as number);
    this.#offset = this.#sinceEpoch(start);
  }

  get period(): number {
    return this.#table.period;
  }

  rateAt(t: number): number {
    const u = t + this.#start;
    return this.#factor(this.#stepAt(u)) * this.#table.rateAt(u);
  }

  expected(from: number, to: number): number {
    if (to - from > this.#step) return this.cumulative(to) - this.cumulative(from);
    const begin = from + this.#start;
    const end = to + this.#start;
    const first = this.#stepAt(begin);
    if (end <= this.#endOf(first)) return this.#factor(first) * this.#table.expected(begin, end);
    const cut = Math.min(end, Math.max(begin, this.#endOf(first)));
    return (
      this.#factor(first) * this.#table.expected(begin, cut) +
      this.#factor(first + 1) * this.#table.expected(cut, end)
    );
  }

  cumulative(t: number): number {
    return this.#sinceEpoch(t + this.#start) - this.#offset;
  }

  reaches(amount: number): number {
    if (!(this.#perStep > 0)) return Number.POSITIVE_INFINITY;
    const wanted = amount + this.#offset;
    let low = 0;
    let high = this.#before.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#before[middle] as number) <= wanted) low = middle;
      else high = middle - 1;
    }
    const within = (wanted - (this.#before[low] as number)) / this.#factor(low);
    return this.#table.reaches(within + low * this.#perStep) - this.#start;
  }

  changesAfter(t: number): number {
    const u = t + this.#start;
    return Math.min(this.#table.changesAfter(u), this.#endOf(this.#stepAt(u))) - this.#start;
  }

  nextAbove(rate: number, t: number): number {
    if (this.peak <= rate) return Number.POSITIVE_INFINITY;
    const u = t + this.#start;
    const step = this.#stepAt(u);
    const now = this.#table.nextAbove(rate / this.#factor(step), u);
    if (now < this.#endOf(step)) return now - this.#start;
    // A step whose highest rate is above has it in each of its periods; later ones are higher still.
    let low = step + 1;
    let high = this.#factors.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#factor(middle) * this.#table.peak > rate) high = middle;
      else low = middle + 1;
    }
    return this.#table.nextAbove(rate / this.#factor(low), low * this.#step) - this.#start;
  }

  multipleOf(other: LoadCurve): number | undefined {
    if (!(other instanceof GrowingTable) || other.#start !== this.#start || other.#step !== this.#step)
      return undefined;
    const growsAlike =
      other.#factors.length === this.#factors.length &&
      other.#factors.every((factor, k) => factor === this.#factors[k]);
    return growsAlike ? this.#table.multipleOf(other.#table) : undefined;
  }

  past(t: number, amount: number): number {
    if (!(this.peak > 0)) return Number.POSITIVE_INFINITY;
    let at = t;
    let left = amount;
    for (;;) {
      const rate = this.rateAt(at);
      const end = this.slotEnd(at);
      if (rate * (end - at) >= left) return at + left / rate;
      left -= rate * (end - at);
      at = end;
    }
  }

  slotEnd(t: number): number {
    const end = this.#table.slotEnd(t + this.#start) - this.#start;
    return end > t ? end : end + this.#table.slot;
  }

  #sinceEpoch(u: number): number {
    const step = this.#stepAt(u);
    const within = this.#table.cumulative(u) - step * this.#perStep;
    return (this.#before[step] as number) + this.#factor(step) * within;
  }

  #stepAt(u: number): number {
    const step = Math.floor(Math.floor(u / this.#table.slot) / this.#slotsPerStep);
    return Math.min(this.#factors.length - 1, Math.max(0, step));
  }

  /** µs after the epoch; the last step never ends. */
  #endOf(step: number): number {
    return step < this.#factors.length - 1 ? (step + 1) * this.#step : Number.POSITIVE_INFINITY;
  }

  #factor(step: number): number {
    return this.#factors[Math.min(step, this.#factors.length - 1)] as number;
  }
}
