// Pending events in the order (time, phase, sequence). A binary heap for now.

import { PHASE_STEP } from "./phase.ts";

interface Pending {
  readonly handle: number;
  readonly time: number;
  readonly order: number;
  readonly kind: number;
  readonly a: number;
  readonly b: number;
}

export class EventQueue {
  /** The event taken last. */
  kind = 0;
  a = 0;
  b = 0;
  #heap: Pending[] = [];
  #live = new Map<number, Pending>();
  #sequence = 0;

  get size(): number {
    return this.#live.size;
  }

  push(time: number, phase: number, kind: number, a: number, b: number): number {
    const handle = this.#sequence++;
    const event = { handle, time, order: phase * PHASE_STEP + handle, kind, a, b };
    this.#live.set(handle, event);
    const heap = this.#heap;
    let i = heap.push(event) - 1;
    while (i > 0) {
      const parent = (i - 1) >> 1;
      if (!before(event, heap[parent]!)) break;
      heap[i] = heap[parent]!;
      i = parent;
    }
    heap[i] = event;
    return handle;
  }

  /** Infinite when nothing is pending. */
  nextTime(): number {
    const heap = this.#heap;
    while (heap.length > 0 && !this.#live.has(heap[0]!.handle)) this.#removeFirst();
    return heap.length === 0 ? Number.POSITIVE_INFINITY : heap[0]!.time;
  }

  /** Removes the next event, which nextTime() has just found, and shows it in `kind`, `a` and `b`. */
  take(): void {
    const event = this.#heap[0]!;
    this.#live.delete(event.handle);
    this.#removeFirst();
    this.kind = event.kind;
    this.a = event.a;
    this.b = event.b;
  }

  /** True if the event was pending; then `kind`, `a` and `b` show it. */
  cancel(handle: number): boolean {
    const event = this.#live.get(handle);
    if (event === undefined) return false;
    this.#live.delete(handle);
    this.kind = event.kind;
    this.a = event.a;
    this.b = event.b;
    return true;
  }

  #removeFirst(): void {
    const heap = this.#heap;
    const last = heap.pop()!;
    const size = heap.length;
    if (size === 0) return;
    let i = 0;
    for (;;) {
      let child = 2 * i + 1;
      if (child >= size) break;
      if (child + 1 < size && before(heap[child + 1]!, heap[child]!)) child++;
      if (!before(heap[child]!, last)) break;
      heap[i] = heap[child]!;
      i = child;
    }
    heap[i] = last;
  }
}

const before = (x: Pending, y: Pending): boolean =>
  x.time < y.time || (x.time === y.time && x.order < y.order);
