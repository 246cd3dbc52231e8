// One replication stream: a conduit whose rate the path and the connection decide, and a delay on either way. What
// leaves at t is received one delay later, and confirmed one delay after the standby has it at the stage asked
// for. A cut kills what is on the wire; nothing moves again before the next probe. Leaves out: what jitter and
// single losses add to single deliveries (their means are in).

import type { Connection } from "../cluster/connection.ts";
import type { InFlight, Stage, StreamId, StreamSpec } from "../cluster/data-plane.ts";
import { meanDelay, type Route, sameRoute } from "../cluster/fabric.ts";
import type { Kernel } from "../kernel/kernel.ts";
import { ComingUp } from "./coming-up.ts";
import { Conduit } from "./conduit.ts";
import { Curve, type Monotone } from "./curve.ts";
import { FullCopy } from "./full-copy.ts";
import type { FluidHolder } from "./holder.ts";

export interface FluidStreamParts {
  readonly kernel: Kernel;
  readonly spec: StreamSpec;
  readonly source: FluidHolder;
  readonly target: FluidHolder;
  readonly connection: Connection;
  /** Bytes per µs that the disks of both ends allow in a full copy. */
  readonly copyRate: number;
  /** What records wait for one another on a line of this rate (bytes of log per µs), on average, µs. */
  readonly wait: (rate: number) => number;
  /** Between two records of its origin, now, µs. */
  readonly gap: () => number;
  /** A state has turned by itself: rates must be shared anew, watches looked at. */
  readonly turned: () => void;
}

export class FluidStream {
  readonly id: StreamId;
  readonly spec: StreamSpec;
  readonly source: FluidHolder;
  readonly target: FluidHolder;
  readonly wire: Conduit;
  forward: Route | undefined;
  back: Route | undefined;
  isClosed = false;
  /** Where the log to be sent begins; what a full copy covers needs no log. */
  readonly base: number;
  readonly #parts: FluidStreamParts;
  readonly #confirmed = new Map<Stage, Curve>();
  readonly #comingUp: ComingUp;
  /** What its connection allows on its present route, once asked for. */
  #tcp: number | undefined;
  #brokenAt: number | undefined;
  /** Between two records when it was cut, µs. */
  gap = Number.POSITIVE_INFINITY;
  #flowsFrom = 0;
  #rate = 0;
  readonly #copy: FullCopy;
  /** Its connection comes up to speed from the next rate on. */
  #comesUp: "open" | "timedOut" | undefined;

