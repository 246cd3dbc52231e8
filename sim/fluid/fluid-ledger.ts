// The ledger's questions answered from curves. "Acknowledged" is the commit terms applied to what standbys have
// confirmed; no acknowledged curve is ever built, because the inverse of a k-th largest is the k-th smallest of
// the inverses. An epoch begins when terms, connections or the writer change; what was promised stays promised.

import type { CommitRule, CommitTerms, Ledger, NodeId, Position } from "../cluster/data-plane.ts";
import type { Bytes } from "../quantity/data.ts";
import type { Instant } from "../quantity/time.ts";
import { Curve, type Monotone, relag } from "./curve.ts";

/** A rule with what each standby it names has confirmed; no curve = it is not connected. */
interface BoundRule {
  readonly atLeast: number;
  readonly confirmed: readonly (Monotone | undefined)[];
}
interface Epoch {
  readonly at: number;
  /** Promised before it began. */
  readonly floor: Position;
  /** undefined = nothing is promised. */
  readonly rules: readonly BoundRule[] | undefined;
}

export type Confirmations = (node: NodeId, rule: CommitRule) => Monotone | undefined;

export class FluidLedger implements Ledger {
  /** What the writer has appended, and what of it is on its own disk. */
  readonly curve: Curve;
  readonly flushedCurve: Curve;
  readonly fork: Position;
  readonly recordBytes: number;
  /** From the log to the writer's own disk, µs. */
  #flush: number;
  /** Its disk is slower than usual. */
  #isFlushSlow = false;
  terms: CommitTerms = [];
  #epochs: Epoch[];

  /** A child shares its parent's history up to the fork: a standby still behind it keeps its dates. */
  constructor(begin: {
    readonly at: number;
    readonly fork: Position;
    readonly recordBytes: number;
    readonly flush: number;
    readonly isFlushSlow?: boolean;
    readonly parent: FluidLedger | undefined;
  }) {
    const { at, fork, recordBytes, flush, parent } = begin;
    this.fork = fork;
    this.recordBytes = recordBytes;
    this.#flush = flush;
    this.#isFlushSlow = begin.isFlushSlow ?? false;
    this.curve = parent ? parent.curve.upTo(fork, at) : new Curve(at, fork);
    this.flushedCurve = new Curve(at, fork);
    this.flushedCurve.follow(at, fork, this.curve, flush);
    this.#epochs = parent ? parent.#epochs.filter(({ floor }) => floor < fork) : [];
    this.#epochs.push({ at, floor: fork, rules: undefined });
  }

