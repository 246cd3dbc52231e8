// Pending events in the exact order (time, phase, sequence). Two levels of buckets over time, doubly linked
// lists of pooled records, in front of them the near events. A bucket's number grows with its time, so unlike
// in a wheel with ticks the order is exact. Scheduling, cancelling and taking cost constant time on average:
// the bucket width follows the events, and is changed at most once per n/2 events handled, so that no pattern
// of delays costs more than log n.
// After R. Brown's calendar queue (CACM 31(10), 1988) and the ladder queue of Tang, Goh & Thng (TOMACS 15(3),
// 2005).

import { earliestOf, emptied, joined, preload, spread, widthFor } from "./event-lists.ts";
import { EventRecords, layout } from "./event-records.ts";
import { NearEvents } from "./near-events.ts";
import { PHASE_STEP as STEP } from "./phase.ts";

const { A, B, KIND, NEXT, ORDER, PREVIOUS, TIME } = layout;
const NONE = -1;
const PHASE_STEP = STEP;

const COARSE_BUCKETS = 512;
const FINE_BUCKETS_MIN = 256;
const FINE_BUCKETS_MAX = 2 ** 20;
/** Up to this many pending events, sorting beats buckets. */
const SORTED_MAX = 24;
/** From so many pending events on, which fit no cache, so many buckets are loaded ahead at once. */
const PRELOAD_MIN = 2 ** 16;
const PRELOADED = 8;
/** A bucket of more than this is crowded. */
const CROWD = 32;
/**
 * In PREVIOUS: first of the overflow list; first of bucket k, the coarse after the fine, at FIRST_BUCKET − k.
 */
const OVERFLOW = -4;
const FIRST_BUCKET = -16;

export class EventQueue {
  /** Reads events: by the place that first() gives, or find() for a handle. */
  readonly records = new EventRecords();
  readonly #near = new NearEvents(this.records);
  #size = 0;
  #sequence = 0;
  /** Events in buckets or overflow. */
  #far = 0;
  #fine = new Int32Array(FINE_BUCKETS_MIN).fill(NONE);
  readonly #coarse = new Int32Array(COARSE_BUCKETS).fill(NONE);
  #overflow = NONE;
  /** Width of a fine bucket, µs; a coarse one is as wide as all fine ones together. */
  #width = 1;
  #finePerMicro = 1;
  #coarsePerMicro = 1 / FINE_BUCKETS_MIN;
  #fineStart = 0;
  #coarseStart = 0;
  /** Buckets in progress: their events are near (fine) or in fine buckets (coarse). */
  #fineCurrent = NONE;
  /** Near is what lies below this, in fine buckets from `fineStart`; half a bucket is left for rounding. */
  #nearLimit = -0.5;
  #coarseCurrent = 0;
  /** Fine buckets below this number have been loaded ahead. */
  #preloaded = 0;
  /** Events taken from fine buckets in this pass over them. */
  #drained = 0;
  /** Work done since the width was chosen, in events; and how many of them were in a crowd. */
  #worked = 0;
  #crowded = 0;
  #drainedSinceRebase = 0;
  /** While there are few, every event is near, also those of later buckets; and how many were put there. */
  #isSorting = true;
  #pushedToFew = 0;

  get size(): number {
    return this.#size;
  }

