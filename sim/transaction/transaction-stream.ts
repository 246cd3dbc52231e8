// One replication stream: a first-in-first-out sender over a reliable, ordered connection. For each record it
// foresees when it will be sent, received, flushed and applied; a change of conditions takes back what has not
// happened yet. Times are real: rounding each transmission up would cost bandwidth.

import type { Connection } from "../cluster/connection.ts";
import type { InFlight, Stage, StreamId, StreamSpec } from "../cluster/data-plane.ts";
import type { Route } from "../cluster/fabric.ts";
import { SEGMENT } from "../network/tcp-ceiling.ts";
import type { Holder } from "./holder.ts";
import { Series } from "./series.ts";

export class TransactionStream {
  readonly id: StreamId;
  readonly spec: StreamSpec;
  readonly source: Holder;
  readonly target: Holder;
  readonly sent: Series;
  /** What jitter adds to the way back of each record's confirmation; kept only where there is jitter. */
  readonly #answerJitter: Series;
  /** Records before it were held when the stream opened; the source learns that with the greeting. */
  readonly firstIndex: number;
  isClosed = false;
  /** Bytes per µs that sharing leaves to it. */
  rate = 0;
  forward: Route | undefined;
  back: Route | undefined;
  /** When the full copy ends; -Infinity = there is none (any more). */
  copyEndsAt = Number.NEGATIVE_INFINITY;
  #copyLeft: number;
  #copySince = 0;
  readonly #copyRate: number;
  readonly #connection: Connection;
  #senderFree = Number.NEGATIVE_INFINITY;
  #isHalfSent = false;
  #countedUpTo: number;
  #brokenAt: number | undefined;
  #backSince = 0;
  /** Where the window ends while no confirmation comes back. */
  #windowEnd = Number.POSITIVE_INFINITY;

  constructor(
    id: StreamId,
    parts: {
      spec: StreamSpec;
      source: Holder;
      target: Holder;
      connection: Connection;
      copyRate: number;
      brokenAt?: number | undefined;
    },
  ) {
    this.id = id;
    this.spec = parts.spec;
    this.source = parts.source;
    this.target = parts.target;
    this.#connection = parts.connection;
    this.#copyRate = parts.copyRate;
    this.#brokenAt = parts.brokenAt;
    this.#copyLeft = parts.spec.from === "held" ? 0 : parts.spec.from.fullCopy;
    this.firstIndex = parts.target.received.end;
    this.sent = new Series(this.firstIndex);
    this.#answerJitter = new Series(this.firstIndex, 16);
    this.#countedUpTo = this.firstIndex;
    this.source.followers.add(this);
  }

