// What one node holds of one origin: when it received, flushed and applied each record, as far as that can be
// foreseen. Plans past "now" are taken back when conditions change. A writer holds what its ledger appended.

import type { Position, Stage, TimelineId } from "../cluster/data-plane.ts";
import { FlushClock, stretched } from "../database/flush-clock.ts";
import { Series } from "./series.ts";
import type { TransactionLedger } from "./transaction-ledger.ts";

/** How a node handles what it receives; real µs and bytes per µs. */
export interface HolderTerms {
  readonly drawFlush: () => number;
  readonly applyRate: number;
  readonly applyDelay: number;
  /** Until a process that waited runs again. */
  readonly wakeUp: number;
  /** One process receives and flushes: what comes while it flushes is confirmed when it reads again. */
  readonly receivesBetweenFlushes: boolean;
}

export class Holder {
  readonly node: string;
  /** A delayed replica applies nothing younger than this, real µs. */
  readonly applyDelay: number;
  readonly applyRate: number;
  readonly wakeUp: number;
  readonly received: Series;
  /** When its receiver has taken each record from its connection; kept only where that may be later. */
  readonly #taken: Series | undefined;
  readonly #receivesBetweenFlushes: boolean;
  readonly flushed: Series;
  readonly applied: Series;
  readonly flushClock: FlushClock;
  /** Duration of one flush, real µs. */
  readonly drawFlush: () => number;
  #flushPace = 1;
  timeline: TimelineId;
  ledger: TransactionLedger;
  /** It appends to the ledger itself. */
  isWriter = false;
  /** Writer only: it takes writes. */
  accepts = false;
  /** Streams of a cascade that send on what it receives. */
  readonly followers = new Set<{ takeBack(index: number): void }>();
  /** A full copy is complete at this instant; before it nothing is usable. */
  usableFrom = Number.NEGATIVE_INFINITY;

  constructor(node: string, timeline: TimelineId, ledger: TransactionLedger, terms: HolderTerms) {
    this.node = node;
    this.timeline = timeline;
    this.ledger = ledger;
    this.applyRate = terms.applyRate;
    this.wakeUp = terms.wakeUp;
    this.applyDelay = terms.applyDelay;
    this.drawFlush = terms.drawFlush;
    this.flushClock = new FlushClock(terms.drawFlush);
    this.received = new Series(ledger.next);
    this.#receivesBetweenFlushes = terms.receivesBetweenFlushes;
    const isLater = terms.receivesBetweenFlushes || terms.wakeUp > 0;
    this.#taken = isLater ? new Series(ledger.next) : undefined;
    this.flushed = new Series(ledger.next);
    this.applied = new Series(ledger.next);
  }

  /** Writer only: when what is appended at `at` is on disk; Infinity = when its turn in the queue comes. */
  flushedAt(at: number): number {
    return this.ledger.isQueued ? Number.POSITIVE_INFINITY : this.flushClock.durableAt(at, this.wakeUp);
  }

  /** Number of the first record without which it is, at `at`. */
  heldBefore(at: number, stage: Stage = "received"): number {
    if (this.isWriter) return this.ledger.appends.firstAbove(at);
    return this.column(stage).firstAbove(at);
  }

  column(stage: Stage): Series {
    return stage === "received" ? this.received : stage === "flushed" ? this.flushed : this.applied;
  }

  /** When it says of a record that it has come to this stage; NaN = cannot be foreseen. */
  confirmsAt(index: number, stage: Stage): number {
    if (stage === "received") return (this.#taken ?? this.received).at(index);
    // Who applies and who answers are two processes.
    return stage === "flushed" ? this.flushed.at(index) : this.applied.at(index) + this.wakeUp;
  }

  /** Foresees what becomes of the next record, of so many bytes, that arrives at `at`. */
  receive(at: number, size: number): void {
    const { wakeUp } = this;
    const flushed = this.flushClock.durableAt(at, wakeUp, wakeUp);
    const before = this.applied.at(this.applied.end - 1);
    // What is not on disk is not applied: a crash must not leave data without its log.
    const begin = before > flushed ? before : flushed + wakeUp;
    this.received.push(at);
    this.#taken?.push(this.#receivesBetweenFlushes ? Math.max(at, this.flushClock.begins) : at + wakeUp);
    this.flushed.push(flushed);
    this.applied.push(begin + size / this.applyRate);
  }

  /** Has the next record since `at`, on disk, and applies it at `applied`. */
  hold(at: number, applied: number): void {
    this.received.push(at);
    this.#taken?.push(at);
    this.flushed.push(at);
    this.applied.push(applied);
  }

  position(at: number, stage: Stage): Position {
    if (at < this.usableFrom) return -1;
    const held = this.ledger.endBefore(Math.max(this.ledger.first, this.heldBefore(at, stage)));
    if (stage !== "applied" || this.applyDelay === 0 || this.isWriter) return held;
    return Math.min(held, this.ledger.appendedLongAgo(at - this.applyDelay));
  }

  /** Forgets records from `index` on, planned or held. */
  truncate(index: number): void {
    if (index >= this.received.end) return;
    this.received.truncate(index);
    this.#taken?.truncate(index);
    this.flushed.truncate(index);
    this.applied.truncate(index);
    this.#rewindFlushes();
    for (const follower of this.followers) follower.takeBack(index);
  }

  /**
   * A flush takes so many times as long as usual, what is left of the running one, too. Returns the number of the first
   * record that is not flushed at `now`.
   */
  setFlushPace(pace: number, now: number): number {
    const ratio = pace / this.#flushPace;
    this.#flushPace = pace;
    this.flushClock.setPace(pace, now);
    const column = this.isWriter ? this.ledger.flushes : this.flushed;
    const first = column.firstAbove(now);
    for (let i = first; i < column.end; i++) column.set(i, stretched(column.at(i), now, ratio));
    if (!this.isWriter)
      for (let i = first; i < this.applied.end; i++) {
        const before = this.applied.at(i - 1);
        const begin = before > column.at(i) ? before : column.at(i) + this.wakeUp;
        this.applied.set(i, begin + this.ledger.size(i) / this.applyRate);
      }
    return first;
  }

  /** The last flush may not have begun yet: what comes in place of what was forgotten may still join it. */
  #rewindFlushes(): void {
    const { flushed, received } = this;
    let first = flushed.end - 1;
    const end = flushed.at(first);
    while (flushed.at(first - 1) === end) first--;
    const before = flushed.at(first - 1);
    if (Number.isNaN(end)) this.flushClock.rewindTo(Number.NEGATIVE_INFINITY);
    else if (Number.isNaN(before)) this.flushClock.rewindTo(end);
    else this.flushClock.rewindInto(Math.max(before, received.at(first)), end);
  }

  /** Holds exactly what lies before `index` of `ledger`, all of it applied long ago. */
  restartAt(timeline: TimelineId, ledger: TransactionLedger, index: number): void {
    this.timeline = timeline;
    this.ledger = ledger;
    this.isWriter = this.accepts = false;
    for (const column of [this.received, this.flushed, this.applied]) column.reset(index);
    this.#taken?.reset(index);
    this.flushClock.rewindTo(Number.NEGATIVE_INFINITY);
  }

  retire(index: number): void {
    // One record stays: it carries the order of what follows.
    for (const column of [this.received, this.flushed, this.applied]) column.retire(index - 1);
    this.#taken?.retire(index - 1);
  }
}
