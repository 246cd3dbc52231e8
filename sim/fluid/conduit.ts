// A server with a rate: what comes in leaves in order, at most so many bytes per µs. Four states: idle (nothing
// leaves), busy (its rate decides), following (its input decides), starved (it is ahead of its input, and waits
// until that has come as far). The turns between them are solved on the curves; an event marks them only where
// there is one. A line, a disk that applies a log and the processors of a database are conduits.

import type { EventHandle, Kernel } from "../kernel/kernel.ts";
import { Phase } from "../kernel/phase.ts";
import { atOrAfter, type Instant, later } from "../quantity/time.ts";
import { Curve, firstNotPositive, type Monotone } from "./curve.ts";

export type ConduitState = "idle" | "busy" | "following" | "starved";

/**
 * Positions and instants are doubles: what either rounds to at `t`, in bytes; a thousandth of a byte at least. `rate`
 * in bytes per µs.
 */
const roundingOf = (position: number, rate: number, t: number): number =>
  Math.max(1e-3, Math.abs(position) * 4e-15 + rate * Math.abs(t) * 1e-15);

export class Conduit {
  /** What has left it. */
  readonly out: Curve;
  state: ConduitState = "idle";
  rate = 0;
  readonly #kernel: Kernel;
  #input: Monotone;
  /** Its state has turned by itself. */
  readonly #turned: () => void;
  #event: EventHandle | undefined;
  #eventAt = 0;
  /** It started, or is going to start, then. */
  #from = 0;
  #turnedAt = -1;

  constructor(
    kernel: Kernel,
    input: Monotone,
    parts: { readonly at: number; readonly position: number; readonly turned: () => void },
  ) {
    this.#kernel = kernel;
    this.#input = input;
    this.#turned = parts.turned;
    this.out = new Curve(parts.at, parts.position);
  }

  backlog(t: number): number {
    return Math.max(0, this.#input.valueAt(t) - this.out.valueAt(t));
  }

  /** Its state turns by itself then, at the earliest; Infinity = not as things are planned. */
  get turnsAt(): number {
    return this.#event === undefined ? Number.POSITIVE_INFINITY : this.#eventAt;
  }

  /** Nothing leaves any more. */
  stop(now: number): void {
    this.#forget();
    if (this.state !== "idle") this.out.freeze(now);
    this.state = "idle";
  }

  /** From `from` on, real µs and not before now, it lets pass what lies past `position`. */
  start(from: number, position: number, rate: number): void {
    this.#forget();
    this.rate = rate;
    this.#from = from;
    this.out.line(from, position, 0);
    this.state = "idle";
    this.#plan(from);
  }

  /** Another rate, or another future of its input. */
  replan(now: number, rate = this.rate): void {
    if (this.state === "idle") return;
    const isSame = rate === this.rate;
    this.rate = rate;
    const from = Math.max(now, this.#from);
    if (
      this.state === "following" &&
      isSame &&
      this.#input.nextAbove(rate, from) === Number.POSITIVE_INFINITY
    )
      return;
    this.#forget();
    this.#plan(from);
  }

  #plan(now: number): void {
    const input = this.#input;
    const position = this.out.valueAt(now);
    const waiting = input.valueAt(now) - position;
    const noise = roundingOf(position, this.rate, now);
    if (waiting < -4 * noise) {
      this.state = "starved";
      this.out.line(now, position, 0);
      this.#turnAt(input.past(position));
      return;
    }
    const overloadAt = waiting > noise ? now : input.nextAbove(this.rate, now);
    if (overloadAt > now) {
      if (this.state !== "following" || !this.out.isFollowing(input, 0, now))
        this.out.follow(now, waiting > 0 ? position + waiting : position, input, 0);
      this.state = "following";
      if (overloadAt < Number.POSITIVE_INFINITY) this.#turnAt(overloadAt);
      return;
    }
    this.state = "busy";
    if (!(this.rate > 0)) {
      this.out.line(now, position, 0);
      return;
    }
    this.out.line(now, position, this.rate);
    const gap = (t: number): number => input.valueAt(t) - (position + this.rate * (t - now));
    // An overload that begins has no queue yet: it grows up to the next break at least.
    const from = waiting > noise ? now : input.nextBreak(now);
    if (from === Number.POSITIVE_INFINITY) return;
    const at = firstNotPositive(gap, (t) => input.nextBreak(t), from);
    if (at < Number.POSITIVE_INFINITY) this.#turnAt(at);
  }

  /** The turn itself lies at a real instant; the event marks it at the next whole one. */
  #turnAt(at: number): void {
    // Beyond what a whole number of microseconds can say nothing ever happens.
    if (at > Number.MAX_SAFE_INTEGER) return;
    // A turn that rounding has brought about is not repeated at once.
    const instant = later(
      atOrAfter(at),
      (this.#turnedAt === this.#kernel.now ? this.#turnedAt + 1 : this.#kernel.now) as Instant,
    );
    this.#eventAt = instant;
    this.#event = this.#kernel.at(instant, () => this.#turn(at, instant), Phase.data);
  }

  #turn(at: number, instant: Instant): void {
    this.#event = undefined;
    this.#turnedAt = instant;
    const input = this.#input;
    const position = this.out.valueAt(at);
    const isEmpty = input.valueAt(at) - position <= 4 * roundingOf(position, this.rate, at);
    if (this.state === "busy" && isEmpty && input.nextAbove(this.rate, at) > at) {
      // What rounding has left behind is not carried along for ever.
      this.out.follow(at, input.valueAt(at), input, 0);
      this.state = "following";
      const overloadAt = input.nextAbove(this.rate, instant);
      if (overloadAt < Number.POSITIVE_INFINITY) this.#turnAt(overloadAt);
    } else if (this.state === "following") {
      this.out.line(at, position, this.rate);
      this.#plan(at);
    } else this.#plan(instant);
    this.#turned();
  }

  #forget(): void {
    if (this.#event !== undefined) this.#kernel.cancel(this.#event);
    this.#event = undefined;
  }
}
