// Walks over linked lists of event records, for the seldom work of the event queue: new buckets, a new width.

import { type EventRecords, layout } from "./event-records.ts";

const { NEXT, PREVIOUS, TIME } = layout;
const NONE = -1;

/** The records of list `head`, in reverse order, in front of `list`. */
export function joined(records: EventRecords, head: number, list: number): number {
  const whole = records.whole;
  let front = list;
  for (let place = head; place >= 0; ) {
    const next = whole[12 * place + NEXT]!;
    whole[12 * place + NEXT] = front;
    front = place;
    place = next;
  }
  return front;
}

/** The records of all `buckets`, left empty, in front of `list`. */
export function emptied(records: EventRecords, buckets: Int32Array, list: number): number {
  let front = list;
  for (let bucket = 0; bucket < buckets.length; bucket++) {
    const head = buckets[bucket]!;
    if (head < 0) continue;
    front = joined(records, head, front);
    buckets[bucket] = NONE;
  }
  return front;
}

/** Puts the records of a list into empty buckets; PREVIOUS of the first in bucket k becomes `code` − k. */
export function spread(
  records: EventRecords,
  list: number,
  buckets: Int32Array,
  { start, perMicro, code }: { readonly start: number; readonly perMicro: number; readonly code: number },
): void {
  const { real, whole } = records;
  const last = buckets.length - 1;
  for (let place = list; place >= 0; ) {
    const next = whole[12 * place + NEXT]!;
    // Rounding may lead a little outside the range, on either side.
    const offset = (real[6 * place + TIME]! - start) * perMicro;
    const bucket = offset < last ? offset | 0 : last;
    const head = buckets[bucket]!;
    whole[12 * place + NEXT] = head;
    whole[12 * place + PREVIOUS] = code - bucket;
    if (head >= 0) whole[12 * head + PREVIOUS] = place;
    buckets[bucket] = place;
    place = next;
  }
}

/** The earliest time in a list; infinite if it is empty. */
export function earliestOf(records: EventRecords, list: number): number {
  const { real, whole } = records;
  let earliest = Number.POSITIVE_INFINITY;
  for (let place = list; place >= 0; place = whole[12 * place + NEXT]!) {
    earliest = Math.min(earliest, real[6 * place + TIME]!);
  }
  return earliest;
}

/**
 * The bucket width that gives the earliest quarter of a list of `count` two to a bucket, from a sample of
 * about 64.
 */
export function widthFor(records: EventRecords, list: number, count: number, fallback: number): number {
  const { real, whole } = records;
  const stride = Math.max(1, count >> 6);
  const sample: number[] = [];
  let i = 0;
  for (let place = list; place >= 0; place = whole[12 * place + NEXT]!) {
    if (i++ % stride === 0) sample.push(real[6 * place + TIME]!);
  }
  sample.sort((x, y) => x - y);
  const quarter = sample.length >> 2;
  const span = sample[quarter]! - sample[0]!;
  return span === 0 ? fallback : Math.max(1, (2 * span) / (quarter * stride));
}

/**
 * Reads the first two records of each bucket, and forgets them: the processor fetches what is independent at
 * the same time, while walking one bucket after the other waits for memory each time (a fifth of the time at
 * a million events).
 */
export function preload(records: EventRecords, buckets: Int32Array, from: number, to: number): number {
  const whole = records.whole;
  const end = Math.min(to, buckets.length);
  let sum = 0;
  for (let bucket = from; bucket < end; bucket++) {
    const head = buckets[bucket]!;
    if (head >= 0) sum += whole[12 * head + NEXT]!;
  }
  for (let bucket = from; bucket < end; bucket++) {
    const head = buckets[bucket]!;
    const second = head >= 0 ? whole[12 * head + NEXT]! : head;
    if (second >= 0) sum += whole[12 * second + NEXT]!;
  }
  return sum;
}
