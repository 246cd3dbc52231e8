// One replication stream: a first-in-first-out sender over a reliable, ordered connection. For each record it
// foresees when it will be sent, received, flushed and applied; a change of conditions takes back what has not
// happened yet. Times are real: rounding each transmission up would cost bandwidth.

import type { Connection } from "../cluster/connection.ts";
import type { InFlight, Stage, StreamId, StreamSpec } from "../cluster/data-plane.ts";
import { type Route, sameRoute } from "../cluster/fabric.ts";
import { FullCopy } from "./full-copy.ts";
import type { Holder } from "./holder.ts";
import { Outgoing } from "./outgoing.ts";
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
  readonly #copy: FullCopy;
  /** It was there before the run began, and had so many bytes of log per µs to send. */
  readonly #load: (() => number) | undefined;
  readonly #connection: Connection;
  readonly #out: Outgoing;
  /** Bytes per µs in the long run on its present route, once asked for. */
  #tcp: number | undefined;
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
      load?: (() => number) | undefined;
      brokenAt?: number | undefined;
    },
  ) {
    this.id = id;
    this.spec = parts.spec;
    this.source = parts.source;
    this.target = parts.target;
    this.#connection = parts.connection;
    this.#out = new Outgoing(parts.connection);
    this.#load = parts.load;
    this.#brokenAt = parts.brokenAt;
    const { from } = parts.spec;
    this.#copy = new FullCopy(from === "held" ? 0 : from.fullCopy, parts.copyRate);
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
    return this.#copy.isRunning;
  }
  get copyEndsAt(): number {
    return this.#copy.endsAt;
  }
  get roundTrip(): number {
    return (this.forward?.delay ?? 0) + (this.back?.delay ?? this.forward?.delay ?? 0);
  }
  /** Bytes per µs that its connection, or the disks of a copy, allow in the long run. */
  get goodput(): number {
    if (!this.forward) return 0;
    this.#tcp ??= this.#connection.transport.goodput({ ...this.forward, roundTrip: this.roundTrip });
    return this.isCopying ? Math.min(this.#tcp, this.#copy.diskRate) : this.#tcp;
  }
  /** Bytes per µs that it takes at once if the line has them: its windows decide what becomes of it. */
  get ceiling(): number {
    return this.isCopying ? this.goodput : Number.POSITIVE_INFINITY;
  }
  get expansion(): number {
    return this.#connection.transport.expansion;
  }
  /** Real µs of transmission that wait at `now`. */
  queued(now: number): number {
    if (this.isCopying) return Number.POSITIVE_INFINITY;
    return this.sent.end < this.source.ledger.next && !this.forward
      ? Number.POSITIVE_INFINITY
      : this.#out.free - now;
  }

  /** Foresees what becomes of every record that the source has by now. */
  plan(): void {
    const { forward, source, target, sent } = this;
    if (!forward || this.isClosed || !(this.rate > 0) || this.isCopying) return;
    const { ledger } = target;
    const column = source.isWriter ? ledger.flushes : source.flushed;
    const end = source.isWriter ? ledger.next : column.end;
    const out = this.#out;
    if (this.#load && sent.end === this.firstIndex && end > sent.end) out.openFor(this.#load());
    let last = target.received.at(target.received.end - 1) || Number.NEGATIVE_INFINITY;
    for (let i = sent.end; i < end; i++) {
      if (ledger.ends.at(i) > this.#windowEnd) return;
      const size = ledger.size(i);
      // A cascade that holds a record from before it can be asked about has had it for long.
      const ready = i < column.first ? Number.NEGATIVE_INFINITY : column.at(i) + source.wakeUp;
      if (ready === Number.POSITIVE_INFINITY) return;
      const finish = out.send(ready, size, ledger.writesOf(i) > 1 ? this.goodput : undefined);
      sent.push(finish);
      let arrival = finish + forward.delay;
      if (forward.jitters.length > 0) arrival += this.#connection.jitter(forward);
      if (out.isHit) arrival += out.stall(size, this.#meanGapBefore(i));
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
    if (!back && this.back) this.#windowEnd = this.#confirmedPosition(now) + this.#connection.window;
    const wasDown = !this.forward;
    this.back = back;
    this.forward = forward;
    this.#tcp = undefined;
    if (this.forward) this.#out.setPath(this.forward, this.roundTrip, this.rate);
    if (changes && forward) this.#resume(now, wasDown);
  }

  /** Sharing gives it another rate from `now` on: what is not fully sent is planned again. */
  setRate(now: number, rate: number): void {
    if (rate === this.rate) return;
    if (this.isCopying) this.#advanceCopy(now);
    else if (this.forward && this.rate > 0) this.#takeBackUnsent(now);
    this.rate = rate;
    if (this.forward) this.#out.setPath(this.forward, this.roundTrip, this.rate);
    if (this.isCopying) this.#planCopy(now);
  }

  /** The copy is complete; records since it began follow. */
  finishCopy(): void {
    this.#out.waitUntil(this.copyEndsAt);
    this.#copy.finish();
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
    const after = this.sent.at(index - 1) || Number.NEGATIVE_INFINITY;
    this.#giveBack(index, after, Number.POSITIVE_INFINITY);
  }

  /** Bytes put on the wire since it was last asked; copies apart. */
  takeSent(now: number): number {
    const { ledger } = this.target;
    const until = Math.max(this.#countedUpTo, this.sent.firstAbove(now));
    const from = Math.max(this.#countedUpTo, ledger.first);
    this.#countedUpTo = until;
    this.#out.forget(now);
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

  /** Mean time between the writes up to this one: what follows it may not have been appended when it is planned. */
  #meanGapBefore(index: number): number {
    const { ledger } = this.target;
    const from = Math.max(ledger.first, index - 63);
    const span = ledger.appends.at(index) - ledger.appends.at(from);
    const writes = ledger.writesBefore(index) - ledger.writesBefore(from);
    return span > 0 ? span / writes : Number.POSITIVE_INFINITY;
  }

  /** A cut kills what is on the wire; the source will send it again from what was received. */
  #interrupt(now: number, wire: InFlight): void {
    // A sender that was frozen has nothing to probe for: it goes on where it was.
    if (wire === "lost") this.#brokenAt ??= now;
    if (this.isCopying) this.#advanceCopy(now);
    else this.#loseWire(now, wire);
  }

  #loseWire(now: number, wire: InFlight): void {
    this.#takeBackUnsent(now);
    const column = wire === "arrives" ? this.sent : this.target.received;
    const held = Math.max(this.firstIndex, column.firstAbove(now));
    this.sent.truncate(held);
    this.target.truncate(held);
    this.#out.interrupt();
  }

  #resume(now: number, wasDown: boolean): void {
    const broken = wasDown ? this.#brokenAt : undefined;
    this.#brokenAt = undefined;
    const resumeAt = this.#out.resume(now, broken, this.#meanGapBefore(this.sent.end - 1));
    if (this.#backSince < resumeAt) this.#backSince = resumeAt;
    if (this.isCopying) this.#planCopy(now);
  }

  #takeBackUnsent(now: number): void {
    const from = this.sent.firstAbove(now);
    if (from >= this.sent.end) return;
    const { source } = this;
    const column = source.isWriter ? source.ledger.flushes : source.flushed;
    this.#giveBack(
      from,
      now,
      from < column.first ? Number.NEGATIVE_INFINITY : column.at(from) + source.wakeUp,
    );
  }

  /** Records from `from` on are not sent as it was foreseen; of the first what has left by `now` has left. */
  #giveBack(from: number, now: number, ready: number): void {
    const { sent, target } = this;
    const { ledger } = target;
    const bytes = ledger.endBefore(sent.end) - ledger.endBefore(from);
    const before = sent.at(from - 1) || Number.NEGATIVE_INFINITY;
    sent.truncate(from);
    target.truncate(Math.max(from, this.firstIndex));
    this.#out.takeBack(from, now, { bytes, size: ledger.size(from), ready, before });
  }

  #planCopy(now: number): void {
    this.#copy.plan(now, this.#out.free, this.forward ? this.rate : 0);
    this.target.usableFrom = this.#copy.endsAt;
  }

  #advanceCopy(now: number): void {
    this.#copy.advance(now, this.#out.free, this.rate);
    this.target.usableFrom = this.#copy.endsAt;
  }

  #confirmedPosition(now: number): number {
    const { ledger, received } = this.target;
    return ledger.endBefore(Math.max(ledger.first, received.firstAbove(now - (this.back?.delay ?? 0))));
  }
}
