// What one node holds of one origin, as curves: received, flushed a little later, applied at its own rate. A
// writer holds what its ledger appended.

import type { NodeId, Position, Stage, TimelineId } from "../cluster/data-plane.ts";
import type { Kernel } from "../kernel/kernel.ts";
import { Conduit } from "./conduit.ts";
import { Curve, type Monotone, relag } from "./curve.ts";
import type { FluidLedger } from "./fluid-ledger.ts";

export interface HolderTerms {
  /** One flush, on average, µs. */
  readonly flush: number;
  readonly applyRate: number;
  readonly applyDelay: number;
  /** Until a process that waited runs again, µs. */
  readonly wakeUp: number;
}

export class FluidHolder {
  readonly node: NodeId;
  readonly terms: HolderTerms;
  readonly received: Curve;
  readonly flushed: Curve;
  readonly #apply: Conduit;
  timeline: TimelineId;
  ledger: FluidLedger;
  isWriter = false;
  accepts = false;
  /** A full copy runs: nothing is usable. */
  isCopying = false;
  /** How many times as long as usual a flush takes. */
  #flushPace = 1;

  constructor(
    node: NodeId,
    parts: {
      readonly kernel: Kernel;
      readonly terms: HolderTerms;
      readonly timeline: TimelineId;
      readonly ledger: FluidLedger;
      readonly turned: () => void;
    },
  ) {
    const { kernel, terms, timeline, ledger, turned } = parts;
    this.node = node;
    this.terms = terms;
    this.timeline = timeline;
    this.ledger = ledger;
    this.received = new Curve(0, 0);
    this.flushed = new Curve(0, 0);
    this.flushed.follow(0, 0, this.received, terms.flush);
    this.#apply = new Conduit(kernel, this.flushed, { at: 0, position: 0, turned });
    this.#apply.start(0, 0, terms.applyRate);
  }

  curve(stage: Stage): Monotone {
    if (stage === "received") return this.received;
    return stage === "flushed" ? this.flushed : this.#apply.out;
  }

  /** µs until a commit is told of it: sender, receiver, at home the sender again and the client's own process. */
  wakeUps(stage: Stage): number {
    // Who applies and who answers are two processes more.
    return (stage === "applied" ? 6 : 4) * this.terms.wakeUp;
  }

  /** One flush at its present pace, µs. */
  get flush(): number {
    return this.terms.flush * this.#flushPace;
  }
  get isFlushSlow(): boolean {
    return this.#flushPace > 1;
  }
  setFlushPace(pace: number, now: number): void {
    const before = this.flush;
    this.#flushPace = pace;
    if (this.isWriter) this.ledger.setFlush(this.flush, this.isFlushSlow, now);
    else relag(this.flushed, this.received, { before, after: this.flush }, now);
    this.#apply.replan(now);
  }

  /** It applies as fast as it receives. */
  get isKeepingUp(): boolean {
    return this.#apply.state === "following";
  }

  position(at: number, stage: Stage): Position {
    if (this.isWriter) return this.ledger.appended(at);
    if (this.isCopying) return -1;
    const held = this.curve(stage).valueAt(at);
    if (stage !== "applied" || this.terms.applyDelay === 0) return held;
    return Math.min(held, this.ledger.appended(at - this.terms.applyDelay));
  }

  /** What it will receive has been planned anew. */
  receivedReplanned(now: number): void {
    this.#apply.replan(now);
  }

  /** It holds exactly so much, all of it applied long ago. */
  restartAt(timeline: TimelineId, ledger: FluidLedger, position: Position, now: number): void {
    this.timeline = timeline;
    this.ledger = ledger;
    this.isWriter = this.accepts = false;
    this.#holds(position, position, now);
  }

  /** Power is gone: what was not flushed is forgotten. */
  forgetUnflushed(now: number): void {
    const position = this.flushed.valueAt(now);
    this.#holds(position, Math.min(position, this.#apply.out.valueAt(now)), now);
  }

  retireBefore(t: number): void {
    this.received.retireBefore(t);
    this.flushed.retireBefore(t);
    this.#apply.out.retireBefore(t);
  }

  #holds(position: Position, applied: Position, now: number): void {
    this.received.line(now, position, 0);
    this.flushed.line(now, position, 0);
    this.flushed.follow(now + this.flush, position, this.received, this.flush);
    this.#apply.start(now, applied, this.terms.applyRate);
  }
}
