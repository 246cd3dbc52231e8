// The processors of a database server: first come, first served by `servers` equal workers, an optional bound on what
// waits. Completions leave in order of time; until then the work is in memory only and dies with the process.
// Leaves out: processor sharing, locks. A queueing station as in the closed forms M/M/c and M/M/1/K.

import { stretched } from "../database/flush-clock.ts";

export interface Work {
  readonly arrivedAt: number;
  readonly population: number;
  readonly bytes: number;
  readonly writes: number;
  /** The hot row that it locks; absent = none that anybody waits for. */
  readonly row?: number | undefined;
}

export class Station {
  readonly #free: Float64Array;
  readonly #drawService: () => number;
  readonly #room: number;
  readonly #heap: { at: number; order: number; work: Work }[] = [];
  #order = 0;
  #lastDoneAt = Number.NEGATIVE_INFINITY;
  /** How many times as long as usual a transaction takes. */
  #pace = 1;

  constructor(terms: { servers: number; drawService: () => number; queue?: number | undefined }) {
    this.#free = new Float64Array(terms.servers).fill(Number.NEGATIVE_INFINITY);
    this.#drawService = terms.drawService;
    this.#room = terms.queue === undefined ? Number.POSITIVE_INFINITY : terms.servers + terms.queue;
  }

  /** Real µs at which the earliest piece of work is done. */
  get nextDoneAt(): number {
    return this.#heap[0]?.at ?? Number.POSITIVE_INFINITY;
  }
  /** When what was let in last will be done. */
  get lastDoneAt(): number {
    return this.#lastDoneAt;
  }
  get isFull(): boolean {
    return this.#heap.length >= this.#room;
  }
  get inSystem(): number {
    return this.#heap.length;
  }

  get isSlow(): boolean {
    return this.#pace > 1;
  }

  /** From `now` on everything takes so many times as long as usual, what is in service for the rest of it. */
  setPace(pace: number, now: number): void {
    const ratio = pace / this.#pace;
    this.#pace = pace;
    for (let i = 0; i < this.#free.length; i++)
      this.#free[i] = stretched(this.#free[i] as number, now, ratio);
    for (const entry of this.#heap) entry.at = stretched(entry.at, now, ratio);
    this.#lastDoneAt = stretched(this.#lastDoneAt, now, ratio);
  }

  /** False = no room. Call `takeDone` for everything done before `work.arrivedAt` first. */
  arrive(work: Work): boolean {
    if (this.#heap.length >= this.#room) return false;
    const free = this.#free;
    let server = 0;
    for (let i = 1; i < free.length && (free[server] as number) > work.arrivedAt; i++)
      if ((free[i] as number) < (free[server] as number)) server = i;
    const done =
      Math.max(work.arrivedAt, free[server] as number) + this.#drawService() * this.#pace * work.writes;
    free[server] = done;
    this.#lastDoneAt = done;
    this.#push({ at: done, order: this.#order++, work });
    return true;
  }

  takeDone(): { at: number; work: Work } {
    const heap = this.#heap;
    const top = heap[0] as { at: number; order: number; work: Work };
    const last = heap.pop() as { at: number; order: number; work: Work };
    if (heap.length > 0) this.#sink(last);
    return top;
  }

  /** The process dies: whatever was in service is gone. Returns how many writes that were. */
  clear(): number {
    const lost = this.#heap.reduce((sum, { work }) => sum + work.writes, 0);
    this.#heap.length = 0;
    this.#free.fill(Number.NEGATIVE_INFINITY);
    return lost;
  }

  #push(entry: { at: number; order: number; work: Work }): void {
    const heap = this.#heap;
    let i = heap.length;
    heap.push(entry);
    while (i > 0) {
      const parent = (i - 1) >> 1;
      if (!precedes(entry, heap[parent] as typeof entry)) break;
      heap[i] = heap[parent] as typeof entry;
      i = parent;
    }
    heap[i] = entry;
  }

  #sink(entry: { at: number; order: number; work: Work }): void {
    const heap = this.#heap;
    let i = 0;
    for (;;) {
      let child = 2 * i + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && precedes(heap[child + 1] as typeof entry, heap[child] as typeof entry))
        child++;
      if (!precedes(heap[child] as typeof entry, entry)) break;
      heap[i] = heap[child] as typeof entry;
      i = child;
    }
    heap[i] = entry;
  }
}

const precedes = (a: { at: number; order: number }, b: { at: number; order: number }): boolean =>
  a.at < b.at || (a.at === b.at && a.order < b.order);
