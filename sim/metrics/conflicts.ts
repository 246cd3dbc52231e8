// Two-way replication: a write conflicts if the other side has written the same row and that write had not
// arrived here. The later of the two stays (last writer wins, by true time: clocks without skew), the other is
// overwritten. Rows are drawn uniformly from the keys of the workload.

import type { DataReadings, DataTruth } from "../cluster/data-plane.ts";
import type { Service } from "../cluster/service.ts";
import type { RandomStream } from "../kernel/random.ts";
import type { Instant } from "../quantity/time.ts";

export class Conflicts {
  overwritten = 0;
  readonly #plane: DataTruth & DataReadings;
  readonly #sides: readonly [Service, Service];
  readonly #keys: number;
  readonly #draws: RandomStream;
  /** Row → when this side wrote it last. */
  readonly #written: readonly [Map<number, number>, Map<number, number>] = [new Map(), new Map()];

  constructor(
    plane: DataTruth & DataReadings,
    sides: readonly [Service, Service],
    keys: number,
    draws: RandomStream,
  ) {
    this.#plane = plane;
    this.#sides = sides;
    this.#keys = keys;
    this.#draws = draws;
  }

  /** A write of `side` was answered at `at`. */
  answered(side: 0 | 1, at: number): void {
    const row = this.#draws.below(this.#keys);
    const other = this.#written[1 - side] as Map<number, number>;
    const last = other.get(row);
    if (last !== undefined && last >= this.#seenUpTo(side, at)) this.overwritten++;
    const own = this.#written[side];
    own.delete(row);
    own.set(row, at);
    // The oldest ones have arrived long ago; a map keeps the order of insertion.
    if (own.size > 1_000_000) own.delete(own.keys().next().value as number);
  }

  /** Writes of the other side appended before this instant have arrived here. */
  #seenUpTo(side: 0 | 1, at: number): number {
    const here = this.#sides[side].primary;
    const other = this.#sides[1 - side] as Service;
    const position = this.#plane.position(here, other.origin, "received", Math.floor(at) as Instant);
    return this.#plane.ledger(other.timeline).appendedPast(position);
  }
}
