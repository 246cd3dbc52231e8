// A four-ary heap of event records by (time, order): where near events go when they are too many to keep
// sorted.

import { type EventRecords, layout } from "./event-records.ts";

const { ORDER } = layout;

export class EventHeap {
  readonly #records: EventRecords;
  #times = new Float64Array(64);
  #places = new Int32Array(64);
  #size = 0;

  constructor(records: EventRecords) {
    this.#records = records;
  }

  get size(): number {
    return this.#size;
  }

  firstTime(): number {
    return this.#times[0]!;
  }

  firstPlace(): number {
    return this.#places[0]!;
  }

  /** The earliest and the latest time; inverted infinities if empty. */
  range(): readonly [number, number] {
    let high = Number.NEGATIVE_INFINITY;
    for (let i = 0; i < this.#size; i++) high = Math.max(high, this.#times[i]!);
    return [this.#size === 0 ? Number.POSITIVE_INFINITY : this.#times[0]!, high];
  }

  push(time: number, place: number): void {
    if (this.#size === this.#times.length) this.#grow();
    const times = this.#times;
    const places = this.#places;
    let i = this.#size++;
    while (i > 0) {
      const parent = (i - 1) >> 2;
      if (!this.#before(time, place, parent)) break;
      times[i] = times[parent]!;
      places[i] = places[parent]!;
      i = parent;
    }
    times[i] = time;
    places[i] = place;
  }

  removeFirst(): void {
    this.#size -= 1;
    if (this.#size > 0) this.#sink(0, this.#times[this.#size]!, this.#places[this.#size]!);
  }

  /** Keeps only what `keep` accepts; it may release the rest. */
  filter(keep: (place: number) => boolean): void {
    let kept = 0;
    for (let i = 0; i < this.#size; i++) {
      const place = this.#places[i]!;
      if (!keep(place)) continue;
      this.#times[kept] = this.#times[i]!;
      this.#places[kept++] = place;
    }
    this.#size = kept;
    for (let i = (kept - 2) >> 2; i >= 0; i--) this.#sink(i, this.#times[i]!, this.#places[i]!);
  }

  /** Is the event (time, place) before the one at position `i`? */
  #before(time: number, place: number, i: number): boolean {
    const other = this.#times[i]!;
    if (time !== other) return time < other;
    const real = this.#records.real;
    return real[6 * place + ORDER]! < real[6 * this.#places[i]! + ORDER]!;
  }

  #sink(start: number, time: number, place: number): void {
    const times = this.#times;
    const places = this.#places;
    const size = this.#size;
    let i = start;
    for (;;) {
      let child = 4 * i + 1;
      if (child >= size) break;
      const end = child + 4 < size ? child + 4 : size;
      for (let other = child + 1; other < end; other++) {
        if (this.#before(times[other]!, places[other]!, child)) child = other;
      }
      if (this.#before(time, place, child)) break;
      times[i] = times[child]!;
      places[i] = places[child]!;
      i = child;
    }
    times[i] = time;
    places[i] = place;
  }

  #grow(): void {
    const times = new Float64Array(this.#times.length * 2);
    times.set(this.#times);
    this.#times = times;
    const places = new Int32Array(times.length);
    places.set(this.#places);
    this.#places = places;
  }
}
