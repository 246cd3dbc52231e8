// When observers look at the plane: on a grid if somebody wants means over time, or while somebody is turned away; and
// before and after a change in who that is.

import type { DataSink, Grain } from "../cluster/data-plane.ts";
import type { Kernel } from "../kernel/kernel.ts";

/** Simulated µs; the coarser the grain, the less often. */
const ROUND = { "every-write": 100_000, coarse: 1_000_000, none: 10_000_000 } as const;

export class Looks {
  readonly #kernel: Kernel;
  #sinks: readonly DataSink[] = [];
  #isRegular = false;
  #isTurningAway = false;
  #grain: Grain = "every-write";
  #next: number;
  #at = 0;

  /** `phase`: of the grid, a share of a round. */
  constructor(kernel: Kernel, phase: number) {
    this.#kernel = kernel;
    this.#next = phase * ROUND["every-write"];
  }

  set grain(grain: Grain) {
    this.#grain = grain;
    this.#next = Math.min(this.#next, this.#kernel.now + ROUND[grain]);
  }
  /** Observers look ahead of the events. */
  get now(): number {
    return Math.max(this.#kernel.now, this.#at);
  }

  add(sink: DataSink): void {
    this.#sinks = [...this.#sinks, sink];
    this.#isRegular ||= sink.looksRegularly;
  }

  /** Up to `limit`, or to what has been foreseen meanwhile. */
  advance(limit: number): void {
    while ((this.#isRegular || this.#isTurningAway) && this.#next <= limit) {
      if (this.#next > this.#kernel.nextEventAt) return;
      this.#at = this.#next;
      this.#look(this.#at);
      this.#next = this.#at + ROUND[this.#grain];
    }
  }

  /** `change` says whether anybody is turned away from now on. */
  around(change: () => boolean): void {
    const { now } = this.#kernel;
    this.#look(now);
    this.#isTurningAway = change();
    this.#look(now);
    if (!this.#isRegular) this.#next = now + ROUND[this.#grain];
  }

  #look(at: number): void {
    for (const sink of this.#sinks) sink.rounded(at);
  }
}
