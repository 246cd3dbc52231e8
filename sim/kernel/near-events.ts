// The events that come next: those of the bucket in progress and those scheduled into it. A sorted array
// while an insertion moves few entries, otherwise a heap beside it, so that a burst of near-equal times costs
// k log k, not k². Cancelled events stay until they surface or are the majority.

import { EventHeap } from "./event-heap.ts";
import { type EventRecords, layout } from "./event-records.ts";

const { NEXT, ORDER, PREVIOUS, TIME } = layout;
const NONE = -1;
/** In PREVIOUS: the event waits among the near events; it was cancelled, but still is among them. */
const NEAR = -2;
const CANCELLED = -3;

/** Entries an insertion may move; beyond it a heap is cheaper. */
const SHIFT_MAX = 32;

export class NearEvents {
  readonly #records: EventRecords;
  readonly #heap: EventHeap;
  /** Sorted, the next event last. */
  #times = new Float64Array(256);
  #places = new Int32Array(256);
  #sorted = 0;
  #cancelled = 0;
  #firstIsInHeap = false;

  constructor(records: EventRecords) {
    this.#records = records;
    this.#heap = new EventHeap(records);
  }

  /** Entries, cancelled ones included. */
  get size(): number {
    return this.#sorted + this.#heap.size;
  }

