// Crossings that somebody waits for: each is one event at the instant that the curves give, planned again when
// something has changed. At that instant it is looked at again, because a search may only have looked so far.

import type { Crossing, Watch } from "../cluster/data-plane.ts";
import type { EventHandle, Kernel } from "../kernel/kernel.ts";
import { Phase } from "../kernel/phase.ts";
import { atOrAfter, later } from "../quantity/time.ts";
import { crossingAt, type WatchedPlane } from "./crossings.ts";

interface Entry {
  readonly crossing: Crossing;
  readonly fire: () => void;
  event: EventHandle | undefined;
  at: number;
  isOver: boolean;
}

/** Rounding of an instant must not push a crossing to the next microsecond. */
const ROUNDING = 1e-3;

export class Watches {
  readonly #kernel: Kernel;
  readonly #plane: WatchedPlane;
  readonly #entries = new Set<Entry>();
  /** Whoever has been added since the last review; an event is over before its orders are looked at. */
  readonly #fresh: Entry[] = [];

  constructor(kernel: Kernel, plane: WatchedPlane) {
    this.#kernel = kernel;
    this.#plane = plane;
  }

  add(crossing: Crossing, fire: () => void): Watch {
    const entry: Entry = { crossing, fire, event: undefined, at: Number.POSITIVE_INFINITY, isOver: false };
    this.#entries.add(entry);
    this.#fresh.push(entry);
    return {
      cancel: () => {
        entry.isOver = true;
        this.#entries.delete(entry);
        if (entry.event !== undefined) this.#kernel.cancel(entry.event);
        entry.event = undefined;
      },
    };
  }

  /** Something has changed. */
  review(): void {
    this.#fresh.length = 0;
    for (const entry of this.#entries) this.#plan(entry);
  }

  /** Nothing has changed but that somebody new waits. */
  reviewFresh(): void {
    for (const entry of this.#fresh.splice(0)) if (!entry.isOver) this.#plan(entry);
  }
  get hasFresh(): boolean {
    return this.#fresh.length > 0;
  }

  #plan(entry: Entry): void {
    const { now } = this.#kernel;
    const at = crossingAt(this.#plane, entry.crossing, now);
    if (at === entry.at) return;
    if (entry.event !== undefined) this.#kernel.cancel(entry.event);
    entry.event = undefined;
    entry.at = at;
    // Beyond what a whole number of microseconds can say nothing ever happens.
    if (at > Number.MAX_SAFE_INTEGER) return;
    const instant = later(atOrAfter(at - ROUNDING), now);
    entry.event = this.#kernel.at(instant, () => this.#arrive(entry), Phase.data);
  }

  #arrive(entry: Entry): void {
    entry.event = undefined;
    if (entry.isOver) return;
    const { now } = this.#kernel;
    const at = crossingAt(this.#plane, entry.crossing, now);
    if (at > now + 1) {
      entry.at = Number.NaN;
      this.#plan(entry);
      return;
    }
    entry.isOver = true;
    this.#entries.delete(entry);
    entry.fire();
  }
}
