// When a client may be told "done": rules as data, evaluated record by record in log order. What can be foreseen is
// entered in the ledger at once; when conditions change, whatever was not yet due is foreseen anew.

import type { CommitRule, CommitTerms } from "../cluster/data-plane.ts";
import type { CommitQueue } from "./commit-queue.ts";
import type { TransactionLedger } from "./transaction-ledger.ts";
import type { TransactionStream } from "./transaction-stream.ts";

export class Promises {
  readonly #ledger: TransactionLedger;
  #terms: CommitTerms = [];
  /** Who comes to be flushed when; undefined = the flush clock alone says. */
  #queue: CommitQueue | undefined;
  /** A frozen or dead writer promises nothing. */
  isSuspended = false;
  /** No promise before this: terms or writers changed then. */
  #notBefore = Number.NEGATIVE_INFINITY;
  /** Number of the first record whose promise is not foreseen. */
  #next: number;

  constructor(ledger: TransactionLedger) {
    this.#ledger = ledger;
    this.#next = ledger.next;
  }

  get terms(): CommitTerms {
    return this.#terms;
  }
  /** `queueUp`: makes the queue of the writer, for terms that hold it. */
  setTerms(terms: CommitTerms, queueUp: () => CommitQueue): void {
    this.#terms = terms;
    const isHeld = terms !== "block" && terms.some((rule) => rule.holdsQueue === true && rule.atLeast > 0);
    if (!isHeld && !this.#queue) return;
    this.#queue ??= queueUp();
    this.#queue.isHeld = isHeld;
    this.#ledger.isQueued = true;
  }

  /** What has been promised lets others be flushed; false = nobody new. */
  letFlush(): boolean {
    return !this.isSuspended && this.#queue?.foresee() === true;
  }

  /** Does a standby's confirmation matter? */
  get isWaiting(): boolean {
    return this.terms !== "block" && this.terms.some((rule) => rule.atLeast > 0);
  }

  waitsFor(node: string): boolean {
    return this.terms !== "block" && this.terms.some((rule) => rule.atLeast > 0 && rule.of.includes(node));
  }

  /** Foresees what it can; `streamOf` gives the open stream towards a standby. */
  foresee(streamOf: (node: string) => TransactionStream | undefined): void {
    if (this.isSuspended || this.terms === "block") return;
    const ledger = this.#ledger;
    const { promises, flushes } = ledger;
    const rules = this.terms.filter((rule) => rule.atLeast > 0);
    const streams = rules.map((rule) => rule.of.map(streamOf));
    let before = this.#next > ledger.first ? promises.at(this.#next - 1) : Number.NEGATIVE_INFINITY;
    if (before < this.#notBefore) before = this.#notBefore;
    for (; this.#next < ledger.next; this.#next++) {
      let at = flushes.at(this.#next);
      for (let r = 0; r < rules.length; r++) {
        const rule = rules[r] as CommitRule;
        const confirmed = confirmedByRule(streams[r] as (TransactionStream | undefined)[], this.#next, rule);
        if (confirmed > at) at = confirmed;
      }
      if (at < before) at = before;
      if (at === Number.POSITIVE_INFINITY) return;
      promises.set(this.#next, at);
      before = at;
    }
  }

  /** Takes back every promise that is not due at `now`. */
  takeBack(now: number): void {
    const { promises } = this.#ledger;
    const from = promises.firstAbove(now);
    for (let i = from; i < this.#next; i++) promises.set(i, Number.POSITIVE_INFINITY);
    this.#next = Math.min(this.#next, from);
    this.#notBefore = now;
    this.#queue?.takeBack(now);
  }

  /** The writer has been replaced while it was frozen: nobody who waited then gets an answer. */
  abandon(): void {
    this.#next = this.#ledger.next;
  }

  /** The ledger forgot records from `index` on. */
  truncate(index: number): void {
    this.#next = Math.min(this.#next, index);
    this.#queue?.truncate(index);
  }
}

/** When so many of the streams as the rule asks for have confirmed a record; Infinity = cannot be foreseen. */
export function confirmedByRule(
  streams: readonly (TransactionStream | undefined)[],
  index: number,
  rule: CommitRule,
): number {
  const { atLeast, stage } = rule;
  if (atLeast > streams.length) return Number.POSITIVE_INFINITY;
  if (streams.length === 1) return streams[0]?.confirmedAt(index, stage) ?? Number.POSITIVE_INFINITY;
  const instants = streams.map((stream) => stream?.confirmedAt(index, stage) ?? Number.POSITIVE_INFINITY);
  instants.sort((a, b) => a - b);
  return instants[atLeast - 1] as number;
}
