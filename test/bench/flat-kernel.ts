// The opponent: the least event kernel that flatqueue 3.1.0 allows, a heap without an order among equal times. Handler
// and argument share one number; a cancelled event stays in the heap and is skipped when it surfaces.

import FlatQueue from "flatqueue";

const HANDLERS = 16;

export class FlatKernel {
  now = 0;
  readonly #queue = new FlatQueue<number>();
  readonly #handlers: ((a: number) => void)[] = [];
  #isStopped = false;

  get size(): number {
    return this.#queue.length;
  }

  handler(run: (a: number) => void): number {
    return this.#handlers.push(run) - 1;
  }

  schedule(at: number, handler: number, a: number): void {
    this.#queue.push(a * HANDLERS + handler, at);
  }

  stop(): void {
    this.#isStopped = true;
  }

  run(): void {
    const queue = this.#queue;
    const handlers = this.#handlers;
    this.#isStopped = false;
    while (!this.#isStopped && queue.length > 0) {
      this.now = queue.peekValue()!;
      const id = queue.pop()!;
      handlers[id & (HANDLERS - 1)]!(id >> 4);
    }
  }
}
