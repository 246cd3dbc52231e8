// The calendar of an outlook: years of 365 days in twelve equal months, counted from the begin of a
// replication. Sums by month give sums by year and over any twelve months in a row. Leaves out: months of
// unequal length, leap days.

import type { Instant } from "../../quantity/time.ts";

/** µs: 365 days, the year that rates of failures are given in. */
export const YEAR = 31_536_000_000_000;
/** µs */
export const MONTH = YEAR / 12;
const MONTHS = 12;

export const yearsAfter = (years: number): Instant => Math.round(years * YEAR) as Instant;

/** Sums of one quantity, month by month. What lies past the last month counts there. */
export class MonthlySums {
  readonly #months: Float64Array;

  constructor(months: number) {
    this.#months = new Float64Array(Math.max(1, Math.ceil(months)));
  }

  clear(): void {
    this.#months.fill(0);
  }

  /** Something that happened at `t`. */
  add(t: number, amount: number): void {
    const month = this.#monthOf(t);
    this.#months[month] = (this.#months[month] as number) + amount;
  }

  /** Time from `from` to `to`, each month its own part, µs. */
  addStretch(from: number, to: number): void {
    let at = from;
    while (at < to) {
      const month = this.#monthOf(at);
      const isLast = month === this.#months.length - 1;
      const end = isLast ? to : Math.min(to, (month + 1) * MONTH);
      this.#months[month] = (this.#months[month] as number) + end - at;
      at = end;
    }
  }

  /** Calls back with the sum of every whole year. */
  eachYear(take: (sum: number) => void): void {
    for (let first = 0; first + MONTHS <= this.#months.length; first += MONTHS) take(this.#sum(first));
  }

  /** … of every twelve months in a row; of one that begins with each month. */
  eachTwelveMonths(take: (sum: number) => void): void {
    for (let first = 0; first + MONTHS <= this.#months.length; first++) take(this.#sum(first));
  }

  #sum(first: number): number {
    let sum = 0;
    for (let month = first; month < first + MONTHS; month++) sum += this.#months[month] as number;
    return sum;
  }

  #monthOf(t: number): number {
    return Math.min(this.#months.length - 1, Math.max(0, Math.floor(t / MONTH)));
  }
}
