// A commit queue that is held while its writer waits for standbys. A group takes the log, is flushed and sent, and
// keeps the log until it may wait in its turn; the turn passes on when the group before it has been promised. So at
// most two groups are on their way, and whoever comes meanwhile waits for up to a round trip before its own begins.
// Free of a hold it is group commit as ever. Source: MariaDB 10.11, sql/log.cc: LOCK_log is kept until
// LOCK_after_binlog_sync is free.

import type { TransactionLedger } from "./transaction-ledger.ts";

interface Group {
  /** Number of its first record. */
  readonly first: number;
  /** Real µs: it takes the log, with all that have been appended by then; it is on disk. */
  readonly begin: number;
  readonly end: number;
}

/** More are never asked for: those that have begun stay, and one at most has not. */
const KEPT = 8;

export class CommitQueue {
  readonly #ledger: TransactionLedger;
  readonly #draw: () => number;
  /** Records from this one on will not be flushed as it was foreseen. */
  readonly #takenBack: (index: number) => void;
  #groups: Group[] = [];
  /** Flushes of groups that were taken back: drawn once. */
  readonly #drawn: number[] = [];
  /** Number of the first record that is in no group yet. */
  #next: number;
  /** Whoever waits for standbys keeps others from being flushed. */
  isHeld = false;

  /** `draw`: duration of one flush, real µs. */
  constructor(ledger: TransactionLedger, draw: () => number, takenBack: (index: number) => void) {
    this.#ledger = ledger;
    this.#draw = draw;
    this.#takenBack = takenBack;
    this.#next = ledger.next;
    if (ledger.next === ledger.first) return;
    const end = ledger.flushes.at(ledger.next - 1);
    this.#groups.push({ first: ledger.next - 1, begin: end, end });
  }

  /** Puts records into groups as far as can be foreseen; false = nobody new. */
  foresee(): boolean {
    const { appends, flushes, next } = this.#ledger;
    const before = this.#next;
    for (; this.#next < next; this.#next++) {
      const at = appends.at(this.#next);
      const last = this.#groups[this.#groups.length - 1];
      if ((!last || at > last.begin) && !this.#open(at)) break;
      flushes.set(this.#next, (this.#groups[this.#groups.length - 1] as Group).end);
    }
    return this.#next > before;
  }

  /** What has not begun by `now` is foreseen anew. */
  takeBack(now: number): void {
    const last = this.#groups[this.#groups.length - 1];
    if (!last || last.begin <= now) return;
    this.#forget(last);
    const { flushes } = this.#ledger;
    for (let i = last.first; i < this.#next; i++) flushes.set(i, Number.POSITIVE_INFINITY);
    this.#next = last.first;
    this.#takenBack(last.first);
    this.takeBack(now);
  }

  /** The ledger forgot records from `index` on; nothing runs any more. */
  truncate(index: number): void {
    for (let last = this.#groups.at(-1); last && last.first >= index; last = this.#groups.at(-1))
      this.#forget(last);
    this.#next = Math.min(this.#next, index);
  }

  #open(at: number): boolean {
    const begin = Math.max(at, this.#freeAt());
    if (begin === Number.POSITIVE_INFINITY) return false;
    const end = begin + (this.#drawn.pop() ?? this.#draw());
    this.#groups.push({ first: this.#next, begin, end });
    if (this.#groups.length > 2 * KEPT) this.#groups = this.#groups.slice(-KEPT);
    return true;
  }

  /** When the latest group lets go of the log; Infinity = cannot be foreseen. */
  #freeAt(): number {
    const last = this.#groups[this.#groups.length - 1];
    if (!last) return Number.NEGATIVE_INFINITY;
    const { promises, first } = this.#ledger;
    // Its turn comes when the last record of the group before it has been promised.
    const turn = this.isHeld && last.first > first ? promises.at(last.first - 1) : Number.NEGATIVE_INFINITY;
    return Math.max(last.end, turn);
  }

  #forget(last: Group): void {
    this.#drawn.push(last.end - last.begin);
    this.#groups.pop();
  }
}