  /** Somebody waits for more than a usual disk. */
  get isWaiting(): boolean {
    if (this.#isFlushSlow) return this.terms !== "block";
    return this.terms !== "block" && this.terms.some((rule) => rule.atLeast > 0);
  }
  get flush(): number {
    return this.#flush;
  }
  /** A flush takes so long from now on, µs; `isSlow`: longer than usual. */
  setFlush(flush: number, isSlow: boolean, now: number): void {
    relag(this.flushedCurve, this.curve, { before: this.#flush, after: flush }, now);
    this.#flush = flush;
    this.#isFlushSlow = isSlow;
  }
  waitsFor(node: NodeId): boolean {
    return this.terms !== "block" && this.terms.some((rule) => rule.atLeast > 0 && rule.of.includes(node));
  }

  /** From now on these terms hold with these confirmations; "suspended" = nobody promises anything. */
  begin(at: number, isSuspended: boolean, confirmed: Confirmations): void {
    const floor = this.acknowledged(at as Instant);
    const { terms } = this;
    const rules =
      isSuspended || terms === "block"
        ? undefined
        : terms
            .filter(({ atLeast }) => atLeast > 0)
            .map((rule) => ({
              atLeast: rule.atLeast,
              confirmed: rule.of.map((node) => confirmed(node, rule)),
            }));
    while (this.#epochs.length > 0 && (this.#epochs[this.#epochs.length - 1] as Epoch).at >= at)
      this.#epochs.pop();
    this.#epochs.push({ at, floor, rules });
  }

  appended(at: Instant | number): Position {
    return this.curve.valueAt(at);
  }
  flushed(at: Instant): Position {
    return Math.min(this.flushedCurve.valueAt(at), this.curve.valueAt(at));
  }
  appendedPast(position: Position): number {
    return this.curve.past(position);
  }
  gapAt(position: Position): number {
    const { curve, recordBytes } = this;
    const next = curve.past(position + recordBytes) - curve.past(position);
    if (next < Number.POSITIVE_INFINITY) return next;
    const before = curve.past(position) - curve.past(Math.max(0, position - recordBytes));
    return before < Number.POSITIVE_INFINITY ? before : 0;
  }
  transactionsBetween(from: Position, to: Position): number {
    // Positions are doubles: after years they say no more than this.
    const noise = Math.max(0.01, Math.abs(to) * 1e-12);
    return to - from <= noise ? 0 : (to - from) / this.recordBytes;
  }

  acknowledged(at: Instant | number): Position {
    let i = this.#epochs.length - 1;
    while (i > 0 && (this.#epochs[i] as Epoch).at > at) i--;
    const { floor, rules } = this.#epochs[i] as Epoch;
    if (!rules) return floor;
    let least = this.flushed(at as Instant);
    for (const { atLeast, confirmed } of rules) {
      const value = kthLargest(confirmed, atLeast, at);
      if (value < least) least = value;
    }
    return Math.max(floor, least);
  }

  acknowledgedPast(position: Position): number {
    let i = this.#epochs.length - 1;
    while (i > 0 && (this.#epochs[i] as Epoch).floor > position) i--;
    for (; i < this.#epochs.length; i++) {
      const { at, rules } = this.#epochs[i] as Epoch;
      const end = this.#epochs[i + 1]?.at ?? Number.POSITIVE_INFINITY;
      if (!rules) {
        // A promotion promises whatever lies before its fork.
        const next = this.#epochs[i + 1];
        if (next && next.floor > position) return next.at;
        continue;
      }
      let found = Math.max(at, this.flushedCurve.past(position));
      for (const rule of rules) found = Math.max(found, confirmedPast(rule, position));
      if (found < end) return found;
      const next = this.#epochs[i + 1];
      if (next && next.floor > position) return next.at;
    }
    return Number.POSITIVE_INFINITY;
  }

  /**
   * Whatever is appended from `at` on is promised so much later at most, for all that is planned, µs; undefined = who
   * must confirm does not keep up.
   */
  steadyWait(at: number): number | undefined {
    const { rules } = this.#epochs[this.#epochs.length - 1] as Epoch;
    let most = this.flushedCurve.lagBehind(this.curve, at);
    for (const { atLeast, confirmed } of rules ?? []) {
      const lags = confirmed.flatMap((curve) =>
        curve instanceof Curve ? (curve.lagBehind(this.curve, at) ?? []) : [],
      );
      const lag = lags.sort((a, b) => a - b)[atLeast - 1];
      most = lag === undefined || most === undefined ? undefined : Math.max(most, lag);
    }
    return rules === undefined ? undefined : most;
  }

  /** When so many of these have confirmed the first byte past `position`. */
  confirmedPast(rule: CommitRule, confirmed: Confirmations, position: Position): number {
    return confirmedPast(
      { atLeast: rule.atLeast, confirmed: rule.of.map((node) => confirmed(node, rule)) },
      position,
    );
  }

  bytes(transactions: number): Bytes {
    return (transactions * this.recordBytes) as Bytes;
  }

  retireBefore(t: number): void {
    this.curve.retireBefore(t);
    this.flushedCurve.retireBefore(t);
    if (this.#epochs.length < 64) return;
    const keep = this.#epochs.findLastIndex(({ at }) => at <= t);
    if (keep > 0) this.#epochs = this.#epochs.slice(keep);
  }
}

function kthLargest(curves: readonly (Monotone | undefined)[], k: number, at: number): Position {
  if (k > curves.length) return 0;
  if (curves.length === 1) return curves[0]?.valueAt(at) ?? 0;
  const values = curves.map((curve) => curve?.valueAt(at) ?? 0).sort((a, b) => b - a);
  return values[k - 1] as number;
}

function confirmedPast({ atLeast, confirmed }: BoundRule, position: Position): number {
  if (atLeast > confirmed.length) return Number.POSITIVE_INFINITY;
  const instants = confirmed.map((curve) => curve?.past(position) ?? Number.POSITIVE_INFINITY);
  instants.sort((a, b) => a - b);
  return instants[atLeast - 1] as number;
}