  /** The handle is never given to another event. */
  push(time: number, phase: number, kind: number, a: number, b: number): number {
    const records = this.records;
    const place = records.allocate();
    const real = records.real;
    real[6 * place + TIME] = time;
    real[6 * place + ORDER] = phase * PHASE_STEP + this.#sequence++;
    real[6 * place + A] = a;
    real[6 * place + B] = b;
    records.whole[12 * place + KIND] = kind;
    this.#size += 1;
    if (this.#isSorting || (this.#far === 0 && 2 * this.#near.size < SORTED_MAX))
      this.#pushToFew(time, place);
    else if (this.#link(time, place)) this.#countCrowd(1);
    return records.handleOf(place);
  }

  /** The place of the next event, NONE if nothing is pending. It stays valid until the queue is changed. */
  first(): number {
    for (;;) {
      const place = this.#near.first();
      if (place >= 0 || this.#far === 0) return place;
      this.#turn();
    }
  }

  /** Removes the event that first() has just found; its record can be read until the next push(). */
  take(place: number): void {
    this.#near.removeFirst();
    this.records.retire(place);
    this.records.release(place);
    this.#size -= 1;
  }

  /** Removes a pending event by its place, in constant time. */
  remove(place: number): void {
    this.#size -= 1;
    this.records.retire(place);
    const whole = this.records.whole;
    const previous = whole[12 * place + PREVIOUS]!;
    if (previous > OVERFLOW && previous < 0) {
      this.#near.cancel(place);
      return;
    }
    const next = whole[12 * place + NEXT]!;
    if (next >= 0) whole[12 * next + PREVIOUS] = previous;
    if (previous >= 0) whole[12 * previous + NEXT] = next;
    else if (previous === OVERFLOW) this.#overflow = next;
    else {
      const bucket = FIRST_BUCKET - previous;
      if (bucket < this.#fine.length) this.#fine[bucket] = next;
      else this.#coarse[bucket - this.#fine.length] = next;
    }
    this.#far -= 1;
    this.records.release(place);
  }

  /** With nothing in buckets: sort while there are few, else open the buckets. */
  #pushToFew(time: number, place: number): void {
    this.#isSorting = true;
    this.#near.insert(time, place);
    this.#pushedToFew += 1;
    if (this.#near.size > SORTED_MAX && this.#isDue(this.#pushedToFew)) this.#rebuild(this.#widthForNear());
  }

  /** Puts a record where its time belongs; true if that is a crowd. */
  #link(time: number, place: number): boolean {
    const coarse = (time - this.#coarseStart) * this.#coarsePerMicro;
    if (coarse >= COARSE_BUCKETS) {
      this.#overflow = this.#prepend(this.#overflow, OVERFLOW, place);
      return false;
    }
    const fine = this.#fine;
    if (coarse >= this.#coarseCurrent + 1) {
      const bucket = coarse | 0;
      this.#coarse[bucket] = this.#prepend(this.#coarse[bucket]!, FIRST_BUCKET - fine.length - bucket, place);
      return false;
    }
    const offset = (time - this.#fineStart) * this.#finePerMicro;
    if (offset < this.#nearLimit) return !this.#near.insert(time, place);
    const bucket = offset < fine.length ? offset | 0 : fine.length - 1;
    fine[bucket] = this.#prepend(fine[bucket]!, FIRST_BUCKET - bucket, place);
    return false;
  }

  #prepend(head: number, code: number, place: number): number {
    const whole = this.records.whole;
    whole[12 * place + NEXT] = head;
    whole[12 * place + PREVIOUS] = code;
    if (head >= 0) whole[12 * head + PREVIOUS] = place;
    this.#far += 1;
    return place;
  }

  /** Brings the next bucket's events near; called with none near and some far. */
  #turn(): void {
    const fine = this.#fine;
    let bucket = this.#fineCurrent + 1;
    while (bucket < fine.length && fine[bucket]! < 0) bucket++;
    this.#worked += (bucket - this.#fineCurrent) >> 3;
    this.#fineCurrent = bucket;
    this.#nearLimit = bucket + 1;
    if (bucket < fine.length) {
      if (bucket >= this.#preloaded) {
        preload(this.records, fine, bucket, bucket + PRELOADED);
        this.#preloaded = bucket + PRELOADED;
      }
      this.#drain(bucket);
      return;
    }
    if (this.#retune()) return;
    let coarse = this.#coarseCurrent + 1;
    while (coarse < COARSE_BUCKETS && this.#coarse[coarse]! < 0) coarse++;
    if (coarse === COARSE_BUCKETS) {
      this.#rebase();
      return;
    }
    this.#coarseCurrent = coarse;
    this.#fineCurrent = NONE;
    this.#nearLimit = -0.5;
    this.#fineStart = this.#coarseStart + coarse * this.#width * fine.length;
    const list = this.#coarse[coarse]!;
    this.#coarse[coarse] = NONE;
    this.#preloaded = this.#size < PRELOAD_MIN ? fine.length : 0;
    spread(this.records, list, fine, {
      start: this.#fineStart,
      perMicro: this.#finePerMicro,
      code: FIRST_BUCKET,
    });
  }

  #drain(bucket: number): void {
    const list = this.#fine[bucket]!;
    this.#fine[bucket] = NONE;
    const few = this.#near.takeFew(list, CROWD);
    const count = few >= 0 ? few : this.#near.takeMany(list);
    this.#far -= count;
    this.#drained += count;
    this.#worked += count;
    if (few < 0) this.#countCrowd(count);
  }

  /** Moves the records of a list, which `far` counts, to where their times belong now. */
  #relink(list: number): void {
    const { real, whole } = this.records;
    for (let place = list; place >= 0; ) {
      const next = whole[12 * place + NEXT]!;
      this.#far -= 1;
      this.#link(real[6 * place + TIME]!, place);
      place = next;
    }
  }

  /**
   * Events too near each other for the width: narrower buckets, once the crowds were half of what is pending.
   */
  #countCrowd(count: number): void {
    this.#crowded += count;
    if (!this.#isDue(this.#crowded)) return;
    this.#crowded = 0;
    if (this.#width === 1) return;
    const width = this.#widthForNear();
    if (width < this.#width / 2) this.#rebuild(width);
  }

  /** Whether so many events handled pay for a rebuild, which touches every pending event and every bucket. */
  #isDue(events: number): boolean {
    return 2 * events > this.#size + COARSE_BUCKETS;
  }

  /** The width that would give the near events two to a bucket. */
  #widthForNear(): number {
    return Math.max(1, (2 * this.#near.spread()) / this.#near.size);
  }

  /** After a pass over the fine buckets: another width if they held too many or too few. True if rebuilt. */
  #retune(): boolean {
    const perBucket = this.#drained / this.#fine.length;
    this.#drainedSinceRebase += this.#drained;
    this.#drained = 0;
    if (!this.#isDue(this.#worked)) return false;
    const isFit = perBucket < 6 && perBucket > 0.4;
    const width = isFit ? this.#width : Math.max(1, (this.#width * 2) / Math.max(perBucket, 1 / 32));
    const count = this.#fine.length;
    const isTooFew = count * 2 < this.#size && count < FINE_BUCKETS_MAX;
    const isTooMany = count > this.#size * 16 && count > FINE_BUCKETS_MIN;
    if ((width === this.#width || this.#far < 64) && !isTooFew && !isTooMany) return false;
    this.#rebuild(width);
    return true;
  }

  /** All buckets are empty: they start again at the first event of the overflow list. */
  #rebase(): void {
    const isWasteful = 2 * this.#drainedSinceRebase < this.#far;
    this.#rebuild(isWasteful ? widthFor(this.records, this.#overflow, this.#far, this.#width) : this.#width);
  }

  /** Starts afresh with buckets of `width` at the earliest pending event. */
  #rebuild(width: number): void {
    let list = this.#near.takeAll();
    for (let place = list; place >= 0; place = this.records.whole[12 * place + NEXT]!) this.#far += 1;
    list = emptied(this.records, this.#fine, list);
    list = emptied(this.records, this.#coarse, list);
    list = joined(this.records, this.#overflow, list);
    this.#overflow = NONE;
    let fineCount = FINE_BUCKETS_MIN;
    while (fineCount < this.#size && fineCount < FINE_BUCKETS_MAX) fineCount *= 2;
    if (fineCount !== this.#fine.length) this.#fine = new Int32Array(fineCount).fill(NONE);
    this.#isSorting = false;
    this.#width = width;
    this.#finePerMicro = 1 / width;
    this.#coarsePerMicro = 1 / (width * fineCount);
    this.#coarseStart = this.#fineStart = earliestOf(this.records, list);
    this.#fineCurrent = NONE;
    this.#nearLimit = -0.5;
    this.#coarseCurrent = 0;
    this.#preloaded = this.#size < PRELOAD_MIN ? fineCount : 0;
    this.#drained = this.#drainedSinceRebase = this.#worked = this.#crowded = this.#pushedToFew = 0;
    this.#relink(list);
  }
}
