// The histories of every origin: a promotion makes a child that shares its parent's past up to the fork.

import type { OriginId, Position, TimelineId } from "../cluster/data-plane.ts";
import { InvariantError, invariant } from "../kernel/invariant.ts";
import type { FluidLedger } from "./fluid-ledger.ts";

interface Timeline {
  readonly origin: OriginId;
  readonly parent: TimelineId;
  readonly ledger: FluidLedger;
}

export class Timelines {
  readonly #all: Timeline[] = [];
  /** Those out of which somebody was promoted. */
  readonly #forked = new Set<TimelineId>();

  /** `parent` undefined = the root of its origin. */
  add(origin: OriginId, parent: TimelineId | undefined, ledger: FluidLedger): TimelineId {
    const id = this.#all.length;
    this.#all.push({ origin, parent: parent ?? id, ledger });
    if (parent !== undefined) this.#forked.add(parent);
    return id;
  }

  get ledgers(): readonly FluidLedger[] {
    return this.#all.map(({ ledger }) => ledger);
  }
  get count(): number {
    return this.#all.length;
  }
  ledger(timeline: TimelineId): FluidLedger {
    return this.#timeline(timeline).ledger;
  }
  originOf(timeline: TimelineId): OriginId {
    return this.#timeline(timeline).origin;
  }
  fork(timeline: TimelineId): { parent: TimelineId; position: Position } {
    const { parent, ledger } = this.#timeline(timeline);
    return { parent, position: ledger.fork };
  }
  isForked(timeline: TimelineId): boolean {
    return this.#forked.has(timeline);
  }

  /** Where two timelines part: the lowest fork on the way from either to their common ancestor. */
  forkBetween(one: TimelineId, other: TimelineId, now: number): Position {
    if (one === other) return Number.POSITIVE_INFINITY;
    let [a, b] = [one, other];
    let lowest = Number.POSITIVE_INFINITY;
    // Children have higher numbers than their parents.
    while (a !== b) {
      if (a < b) [a, b] = [b, a];
      const { parent, ledger } = this.#timeline(a);
      invariant(parent !== a, "timelines of one origin have a common root", { one, other });
      a = parent;
      // What ended where its child began goes on in the child.
      if (a !== b || !this.#endedAt(a, ledger.fork, now)) lowest = Math.min(lowest, ledger.fork);
    }
    return lowest;
  }

  /** Half a record more than the fork is, more likely than not, none. */
  #endedAt(timeline: TimelineId, fork: Position, now: number): boolean {
    const { ledger } = this.#timeline(timeline);
    return ledger.appended(now) < fork + ledger.recordBytes / 2;
  }

  #timeline(id: TimelineId): Timeline {
    const timeline = this.#all[id];
    if (timeline === undefined) throw new InvariantError("timelines are numbered from 0", { id });
    return timeline;
  }
}
