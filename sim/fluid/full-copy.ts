// A full copy of a database over one stream: so many bytes at the rate that sharing leaves it; its end is an event.

import type { EventHandle, Kernel } from "../kernel/kernel.ts";
import { Phase } from "../kernel/phase.ts";
import { atOrAfter, later } from "../quantity/time.ts";

export class FullCopy {
  readonly #kernel: Kernel;
  readonly #finished: () => void;
  #left: number;
  #since = 0;
  #pace = 0;
  #end: EventHandle | undefined;

  constructor(kernel: Kernel, bytes: number, finished: () => void) {
    this.#kernel = kernel;
    this.#left = bytes;
    this.#finished = finished;
  }

  get isRunning(): boolean {
    return this.#left > 0;
  }
  /** Bytes still to come; nothing flows before `flowsFrom`. */
  left(flowsFrom: number): number {
    if (!this.isRunning) return 0;
    const gone = this.#kernel.now - Math.max(this.#since, flowsFrom);
    return Math.max(1, this.#left - Math.max(0, gone) * this.#pace);
  }

  /** What has been copied is done; nothing more comes for now. */
  stop(flowsFrom: number): void {
    this.forget();
    this.#left = this.left(flowsFrom);
    this.#since = this.#kernel.now;
    this.#pace = 0;
  }

  /** Goes on at `rate`, bytes per µs. */
  start(flowsFrom: number, rate: number): void {
    const { now } = this.#kernel;
    this.#since = now;
    this.#pace = rate;
    if (!(rate > 0)) return;
    const end = Math.max(now, flowsFrom) + this.#left / rate;
    this.#end = this.#kernel.at(
      later(atOrAfter(end), now),
      () => {
        this.#end = undefined;
        this.#left = 0;
        this.#finished();
      },
      Phase.data,
    );
  }

  forget(): void {
    if (this.#end !== undefined) this.#kernel.cancel(this.#end);
    this.#end = undefined;
  }
}
