// Clients that ask again: a write that is refused, or not answered in time, comes once more after a pause, so many
// times at most. The server still does what nobody waits for any more. So an overload that has filled a queue longer
// than clients wait may feed itself when its cause is gone. Leaves out: clients that share a budget of retries.
// Source: Bronson et al., Metastable Failures in Distributed Systems, HotOS 2021.

import type { ArrivalProcess } from "../cluster/demand.ts";

interface Attempt {
  readonly at: number;
  /** How often it has been asked before. */
  readonly before: number;
}

export class Retrying implements ArrivalProcess {
  readonly #first: ArrivalProcess;
  readonly #times: number;
  readonly #drawPause: () => number;
  /** A binary heap by instant. */
  readonly #again: Attempt[] = [];
  /** Of the write that was taken last. */
  #before = 0;

  /** `first`: those who ask for the first time; `drawPause`: µs. */
  constructor(first: ArrivalProcess, how: { readonly times: number; readonly drawPause: () => number }) {
    this.#first = first;
    this.#times = how.times;
    this.#drawPause = how.drawPause;
  }

  get dispersion(): number {
    return this.#first.dispersion ?? 1;
  }
  get nextAt(): number {
    return Math.min(this.#first.nextAt, this.#again[0]?.at ?? Number.POSITIVE_INFINITY);
  }

  take(): void {
    const next = this.#again[0];
    if (next === undefined || this.#first.nextAt <= next.at) {
      this.#before = 0;
      this.#first.take();
      return;
    }
    this.#before = next.before;
    this.#pop();
  }

  /** The write that was taken last has no answer at `at`: it is refused, or its client gives it up then. */
  unanswered(at: number): void {
    if (this.#before < this.#times) this.#push({ at: at + this.#drawPause(), before: this.#before + 1 });
  }

  skipTo(t: number): void {
    this.#first.skipTo(t);
    while ((this.#again[0]?.at ?? t) < t) this.#pop();
  }

  takeUntil(until: number, most: number): number {
    let taken = 0;
    for (; this.nextAt <= until && taken < most; taken++) this.take();
    return taken;
  }

  #push(attempt: Attempt): void {
    const heap = this.#again;
    let i = heap.length;
    heap.push(attempt);
    while (i > 0) {
      const parent = (i - 1) >> 1;
      if ((heap[parent] as Attempt).at <= attempt.at) break;
      heap[i] = heap[parent] as Attempt;
      i = parent;
    }
    heap[i] = attempt;
  }

  #pop(): void {
    const heap = this.#again;
    const last = heap.pop() as Attempt;
    if (heap.length === 0) return;
    let i = 0;
    for (;;) {
      let child = 2 * i + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && (heap[child + 1] as Attempt).at < (heap[child] as Attempt).at) child++;
      if ((heap[child] as Attempt).at >= last.at) break;
      heap[i] = heap[child] as Attempt;
      i = child;
    }
    heap[i] = last;
  }
}