  get isFlowing(): boolean {
    return this.forward !== undefined && !this.isClosed;
  }
  get isCopying(): boolean {
    return this.#copyLeft > 0;
  }
  get roundTrip(): number {
    return (this.forward?.delay ?? 0) + (this.back?.delay ?? this.forward?.delay ?? 0);
  }
  /** Bytes per µs that its connection, or the disks of a copy, allow. */
  get ceiling(): number {
    if (!this.forward) return 0;
    const { roundTrip } = this;
    const tcp = this.#connection.transport.ceiling({ ...this.forward, roundTrip });
    return this.isCopying ? Math.min(tcp, this.#copyRate) : tcp;
  }
  get expansion(): number {
    return this.#connection.transport.expansion;
  }
  /** Real µs of transmission that wait at `now`. */
  queued(now: number): number {
    if (this.isCopying) return Number.POSITIVE_INFINITY;
    return this.sent.end < this.source.ledger.next && !this.forward
      ? Number.POSITIVE_INFINITY
      : this.#senderFree - now;
  }

  /** Foresees what becomes of every record that the source has by now. */
  plan(): void {
    const { forward, source, target, sent } = this;
    if (!forward || this.isClosed || !(this.rate > 0) || this.isCopying) return;
    const { ledger } = target;
    const column = source.isWriter ? ledger.flushes : source.flushed;
    const end = source.isWriter ? ledger.next : column.end;
    const perByte = this.#connection.transport.expansion / this.rate;
    let last = target.received.at(target.received.end - 1) || Number.NEGATIVE_INFINITY;
    for (let i = sent.end; i < end; i++) {
      if (ledger.ends.at(i) > this.#windowEnd) return;
      const size = ledger.size(i);
      // A cascade that holds a record from before it can be asked about has had it for long.
      const ready = i < column.first ? Number.NEGATIVE_INFINITY : column.at(i) + source.wakeUp;
      if (ready === Number.POSITIVE_INFINITY) return;
      const isIdle = ready >= this.#senderFree && !this.#isHalfSent;
      this.#isHalfSent = false;
      const finish = (isIdle ? ready : this.#senderFree) + size * perByte;
      this.#senderFree = finish;
      sent.push(finish);
      let arrival = finish + forward.delay;
      if (forward.jitters.length > 0) arrival += this.#connection.jitter(forward);
      if (forward.lossEvents > 0)
        arrival += this.#connection.stall(forward, isIdle ? Math.max(1, size / SEGMENT) : size / SEGMENT, {
          roundTrip: this.roundTrip,
          meanGap: this.#meanGapBefore(i),
        });
      if (arrival > last) last = arrival;
      target.receive(last, size);
      if (this.#hasAnswerJitter) this.#drawAnswerJitter(i);
    }
  }

  /** When the source knows that the target has the record at `stage`; Infinity = cannot be foreseen. */
  confirmedAt(index: number, stage: Stage): number {
    if (!this.back || this.isClosed) return Number.POSITIVE_INFINITY;
    const { target, source } = this;
    if (index >= target.received.end || this.isCopying) return Number.POSITIVE_INFINITY;
    const there = index < this.firstIndex ? this.#backSince : target.confirmsAt(index, stage);
    const back = this.back.delay + (this.#answerJitter.at(index) || 0);
    // At home the sender hears of it, and whoever waits is told.
    return Math.max(there, this.#backSince) + back + 2 * source.wakeUp;
  }

  /**
   * Conditions changed at `now`; both directions as they are from now on. A sender that merely freezes leaves what it
   * has sent on the wire.
   */
  setRoute(now: number, forward: Route | undefined, back: Route | undefined, wire: InFlight = "lost"): void {
    if (this.isClosed) return;
    const changes = !sameRoute(forward, this.forward);
    if (changes && this.forward) this.#interrupt(now, wire);
    if (back && !this.back) {
      this.#backSince = Math.max(this.#backSince, now); // not before a probe that is awaited
      this.#windowEnd = Number.POSITIVE_INFINITY;
    }
    if (!back && this.back)
      this.#windowEnd = this.#confirmedPosition(now) + this.#connection.transport.window;
    const wasDown = !this.forward;
    this.back = back;
    this.forward = forward;
    if (changes && forward) this.#resume(now, wasDown);
  }

  /** Sharing gives it another rate from `now` on: what is not fully sent is planned again. */
  setRate(now: number, rate: number): void {
    if (rate === this.rate) return;
    if (this.isCopying) this.#advanceCopy(now);
    else if (this.forward && this.rate > 0) this.#takeBackUnsent(now, rate);
    this.rate = rate;
    if (this.isCopying) this.#planCopy(now);
  }

  /** The copy is complete; records since it began follow. */
  finishCopy(): void {
    this.#copyLeft = 0;
    this.#senderFree = this.copyEndsAt;
    this.copyEndsAt = Number.NEGATIVE_INFINITY;
  }

  close(now: number, inFlight: InFlight): void {
    if (this.isClosed) return;
    this.isClosed = true;
    this.source.followers.delete(this);
    const until = inFlight === "arrives" ? this.sent.firstAbove(now) : this.target.received.firstAbove(now);
    this.sent.truncate(until);
    this.target.truncate(Math.max(until, this.firstIndex));
    if (this.isCopying) this.target.usableFrom = Number.POSITIVE_INFINITY;
  }

  /** The source will not have received records from `index` on as it was foreseen: nor will they be sent on so. */
  takeBack(index: number): void {
    if (index >= this.sent.end) return;
    this.sent.truncate(index);
    this.target.truncate(Math.max(index, this.firstIndex));
    const last = this.sent.at(this.sent.end - 1);
    if (last < this.#senderFree) this.#senderFree = last;
    this.#isHalfSent = false;
  }

  /** Bytes put on the wire since it was last asked; copies apart. */
  takeSent(now: number): number {
    const { ledger } = this.target;
    const until = Math.max(this.#countedUpTo, this.sent.firstAbove(now));
    const from = Math.max(this.#countedUpTo, ledger.first);
    this.#countedUpTo = until;
    return until > from ? (ledger.endBefore(until) - ledger.endBefore(from)) * this.expansion : 0;
  }

  /** The target may retire what lies before `index`. */
  retire(index: number): void {
    this.sent.retire(Math.min(index, this.sent.end) - 1);
    this.#answerJitter.retire(index - 1);
  }

  get #hasAnswerJitter(): boolean {
    return this.back !== undefined && this.back.jitters.length > 0;
  }

  /** One confirmation each; a record that is sent again is confirmed again. */
  #drawAnswerJitter(index: number): void {
    const jitter = this.#answerJitter;
    jitter.truncate(index);
    if (jitter.end !== index) jitter.reset(index);
    jitter.push(this.#connection.jitter(this.back as Route));
  }

  /** Mean time between the records up to this one: what follows it may not have been appended when it is planned. */
  #meanGapBefore(index: number): number {
    const { appends, first } = this.target.ledger;
    const from = Math.max(first, index - 63);
    const span = appends.at(index) - appends.at(from);
    return span > 0 ? span / (index - from) : Number.POSITIVE_INFINITY;
  }

  /** A cut kills what is on the wire; the source will send it again from what was received. */
  #interrupt(now: number, wire: InFlight): void {
    // A sender that was frozen has nothing to probe for: it goes on where it was.
    if (wire === "lost") this.#brokenAt ??= now;
    if (this.isCopying) {
      this.#advanceCopy(now);
      return;
    }
    const column = wire === "arrives" ? this.sent : this.target.received;
    const held = Math.max(this.firstIndex, column.firstAbove(now));
    this.sent.truncate(held);
    this.target.truncate(held);
    this.#isHalfSent = false;
    this.#senderFree = Number.POSITIVE_INFINITY;
  }

  #resume(now: number, wasDown: boolean): void {
    const broken = wasDown ? this.#brokenAt : undefined;
    const resumeAt = broken === undefined ? now : this.#connection.resumesAt(now, broken, this.roundTrip);
    this.#brokenAt = undefined;
    this.#senderFree = resumeAt;
    if (this.#backSince < resumeAt) this.#backSince = resumeAt;
    if (this.isCopying) this.#planCopy(now);
  }

  #takeBackUnsent(now: number, rate: number): void {
    const from = this.sent.firstAbove(now);
    if (from >= this.sent.end) return;
    const duration = (this.target.ledger.size(from) * this.#connection.transport.expansion) / this.rate;
    const begun = this.sent.at(from) - duration;
    this.sent.truncate(from);
    this.target.truncate(Math.max(from, this.firstIndex));
    // The first of them may be half sent: it keeps what it has, as if it had begun earlier or later at the new rate.
    this.#isHalfSent = begun < now;
    this.#senderFree = begun < now ? now - ((now - begun) * this.rate) / rate : begun;
  }

  #planCopy(now: number): void {
    this.#copySince = now;
    const start = Math.max(now, this.#senderFree);
    const runs = this.forward && this.rate > 0;
    this.copyEndsAt = runs ? start + this.#copyLeft / this.rate : Number.POSITIVE_INFINITY;
    this.target.usableFrom = this.copyEndsAt;
  }

  #advanceCopy(now: number): void {
    const begun = Math.max(this.#copySince, this.#senderFree);
    this.#copyLeft = Math.max(1, this.#copyLeft - Math.max(0, now - begun) * this.rate);
    this.#copySince = now;
    this.target.usableFrom = this.copyEndsAt = Number.POSITIVE_INFINITY;
  }

  #confirmedPosition(now: number): number {
    const { ledger, received } = this.target;
    return ledger.endBefore(Math.max(ledger.first, received.firstAbove(now - (this.back?.delay ?? 0))));
  }
}

function sameRoute(a: Route | undefined, b: Route | undefined): boolean {
  if (!a || !b) return a === b;
  return a.delay === b.delay && a.lossEvents === b.lossEvents && a.links.join() === b.links.join();
}
