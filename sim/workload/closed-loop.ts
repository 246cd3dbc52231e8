// A fixed number of clients, each of which asks, waits for its answer, and thinks. A client that reads thinks
// again at once: only writes are simulated. Whoever is refused thinks, too.

import type { ArrivalProcess } from "../cluster/demand.ts";

/** µs: who is refused does not ask again at the same instant, however short he thinks. */
const REFUSED = 1000;

export class ClosedLoop implements ArrivalProcess {
  /** Instants at which clients will ask, a binary heap. */
  readonly #asking: number[] = [];
  readonly clients: number;
  readonly #drawThink: () => number;

  constructor(clients: number, drawThink: () => number) {
    this.clients = clients;
    this.#drawThink = drawThink;
    for (let i = 0; i < clients; i++) this.answered(0);
  }

  get nextAt(): number {
    return this.#asking[0] ?? Number.POSITIVE_INFINITY;
  }

  take(): void {
    const heap = this.#asking;
    const last = heap.pop() as number;
    if (heap.length === 0) return;
    let i = 0;
    for (;;) {
      let child = 2 * i + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && (heap[child + 1] as number) < (heap[child] as number)) child++;
      if ((heap[child] as number) >= last) break;
      heap[i] = heap[child] as number;
      i = child;
    }
    heap[i] = last;
  }

  /** Whoever would have asked before asks then. */
  skipTo(t: number): void {
    for (let i = 0; i < this.#asking.length; i++) this.#asking[i] = Math.max(t, this.#asking[i] as number);
  }

  takeUntil(until: number, most: number): number {
    let taken = 0;
    for (; this.nextAt <= until && taken < most; taken++) this.take();
    return taken;
  }

  answered(at: number, isRefused = false): void {
    const heap = this.#asking;
    const think = this.#drawThink();
    const time = at + (isRefused ? Math.max(REFUSED, think) : think);
    let i = heap.length;
    heap.push(time);
    while (i > 0) {
      const parent = (i - 1) >> 1;
      if ((heap[parent] as number) <= time) break;
      heap[i] = heap[parent] as number;
      i = parent;
    }
    heap[i] = time;
  }
}
