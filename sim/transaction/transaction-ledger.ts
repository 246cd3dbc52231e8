// Every write of one timeline, in columns: where it ends, when it was appended, flushed by the writer, promised
// to its client. A promise is entered as soon as it can be foreseen and taken back when conditions change
// before it is due, so "acknowledged at t" is a search. Promises come in log order. A coarse record stands for
// several writes.

import type { Ledger, Position } from "../cluster/data-plane.ts";
import type { HandedRecords } from "../cluster/hand-over.ts";
import { invariant } from "../kernel/invariant.ts";
import type { Instant } from "../quantity/time.ts";
import { Series } from "./series.ts";

/** Real µs between two samples of the long memory. */
const SAMPLE = 100_000;

export class TransactionLedger implements Ledger {
  readonly fork: Position;
  readonly ends: Series;
  readonly appends: Series;
  readonly flushes: Series;
  /** Infinity = cannot be foreseen. */
  readonly promises: Series;
  /** Writes up to and including the record, counted from the root. */
  readonly writes: Series;
  /** A queue says when a record is flushed, after it has been appended. */
  isQueued = false;
  /** The writer is dead or fenced since then: nothing is promised any more. */
  closedAt = Number.POSITIVE_INFINITY;
  #baseEnd: Position;
  #baseWrites: number;
  /** Ten samples a second of (instant, end), kept for longer than the records. */
  readonly #sampledAt = new Series(0, 64);
  readonly #sampledEnd = new Series(0, 64);

  constructor(first: number, base: { end: Position; writes: number; fork: Position }) {
    this.fork = base.fork;
    this.#baseEnd = base.end;
    this.#baseWrites = base.writes;
    this.ends = new Series(first);
    this.appends = new Series(first);
    this.flushes = new Series(first);
    this.promises = new Series(first);
    this.writes = new Series(first);
  }

  /** A child shares its parent's records up to the fork; what was in doubt there is history now. */
  static forkOf(parent: TransactionLedger, until: number, now: Instant): TransactionLedger {
    const child = new TransactionLedger(parent.first, {
      end: parent.#baseEnd,
      writes: parent.#baseWrites,
      fork: parent.endBefore(until),
    });
    for (let i = parent.first; i < until; i++) {
      child.ends.push(parent.ends.at(i));
      child.appends.push(parent.appends.at(i));
      child.flushes.push(parent.flushes.at(i));
      child.promises.push(Math.min(now, parent.promises.at(i)));
      child.writes.push(parent.writes.at(i));
    }
    for (let i = parent.#sampledAt.first; i < parent.#sampledAt.end; i++) {
      if (parent.#sampledEnd.at(i) > child.fork) break;
      child.#sampledAt.push(parent.#sampledAt.at(i));
      child.#sampledEnd.push(parent.#sampledEnd.at(i));
    }
    return child;
  }

  /** Records that another plane has kept count of; all of them flushed. */
  static holding(records: HandedRecords, fork: Position): TransactionLedger {
    const ledger = new TransactionLedger(0, { end: records.base, writes: 0, fork });
    let before = records.base;
    records.ends.forEach((end, i) => {
      const at = records.appends[i] as number;
      ledger.append({ at, bytes: end - before, writes: records.writes[i] as number, flushedAt: at });
      ledger.promises.set(i, records.promises[i] as number);
      before = end;
    });
    return ledger;
  }

  /** Number of the oldest record kept. */
  get first(): number {
    return this.ends.first;
  }
  /** Number of the next record to be appended. */
  get next(): number {
    return this.ends.end;
  }
  /** Position at which record `index` begins. */
  endBefore(index: number): Position {
    return index <= this.first ? this.#baseEnd : this.ends.at(index - 1);
  }
  size(index: number): number {
    return this.ends.at(index) - this.endBefore(index);
  }
  writesBefore(index: number): number {
    return index <= this.first ? this.#baseWrites : this.writes.at(index - 1);
  }
  writesOf(index: number): number {
    return this.writes.at(index) - this.writesBefore(index);
  }

  append(record: { at: number; bytes: number; writes: number; flushedAt: number }): void {
    const { next } = this;
    invariant(
      next === this.first || record.at >= this.appends.at(next - 1),
      "records are appended in order of time",
    );
    const end = this.endBefore(next) + record.bytes;
    const writes = this.writesBefore(next) + record.writes;
    this.ends.push(end);
    this.writes.push(writes);
    this.appends.push(record.at);
    this.flushes.push(record.flushedAt);
    this.promises.push(Number.POSITIVE_INFINITY);
    const samples = this.#sampledAt.end;
    if (samples > 0 && record.at - this.#sampledAt.at(samples - 1) < SAMPLE) return;
    this.#sampledAt.push(record.at);
    this.#sampledEnd.push(end);
  }

  /** What had been appended at `at`, to a tenth of a second; also for records that have retired. */
  appendedLongAgo(at: number): Position {
    const samples = this.#sampledAt.firstAbove(at);
    return samples === 0 ? 0 : this.#sampledEnd.at(samples - 1);
  }
  /** Nobody asks any more what had been appended before `t`; whoever forks needs one from before the fork. */
  retireSamples(t: number): void {
    const index = Math.min(this.#sampledAt.firstAbove(t), this.#sampledEnd.firstAbove(this.#baseEnd)) - 1;
    this.#sampledAt.retire(index);
    this.#sampledEnd.retire(index);
  }

  /** Forgets records from `index` on: they were never flushed when the writer's host went off. */
  truncate(index: number): void {
    for (const column of [this.ends, this.writes, this.appends, this.flushes, this.promises])
      column.truncate(index);
  }

  retire(index: number): void {
    const before = this.first;
    if (index - before < 1024 || (index - before) * 2 < this.next - before) return;
    this.#baseEnd = this.ends.at(index - 1);
    this.#baseWrites = this.writes.at(index - 1);
    for (const column of [this.ends, this.writes, this.appends, this.flushes, this.promises])
      column.retire(index);
  }

  /** Number of the first record that ends past `position`. */
  indexPast(position: Position): number {
    return this.ends.firstAbove(position);
  }

  appended(at: Instant): Position {
    return this.endBefore(this.appends.firstAbove(at));
  }
  acknowledged(at: Instant): Position {
    return this.endBefore(this.promises.firstAbove(at));
  }
  flushed(at: Instant): Position {
    return this.endBefore(this.flushes.firstAbove(at));
  }
  appendedPast(position: Position): number {
    const i = this.indexPast(position);
    return i < this.next ? this.appends.at(i) : Number.POSITIVE_INFINITY;
  }
  acknowledgedPast(position: Position): number {
    const i = this.indexPast(position);
    return i < this.next ? this.promises.at(i) : Number.POSITIVE_INFINITY;
  }
  gapAt(): number {
    return 0;
  }
  transactionsBetween(from: Position, to: Position): number {
    return this.writesBefore(this.indexPast(to)) - this.writesBefore(this.indexPast(from));
  }
}