  /** False if it went to the heap: a sign of crowding. */
  insert(time: number, place: number): boolean {
    this.#records.whole[12 * place + PREVIOUS] = NEAR;
    const times = this.#times;
    const places = this.#places;
    let i = this.#sorted - 1;
    if (i >= SHIFT_MAX && !this.#isCheap(i, time, place)) {
      this.#heap.push(time, place);
      return false;
    }
    for (; i >= 0; i--) {
      const other = times[i]!;
      if (other > time || (other === time && this.#isLater(places[i]!, place))) break;
      times[i + 1] = other;
      places[i + 1] = places[i]!;
    }
    times[i + 1] = time;
    places[i + 1] = place;
    this.#sorted += 1;
    if (this.#sorted === times.length) this.#grow();
    return true;
  }

  /** Does the event go among the last entries? */
  #isCheap(last: number, time: number, place: number): boolean {
    const limit = this.#times[last - SHIFT_MAX]!;
    if (limit < time || (limit === time && !this.#isLater(this.#places[last - SHIFT_MAX]!, place)))
      return false;
    return true;
  }

  /**
   * Takes over a list of at most `most` records, while nothing else is near, and returns their number; NONE,
   * and takes none, if they are more.
   */
  takeFew(list: number, most: number): number {
    const { real, whole } = this.#records;
    const times = this.#times;
    const places = this.#places;
    let sorted = 0;
    for (let place = list; place >= 0; ) {
      if (sorted === most) return NONE;
      const at = 12 * place;
      const time = real[6 * place + TIME]!;
      const next = whole[at + NEXT]!;
      whole[at + PREVIOUS] = NEAR;
      let i = sorted - 1;
      for (; i >= 0; i--) {
        const other = times[i]!;
        if (other > time || (other === time && this.#isLater(places[i]!, place))) break;
        times[i + 1] = other;
        places[i + 1] = places[i]!;
      }
      times[i + 1] = time;
      places[i + 1] = place;
      sorted++;
      place = next;
    }
    this.#sorted = sorted;
    return sorted;
  }

  /**
   * Takes over a list of any length, its records all earlier than any that are not near, while nothing else
   * is near. Usually the list has the latest first or last, as scheduled: then it is the sorted array
   * already.
   */
  takeMany(first: number): number {
    let count = 0;
    for (let place = first; place >= 0; place = this.#records.whole[12 * place + NEXT]!) count++;
    while (this.#times.length <= count) this.#grow();
    const { real, whole } = this.#records;
    let isSorted = true;
    let isReversed = true;
    let place = first;
    for (let i = 0; i < count; i++) {
      const time = real[6 * place + TIME]!;
      this.#times[i] = time;
      this.#places[i] = place;
      whole[12 * place + PREVIOUS] = NEAR;
      if (i > 0) {
        const isLater = this.#isLater(this.#places[i - 1]!, place);
        isSorted &&= isLater;
        isReversed &&= !isLater;
      }
      place = whole[12 * place + NEXT]!;
    }
    if (isReversed) {
      this.#times.subarray(0, count).reverse();
      this.#places.subarray(0, count).reverse();
    }
    if (isSorted || isReversed) this.#sorted = count;
    else for (let i = 0; i < count; i++) this.#heap.push(this.#times[i]!, this.#places[i]!);
    return count;
  }

  #isLater(place: number, other: number): boolean {
    const real = this.#records.real;
    const ahead = real[6 * place + TIME]! - real[6 * other + TIME]!;
    return ahead > 0 || (ahead === 0 && real[6 * place + ORDER]! > real[6 * other + ORDER]!);
  }

  /** Between the earliest and the latest time, cancelled events included. */
  spread(): number {
    const [low, high] = this.#heap.range();
    const first = this.#sorted === 0 ? low : Math.min(low, this.#times[this.#sorted - 1]!);
    const last = this.#sorted === 0 ? high : Math.max(high, this.#times[0]!);
    return last - first;
  }

  /** The place of the next event, NONE if none is near. */
  first(): number {
    const last = this.#sorted - 1;
    if (last >= 0 && this.#heap.size === 0) {
      const place = this.#places[last]!;
      if (this.#records.whole[12 * place + PREVIOUS] === NEAR) {
        this.#firstIsInHeap = false;
        return place;
      }
    }
    return this.#firstOfBoth();
  }

  #firstOfBoth(): number {
    for (;;) {
      const place = this.#firstEntry();
      if (place < 0 || this.#records.whole[12 * place + PREVIOUS] !== CANCELLED) return place;
      this.removeFirst();
      this.#cancelled -= 1;
      this.#records.release(place);
    }
  }

  #firstEntry(): number {
    const last = this.#sorted - 1;
    if (this.#heap.size === 0) {
      this.#firstIsInHeap = false;
      return last < 0 ? NONE : this.#places[last]!;
    }
    const inHeap = this.#heap.firstPlace();
    if (last < 0) {
      this.#firstIsInHeap = true;
      return inHeap;
    }
    const inArray = this.#places[last]!;
    const ahead = this.#heap.firstTime() - this.#times[last]!;
    const real = this.#records.real;
    this.#firstIsInHeap =
      ahead < 0 || (ahead === 0 && real[6 * inHeap + ORDER]! < real[6 * inArray + ORDER]!);
    return this.#firstIsInHeap ? inHeap : inArray;
  }

  /** Removes what first() found; the record is the caller's. */
  removeFirst(): void {
    if (this.#firstIsInHeap) this.#heap.removeFirst();
    else this.#sorted -= 1;
  }

  /** Marks an event as cancelled; its record is released here, now or later. */
  cancel(place: number): void {
    this.#records.whole[12 * place + PREVIOUS] = CANCELLED;
    this.#cancelled += 1;
    if (this.#cancelled > 32 && 2 * this.#cancelled > this.size) this.#sweep();
  }

  /** Hands over every event as a list and is empty then. */
  takeAll(): number {
    this.#sweep();
    const whole = this.#records.whole;
    let list = NONE;
    const link = (place: number): boolean => {
      whole[12 * place + NEXT] = list;
      list = place;
      return false;
    };
    for (let i = 0; i < this.#sorted; i++) link(this.#places[i]!);
    this.#sorted = 0;
    this.#heap.filter(link);
    return list;
  }

  #sweep(): void {
    const keep = (place: number): boolean => {
      if (this.#records.whole[12 * place + PREVIOUS] !== CANCELLED) return true;
      this.#records.release(place);
      return false;
    };
    let kept = 0;
    for (let i = 0; i < this.#sorted; i++) {
      const place = this.#places[i]!;
      if (!keep(place)) continue;
      this.#times[kept] = this.#times[i]!;
      this.#places[kept++] = place;
    }
    this.#sorted = kept;
    this.#heap.filter(keep);
    this.#cancelled = 0;
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