  constructor(id: StreamId, parts: FluidStreamParts) {
    this.id = id;
    this.#parts = parts;
    const { kernel, spec, source, target, turned } = parts;
    this.spec = spec;
    this.source = source;
    this.target = target;
    this.#comingUp = new ComingUp(kernel, parts.connection, turned);
    const bytes = spec.from === "held" ? 0 : spec.from.fullCopy;
    this.#copy = new FullCopy(kernel, bytes, () => this.#copied());
    const { now } = kernel;
    if (now > 0) this.#comesUp = "open";
    this.base = bytes > 0 ? source.position(now, "flushed") : target.received.valueAt(now);
    this.wire = new Conduit(kernel, this.#ready, {
      at: now,
      position: this.base,
      turned: () => {
        target.receivedReplanned(kernel.now);
        turned();
      },
    });
    target.isCopying = bytes > 0;
  }

  /** What the source may send: what is on its own disk. */
  get #ready(): Monotone {
    const { source } = this;
    return source.isWriter ? source.ledger.flushedCurve : source.flushed;
  }
  get isFlowing(): boolean {
    return this.forward !== undefined && !this.isClosed;
  }
  get isCopying(): boolean {
    return this.#copy.isRunning;
  }
  get copyLeft(): number {
    return this.#copy.left(this.#flowsFrom);
  }
  /** It has a backlog, or copies: it takes whatever it gets. */
  get isHungry(): boolean {
    return this.isFlowing && (this.isCopying || this.wire.state === "busy");
  }
  /** What its source has leaves it at once. */
  get isFollowing(): boolean {
    return this.isFlowing && !this.isCopying && this.wire.state === "following";
  }
  get expansion(): number {
    return this.#parts.connection.transport.expansion;
  }
  get roundTrip(): number {
    return (this.forward?.delay ?? 0) + (this.back?.delay ?? this.forward?.delay ?? 0);
  }
  /** Bytes on the wire per µs that its connection, or the disks of a copy, allow. */
  get ceiling(): number {
    if (!this.forward) return 0;
    this.#tcp ??= this.#goodputOf(this.forward);
    return Math.min(this.#tcp, this.isCopying ? this.#parts.copyRate : this.#comingUp.limit);
  }
  #goodputOf({ bandwidth, queue, lossEvents, burst }: Route): number {
    const { transport } = this.#parts.connection;
    return transport.goodput({ roundTrip: this.roundTrip, lossEvents, burst, bandwidth, queue });
  }
  /** From leaving the source to being received, µs. */
  get lag(): number {
    const { forward } = this;
    if (!forward) return 0;
    return meanDelay(forward) + this.#serialisation + this.#parts.wait(this.wire.rate);
  }
  /** Of one record, µs. */
  get #serialisation(): number {
    return (
      (this.source.ledger.recordBytes * this.expansion) /
      (this.forward?.bandwidth ?? Number.POSITIVE_INFINITY)
    );
  }
  /** What has left the source completely: of a record that is being sent nothing arrives. */
  #sent(now: number): number {
    const whole = this.wire.out.valueAt(now - this.#serialisation);
    return Math.max(whole, this.target.received.valueAt(now));
  }

  /** What the source knows that the target has at this stage. */
  confirmed(stage: Stage): Curve {
    const known = this.#confirmed.get(stage);
    if (known) return known;
    const { now } = this.#parts.kernel;
    const curve = new Curve(now, 0);
    this.#confirmed.set(stage, curve);
    this.#planConfirmed(stage, curve, now);
    return curve;
  }

  /** Links, paths or hosts have changed; a sender that merely freezes leaves what it has sent on the wire. */
  setRoute(forward: Route | undefined, back: Route | undefined, wire: InFlight): void {
    if (this.isClosed || (forward === this.forward && back === this.back)) return;
    this.#tcp = undefined;
    const { now } = this.#parts.kernel;
    const changes = !sameRoute(forward, this.forward);
    const backChanges = !sameRoute(back, this.back);
    if (!changes && !backChanges) {
      this.forward = forward;
      this.back = back;
      return;
    }
    const wasDown = !this.forward;
    if (changes && this.forward) this.#interrupt(now, wire);
    this.forward = forward;
    this.back = back;
    if (changes && forward) this.#resume(now, wasDown);
    if (backChanges || changes)
      for (const [stage, curve] of this.#confirmed) {
        if (!back) curve.freeze(now);
        else this.#planConfirmed(stage, curve, now);
      }
  }

  /** Bytes on the wire per µs that sharing leaves to it, from now on. */
  setRate(share: number): void {
    if (share === this.#rate || !this.isFlowing) return;
    const { now } = this.#parts.kernel;
    if (this.#comesUp && !this.isCopying) this.#comeUp(this.#comesUp, share);
    const rate = this.isCopying ? share : Math.min(share, this.#comingUp.limit);
    this.#rate = rate;
    if (this.isCopying) {
      this.#copy.stop(this.#flowsFrom);
      this.#copy.start(this.#flowsFrom, rate);
    } else if (this.wire.state === "idle") this.#send(Math.max(now, this.#flowsFrom));
    else {
      this.wire.replan(now, rate / this.expansion);
      this.target.receivedReplanned(now);
    }
  }

  /** The source will append otherwise than was planned. */
  sourceReplanned(now: number): void {
    if (!this.isFlowing || this.isCopying || this.wire.state === "idle") return;
    this.wire.replan(now);
    this.target.receivedReplanned(now);
  }

  close(inFlight: InFlight): void {
    if (this.isClosed) return;
    const { now } = this.#parts.kernel;
    const { target, wire } = this;
    if (inFlight === "arrives" && this.forward && !this.isCopying) {
      const sent = this.#sent(now);
      wire.stop(now);
      // What has left arrives in its time; nothing follows.
      target.received.line(now + this.lag - this.#serialisation, sent, 0);
    } else {
      wire.stop(now);
      target.received.freeze(now);
    }
    this.#comingUp.stop();
    for (const curve of this.#confirmed.values()) curve.freeze(now);
    this.#copy.forget();
    this.isClosed = true;
    target.receivedReplanned(now);
  }

  #planConfirmed(stage: Stage, curve: Curve, now: number): void {
    if (!this.back || this.isCopying) return;
    const lag = meanDelay(this.back) + this.target.wakeUps(stage);
    const since = Math.max(now, this.#flowsFrom);
    const held = this.target.curve(stage);
    // What it holds already is told with the first answer.
    curve.line(since + lag, Math.max(curve.valueAt(since + lag), held.valueAt(since)), 0);
    curve.follow(since + lag, held.valueAt(since), held, lag);
  }

  #interrupt(now: number, wire: InFlight): void {
    this.#comingUp.stop();
    if (wire === "lost" && this.#brokenAt === undefined) {
      this.#brokenAt = now;
      this.gap = this.#parts.gap();
    }
    if (this.isCopying) {
      this.#copy.stop(this.#flowsFrom);
      return;
    }
    if (wire === "lost") {
      this.target.received.freeze(now);
      this.wire.stop(now);
      // It is as if it had never been sent.
      this.wire.out.line(now, this.target.received.valueAt(now), 0);
    } else {
      const sent = this.#sent(now);
      this.wire.stop(now);
      this.target.received.line(now + this.lag - this.#serialisation, sent, 0);
    }
    this.target.receivedReplanned(now);
  }

  #resume(now: number, wasDown: boolean): void {
    const at = wasDown ? this.#brokenAt : undefined;
    this.#flowsFrom = at === undefined ? now : this.#parts.connection.resumesAt(now, at, this);
    if (at !== undefined) this.#comesUp = this.#parts.connection.isGivenUp(now, at) ? "open" : "timedOut";
    this.#brokenAt = undefined;
    // Its rate comes with the next sharing.
    this.#rate = 0;
    this.wire.stop(now);
  }

  #comeUp(how: "open" | "timedOut", bandwidth: number): void {
    const { forward, expansion, roundTrip } = this;
    this.#comesUp = undefined;
    if (!forward) return;
    const queue = forward.queue * Math.min(1, bandwidth / forward.bandwidth);
    const path = { ...forward, roundTrip, bandwidth, queue };
    const load = (this.source.ledger.recordBytes * expansion) / this.gap;
    this.#comingUp.begin(this.#flowsFrom, how, {
      path,
      load,
      target: Math.min(bandwidth, this.#goodputOf(forward)),
    });
  }

  /** Goes on with the first byte that the target lacks. */
  #send(from: number): void {
    const { target, wire } = this;
    const held = Math.max(this.base, target.received.valueAt(from));
    wire.start(from, held, this.#rate / this.expansion);
    const lag = this.lag;
    // What rounding had left behind at the start is there now, and not carried along for ever.
    const sent = wire.out.valueAt(from);
    target.received.line(from + lag, sent, 0);
    target.received.follow(from + lag, sent, wire.out, lag);
    target.receivedReplanned(this.#parts.kernel.now);
  }

  #copied(): void {
    const { kernel, turned } = this.#parts;
    const { target } = this;
    target.isCopying = false;
    target.restartAt(target.timeline, target.ledger, this.base, kernel.now);
    this.#rate = 0;
    this.#flowsFrom = kernel.now;
    this.#comesUp = "open";
    for (const [stage, curve] of this.#confirmed) this.#planConfirmed(stage, curve, kernel.now);
    turned();
  }
}
