// What leaves a source on one stream: records in order through the connections of the stream, whole or in parts.
// Knows how much of the next record has left already when plans are taken back, and what a loss costs the record
// that it hits.

import type { Connection } from "../cluster/connection.ts";
import type { Route } from "../cluster/fabric.ts";
import type { TcpSender } from "../network/tcp/tcp-sender.ts";
import { SEGMENT } from "../network/tcp-ceiling.ts";

export class Outgoing {
  readonly #connection: Connection;
  readonly #sender: TcpSender;
  #route: Route | undefined;
  #roundTrip = 0;
  /** Bytes on the wire that the next record has sent already. */
  #partSent = 0;
  /** Which record had left in part when plans were taken back last, how much of it, and when. */
  #partOf = -1;
  #partOfSent = 0;
  #partSince = Number.NEGATIVE_INFINITY;

  constructor(connection: Connection) {
    this.#connection = connection;
    this.#sender = connection.sender;
  }

  /** When what was planned will have left, real µs. */
  get free(): number {
    return this.#sender.free;
  }
  waitUntil(at: number): void {
    this.#sender.waitUntil(at);
  }
  forget(now: number): void {
    this.#sender.forget(now);
  }

  /** What its connections feel of the path: their share of the bottleneck and of its queue. */
  setPath(route: Route, roundTrip: number, rate: number): void {
    this.#route = route;
    this.#roundTrip = roundTrip;
    const { lossEvents, burst, queue, bandwidth: whole } = route;
    const share = rate < whole ? rate / whole : 1;
    this.#sender.setPath({ roundTrip, bandwidth: rate, queue: queue * share, lossEvents, burst });
  }

  /** It has carried `load` bytes of log per µs for long: its windows are open for that. */
  openFor(load: number): void {
    this.#sender.openFor(load * this.#connection.transport.expansion);
  }

  /** When the record has left, real µs; `bundleRate`: it stands for many, which come at this rate in the long run. */
  send(ready: number, size: number, bundleRate?: number): number {
    const bytes = size * this.#connection.transport.expansion - this.#partSent;
    this.#partSent = 0;
    // Many writes in one record would be a burst that was none.
    if (bundleRate !== undefined && ready >= this.#sender.free)
      return this.#sender.spread(ready, bytes, bundleRate);
    return this.#sender.transmit(ready, bytes);
  }

  /** Something of the record that was sent last was lost. */
  get isHit(): boolean {
    return this.#sender.isLost || this.#sender.isDropped;
  }

  /** What that adds to the way of the record that was sent last, real µs; `meanGap`: between records. */
  stall(size: number, meanGap: number): number {
    if (!this.#sender.isLost) return this.#roundTrip;
    const { lossEvents, burst } = this.#route as Route;
    const times = { meanGap: size > 3 * SEGMENT ? 0 : meanGap, loss: lossEvents * burst };
    return this.#connection.stall(this.#roundTrip, times);
  }

  /**
   * Records from `from` on do not leave as was planned, `bytes` of log in all; what of the first, `size` of log that
   * is there at `ready`, has left by `now` has left. `before`: when the record before it left.
   */
  takeBack(
    from: number,
    now: number,
    plan: { readonly bytes: number; readonly size: number; readonly ready: number; readonly before: number },
  ): void {
    const { expansion } = this.#connection.transport;
    const half = from === this.#partOf ? this.#partOfSent : 0;
    const after = from === this.#partOf ? Math.max(plan.before, this.#partSince) : plan.before;
    const left = plan.size * expansion - half;
    this.#partSent =
      half + this.#sender.takeBack(plan.bytes * expansion - half, now, { left, ready: plan.ready, after });
    this.#partOf = from;
    this.#partOfSent = this.#partSent;
    this.#partSince = now;
  }

  /** What was on the wire is gone, and with it what had been sent of a record; nothing leaves for now. */
  interrupt(): void {
    this.#partSent = 0;
    this.#partOf = -1;
    this.#sender.waitUntil(Number.POSITIVE_INFINITY);
  }

  /**
   * The path is whole again at `now`; returns when the first byte leaves. `brokenAt`: cut since then; `gap`: between
   * records until then, µs.
   */
  resume(now: number, brokenAt: number | undefined, gap: number): number {
    let at = now;
    if (brokenAt !== undefined) {
      at = this.#connection.resumesAt(now, brokenAt, { roundTrip: this.#roundTrip, gap });
      this.#sender.restart(this.#connection.isGivenUp(now, brokenAt) ? "open" : "timedOut");
    }
    this.#sender.waitUntil(at);
    return at;
  }
}
