// Who moves when, in the order of time, then of cohorts: columns instead of objects, as hundreds move at a time.

import type { Instant } from "../quantity/time.ts";

export class Moves {
  #count = 0;
  readonly #at: Float64Array;
  readonly #cohort: Uint16Array;
  readonly #arrives: Uint8Array;
  /** The order of time. */
  #order: Uint16Array;
  #spare: Uint16Array;

  constructor(cohorts: number) {
    // A cohort moves twice at most: it leaves, and it arrives.
    const most = 2 * cohorts;
    this.#at = new Float64Array(most);
    this.#cohort = new Uint16Array(most);
    this.#arrives = new Uint8Array(most);
    this.#order = new Uint16Array(most);
    this.#spare = new Uint16Array(most);
  }

  clear(): void {
    this.#count = 0;
  }
  add(at: Instant, cohort: number, arrives: boolean): void {
    const i = this.#count++;
    this.#at[i] = at;
    this.#cohort[i] = cohort;
    this.#arrives[i] = arrives ? 1 : 0;
  }

  get count(): number {
    return this.#count;
  }
  at(place: number): Instant {
    return this.#at[this.#order[place] as number] as Instant;
  }
  cohort(place: number): number {
    return this.#cohort[this.#order[place] as number] as number;
  }
  arrives(place: number): boolean {
    return this.#arrives[this.#order[place] as number] === 1;
  }

  /** Merges runs of twice the length each time; who was added first stays first. */
  sort(): void {
    const count = this.#count;
    for (let i = 0; i < count; i++) this.#order[i] = i;
    for (let length = 1; length < count; length *= 2) {
      for (let begin = 0; begin < count; begin += 2 * length) this.#merge(begin, length);
      [this.#order, this.#spare] = [this.#spare, this.#order];
    }
  }

  #merge(begin: number, length: number): void {
    const at = this.#at;
    const from = this.#order;
    const to = this.#spare;
    const middle = Math.min(begin + length, this.#count);
    const end = Math.min(middle + length, this.#count);
    let one = begin;
    let other = middle;
    for (let i = begin; i < end; i++) {
      const takesOne = other >= end || (one < middle && at[from[one]!]! <= at[from[other]!]!);
      to[i] = takesOne ? from[one++]! : from[other++]!;
    }
  }
}
