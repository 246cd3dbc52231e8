// Crossings that somebody waits for. Each is foreseen as far as the columns reach and becomes one event at that
// instant; there it is looked at again, because conditions may have moved it. A backlog that grows is looked at
// ten times a second.

import type { CommitRule, Crossing, Watch } from "../cluster/data-plane.ts";
import type { EventHandle, Kernel } from "../kernel/kernel.ts";
import { Phase } from "../kernel/phase.ts";
import { atOrAfter, type Instant, later, NEVER } from "../quantity/time.ts";
import { agedFrom, agedUntil } from "./age.ts";
import type { Holder } from "./holder.ts";
import type { TransactionLedger } from "./transaction-ledger.ts";

interface Entry {
  readonly crossing: Crossing;
  readonly fire: () => void;
  event: EventHandle | undefined;
  instant: Instant;
  isOver: boolean;
}

/** What the book must ask of the plane. */
export interface WatchedPlane {
  holder(node: string, origin: number): Holder;
  ledger(timeline: number): TransactionLedger;
  /** When the writer of the timeline knows that a record meets the rule; Infinity = cannot be foreseen. */
  confirmedAt(timeline: number, index: number, rule: CommitRule): number;
  /** An event was scheduled at `at`: the plane must not run past it. */
  lookedAt(at: Instant): void;
}

export class Watches {
  readonly #kernel: Kernel;
  readonly #plane: WatchedPlane;
  readonly #entries = new Set<Entry>();

  constructor(kernel: Kernel, plane: WatchedPlane) {
    this.#kernel = kernel;
    this.#plane = plane;
  }

  add(crossing: Crossing, fire: () => void, now: number): Watch {
    const entry: Entry = { crossing, fire, event: undefined, instant: NEVER, isOver: false };
    this.#entries.add(entry);
    this.#foresee(entry, now);
    return {
      cancel: () => {
        entry.isOver = true;
        this.#entries.delete(entry);
        if (entry.event !== undefined) this.#kernel.cancel(entry.event);
      },
    };
  }

  /** Conditions or columns have moved. */
  review(now: number): void {
    for (const entry of this.#entries) this.#foresee(entry, now);
  }

  #foresee(entry: Entry, now: number): void {
    const at = this.#holdsAt(entry.crossing, now);
    const instant =
      at === Number.POSITIVE_INFINITY ? NEVER : later(later(atOrAfter(at), atOrAfter(now)), this.#kernel.now);
    if (instant === entry.instant) return;
    if (entry.event !== undefined) this.#kernel.cancel(entry.event);
    entry.event = undefined;
    entry.instant = instant;
    if (instant === NEVER) return;
    entry.event = this.#kernel.at(instant, () => this.#arrive(entry), Phase.data);
    this.#plane.lookedAt(instant);
  }

  #arrive(entry: Entry): void {
    entry.event = undefined;
    if (entry.isOver) return;
    const { now } = this.#kernel;
    const at = this.#holdsAt(entry.crossing, now);
    if (at <= now) {
      entry.isOver = true;
      this.#entries.delete(entry);
      entry.fire();
      return;
    }
    entry.instant = NEVER;
    this.#foresee(entry, now);
  }

  /** The first instant from `now` on at which it holds, as far as can be foreseen. */
  #holdsAt(crossing: Crossing, now: number): number {
    switch (crossing.kind) {
      case "reached":
        return this.#reachedAt(crossing, now);
      case "backlog":
        return this.#backlogAt(crossing, now);
      case "age": {
        const holder = this.#plane.holder(crossing.node, crossing.origin);
        return crossing.becomes === "above"
          ? agedFrom(holder, crossing, now)
          : agedUntil(holder, crossing, now);
      }
      case "commit-wait":
        return crossing.becomes === "above" ? this.#lateFrom(crossing, now) : this.#lateUntil(crossing, now);
    }
  }

  #reachedAt(crossing: Crossing & { kind: "reached" }, now: number): number {
    const holder = this.#plane.holder(crossing.node, crossing.origin);
    const { ledger } = holder;
    if (crossing.position <= ledger.endBefore(ledger.first)) return Math.max(now, holder.usableFrom);
    const index = ledger.ends.firstAbove(crossing.position - 1e-3);
    if (holder.isWriter) return index < ledger.next ? now : Number.POSITIVE_INFINITY;
    const column = holder.column(crossing.stage);
    if (index < column.first) return Math.max(now, holder.usableFrom);
    const at = index < column.end ? column.at(index) : Number.POSITIVE_INFINITY;
    return Math.max(now, at, holder.usableFrom);
  }

  #backlogAt(crossing: Crossing & { kind: "backlog" }, now: number): number {
    const holder = this.#plane.holder(crossing.target, crossing.origin);
    const { ledger } = holder;
    const last = ledger.endBefore(ledger.next);
    const backlog = last - ledger.endBefore(Math.max(ledger.first, holder.heldBefore(now)));
    if (crossing.becomes === "above") return backlog >= crossing.bytes ? now : Number.POSITIVE_INFINITY;
    if (backlog < crossing.bytes) return Math.max(now, holder.usableFrom);
    const index = ledger.ends.firstAbove(last - crossing.bytes);
    const at = index < holder.received.end ? holder.received.at(index) : Number.POSITIVE_INFINITY;
    // What is appended meanwhile puts it off: then it is looked at again, never too late.
    return Math.max(now, at, holder.usableFrom);
  }

  /** The oldest record without its promise comes of age. */
  #lateFrom(crossing: Crossing & { kind: "commit-wait" }, now: number): number {
    const { timeline, rule, wait, since = Number.NEGATIVE_INFINITY } = crossing;
    const { promises, appends, next } = this.#plane.ledger(timeline);
    for (let i = promises.firstAbove(now); i < next; i++) {
      const due = Math.max(appends.at(i), since) + wait;
      if (promises.at(i) <= due) continue;
      if (!rule || this.#plane.confirmedAt(timeline, i, rule) > due) return Math.max(now, due);
    }
    return Number.POSITIVE_INFINITY;
  }

  /** Nobody waits for as long as that any more. */
  #lateUntil(crossing: Crossing & { kind: "commit-wait" }, now: number): number {
    const { promises, appends, next } = this.#plane.ledger(crossing.timeline);
    let at = now;
    for (let i = promises.firstAbove(now); i < next; i++) {
      if (at - appends.at(i) < crossing.wait) return at;
      at = promises.at(i);
    }
    return at;
  }
}
