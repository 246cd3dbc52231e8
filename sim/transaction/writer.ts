// A node that takes writes of one origin: processors, then the log. Work is appended in the order of completion.
// A full house (every connection busy, most of them waiting for a promise) refuses what arrives.

import type { NodeTerms } from "../cluster/terms.ts";
import { drawer } from "../kernel/draw-table.ts";
import { invariant } from "../kernel/invariant.ts";
import type { RandomStream } from "../kernel/random.ts";
import type { Holder } from "./holder.ts";
import { RowLocks } from "./row-locks.ts";
import { Station, type Work } from "./station.ts";

/** What is known of a record's client until it has been answered. */
export interface Waiting {
  readonly record: number;
  readonly work: Work;
}

export class Writer {
  readonly holder: Holder;
  readonly station: Station;
  readonly #connections: number;
  readonly #locks = new RowLocks();
  /** Answered records are taken off the front. */
  readonly waiting: Waiting[] = [];
  #answered = 0;
  #inProgress = 0;
  /** Number of the first record that had not been appended when answers were last given. */
  #foreseen = 0;

  constructor(parts: { holder: Holder; station: Station; connections: number }) {
    this.holder = parts.holder;
    this.station = parts.station;
    this.#connections = parts.connections;
  }

  /** False = refused: no free connection, or no room to wait for a processor. */
  take(work: Work): boolean {
    if (this.#inProgress >= this.#connections) return false;
    if (!this.station.arrive(work)) return false;
    this.#inProgress += work.writes;
    return true;
  }

  /** It looks full, but somebody may have been answered by now. */
  hasAnswersDue(at: number): boolean {
    if (this.#inProgress < this.#connections) return false;
    const next = this.waiting[this.#answered];
    return next !== undefined && (next.record >= this.#foreseen || this.nextAnswerAt <= at);
  }

  /**
   * Many writes as one: the processors are passed by. The house is full when those who wait since before
   * `since` fill it;
   * younger ones may have been answered one by one, which a coarse record does not show.
   */
  takeCoarse(work: Work, since: number): boolean {
    const { ledger } = this.holder;
    let waiting = 0;
    for (let i = this.#answered; i < this.waiting.length; i++) {
      const { arrivedAt, writes } = (this.waiting[i] as Waiting).work;
      if (arrivedAt >= since) break;
      waiting += writes;
    }
    if (waiting >= this.#connections) return false;
    this.#inProgress += work.writes;
    this.waiting.push({ record: ledger.next, work });
    const flushedAt = this.holder.flushedAt(work.arrivedAt);
    ledger.append({ at: work.arrivedAt, bytes: work.bytes, writes: work.writes, flushedAt });
    return true;
  }

  /** Appends everything that is done by `until`. */
  append(until: number): void {
    const { station } = this;
    while (station.nextDoneAt <= until) {
      const { at, work } = station.takeDone();
      if (work.row === undefined || this.#locks.lock(work.row, work)) this.#commit(work, at);
    }
  }

  #commit(work: Work, at: number): void {
    const { ledger } = this.holder;
    this.waiting.push({ record: ledger.next, work });
    const flushedAt = this.holder.flushedAt(at);
    ledger.append({ at, bytes: work.bytes, writes: work.writes, flushedAt });
  }

  /** Gives every promise that is due by `until` to its client; true if somebody has got a row for that and commits. */
  answer(
    until: number,
    answered: (work: Work, node: string, appendedAt: number, at: number) => void,
  ): boolean {
    const { promises, appends } = this.holder.ledger;
    const { waiting } = this;
    this.#foreseen = this.holder.ledger.next;
    let commits = false;
    for (; this.#answered < waiting.length; this.#answered++) {
      const { record, work } = waiting[this.#answered] as Waiting;
      const at = promises.at(record);
      if (!(at <= until)) break;
      this.#inProgress -= work.writes;
      answered(work, this.holder.node, appends.at(record), at);
      const next = work.row === undefined ? undefined : this.#locks.release(work.row);
      if (next === undefined) continue;
      this.#commit(next, at);
      commits = true;
    }
    if (this.#answered > 1024 || this.#answered === waiting.length) {
      waiting.splice(0, this.#answered);
      this.#answered = 0;
    }
    return commits;
  }

  /** Real µs of the next answer that can be foreseen. */
  get nextAnswerAt(): number {
    const next = this.waiting[this.#answered];
    if (!next) return Number.POSITIVE_INFINITY;
    return this.holder.ledger.promises.at(next.record);
  }

  /** Its processors do not keep up, or may not. */
  get isFillingUp(): boolean {
    return this.station.isSlow || this.station.isFull || this.station.inSystem * 2 > this.#connections;
  }

  /** Somebody's write is in the log and not yet answered. */
  get isWaiting(): boolean {
    return this.#answered < this.waiting.length;
  }
  get inProgress(): number {
    return this.#inProgress;
  }

  /** The process dies: nobody who waits is answered any more. */
  clear(): readonly Work[] {
    const unanswered = this.waiting.slice(this.#answered).map(({ work }) => work);
    unanswered.push(...this.#locks.clear());
    this.waiting.length = 0;
    this.#answered = this.#inProgress = 0;
    this.station.clear();
    return unanswered;
  }
}

/** The writer that a node of these terms is; `draws`: its service times. */
export function writerOn(terms: NodeTerms | undefined, holder: Holder, draws: RandomStream): Writer {
  invariant(terms !== undefined, "a writer is a known node", { node: holder.node });
  const { servers, queue, service, statements, connections } = terms;
  const draw = drawer(service, draws);
  const station = new Station({ servers, queue, drawService: () => draw() * statements });
  return new Writer({ holder, station, connections });
}
