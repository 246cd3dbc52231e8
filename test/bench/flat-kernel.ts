// The opponent: the least kernel with the same handlers, arguments and cancelling that flatqueue 3.1.0
// allows, a heap without an order among equal times. flatqueue keeps whole numbers, so an event is a slot in
// arrays beside it. Cancelling is lazy, as with every heap: the slot is free at once, and the heap's entry is
// skipped when its generation is stale.

import FlatQueue from "flatqueue";

type Handler = (a: number, b: number) => void;

/** An entry is generation · 2^21 + slot, 32 bits in all, the fastest numbers there are. */
const SLOTS = 2 ** 21;
const SLOT_BITS = 21;

export class FlatKernel {
  now = 0;
  readonly #queue = new FlatQueue<number>();
  readonly #handlers: Handler[] = [];
  readonly #handlerOf: Int32Array;
  readonly #a: Float64Array;
  readonly #b: Float64Array;
  readonly #generation: Int32Array;
  readonly #free: Int32Array;
  #freeCount = 0;
  #used = 0;
  #isStopped = false;

  /** Of fixed capacity: growing would cost it time. */
  constructor(capacity: number) {
    this.#handlerOf = new Int32Array(capacity);
    this.#a = new Float64Array(capacity);
    this.#b = new Float64Array(capacity);
    this.#generation = new Int32Array(capacity);
    this.#free = new Int32Array(capacity);
  }

  handler(run: Handler): number {
    return this.#handlers.push(run) - 1;
  }

  schedule(at: number, handler: number, a = 0, b = 0): number {
    const slot = this.#freeCount > 0 ? this.#free[--this.#freeCount]! : this.#used++;
    this.#handlerOf[slot] = handler;
    this.#a[slot] = a;
    this.#b[slot] = b;
    const entry = (this.#generation[slot]! << SLOT_BITS) | slot;
    this.#queue.push(entry, at);
    return entry;
  }

  cancel(entry: number): boolean {
    const slot = entry & (SLOTS - 1);
    if (this.#generation[slot] !== entry >>> SLOT_BITS) return false;
    this.#release(slot);
    return true;
  }

  stop(): void {
    this.#isStopped = true;
  }

  run(): void {
    const queue = this.#queue;
    this.#isStopped = false;
    while (!this.#isStopped && queue.length > 0) {
      const time = queue.peekValue()!;
      const entry = queue.pop()!;
      const slot = entry & (SLOTS - 1);
      if (this.#generation[slot] !== entry >>> SLOT_BITS) continue;
      this.#release(slot);
      this.now = time;
      this.#handlers[this.#handlerOf[slot]!]!(this.#a[slot]!, this.#b[slot]!);
    }
  }

  #release(slot: number): void {
    this.#generation[slot] = (this.#generation[slot]! + 1) & 0x7ff;
    this.#free[this.#freeCount++] = slot;
  }
}
