// Two-way replication: a write conflicts if the other side has written the same row and that write had not
// arrived here. The last writer wins, by true time (clocks without skew): every write of the other side that
// the winner had not seen is overwritten. What a side replaces of its own it has seen, and that is no conflict.
// Rows are drawn uniformly from the keys of the workload.

import type { DataReadings, DataTruth } from "../cluster/data-plane.ts";
import type { Service } from "../cluster/service.ts";
import type { RandomStream } from "../kernel/random.ts";
import type { Instant } from "../quantity/time.ts";

/** What the two sides have written to one row and the other had not seen by its own last write. */
interface Row {
  readonly last: [number, number];
  readonly unseen: [number, number];
  /** Writes of the side that loses as things are: part of the total, until a later write turns it round. */
  losing: number;
}

export class Conflicts {
  /** Writes that met a concurrent one. */
  met = 0;
  /** Writes whose effect is replaced by one that had not seen them. */
  overwritten = 0;
  readonly #plane: DataTruth & DataReadings;
  readonly #sides: readonly [Service, Service];
  readonly #keys: number;
  readonly #draws: RandomStream;
  readonly #rows = new Map<number, Row>();
  #noted: { readonly side: 0 | 1; readonly at: number }[] = [];

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

  /** A write was answered at `at` by `node`. */
  answered(node: string, at: number): void {
    const side = this.#sides.findIndex(({ members }) =>
      members.some((member) => member.node === node && !member.isAuxiliary),
    );
    this.#noted.push({ side: side === 1 ? 1 : 0, at });
  }

  /** Takes what was noted in order of time: sides report in turns, not write by write. */
  settle(): void {
    const noted = this.#noted.sort((a, b) => a.at - b.at);
    this.#noted = [];
    for (const { side, at } of noted) this.#write(side, at);
  }

  #write(side: 0 | 1, at: number): void {
    const other = side === 0 ? 1 : 0;
    const number = this.#draws.below(this.#keys);
    const row = this.#rows.get(number) ?? { last: [-1, -1], unseen: [0, 0], losing: 0 };
    this.#rows.set(number, row);
    const hasSeen = row.last[other] < this.#seenUpTo(side, at);
    const isSeen = row.last[side] < this.#seenUpTo(other, at);
    // What has been seen is settled: who lost then has lost for good.
    if (hasSeen || isSeen) row.losing = 0;
    if (hasSeen) row.unseen[other] = 0;
    if (isSeen) row.unseen[side] = 0;
    row.unseen[side]++;
    row.last[side] = at;
    const losing = row.unseen[other];
    if (losing > 0) this.met++;
    this.overwritten += losing - row.losing;
    row.losing = losing;
  }

  /** Writes of the other side appended before this instant have arrived here. */
  #seenUpTo(side: 0 | 1, at: number): number {
    const here = this.#sides[side].primary;
    const other = this.#sides[1 - side] as Service;
    const position = this.#plane.position(here, other.origin, "received", Math.floor(at) as Instant);
    return this.#plane.ledger(other.timeline).appendedPast(position);
  }
}
