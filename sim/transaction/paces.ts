// How fast each node works while something slows it down: what its processors and its disk have begun and not
// finished goes on at the new pace, and whatever was foreseen from the old one is foreseen anew.

import type { NodeId, Pace } from "../cluster/data-plane.ts";
import type { Histories } from "./histories.ts";
import type { Holder } from "./holder.ts";
import type { TransactionStream } from "./transaction-stream.ts";
import type { Writer } from "./writer.ts";

const USUAL: Pace = { service: 1, flush: 1 };

export class Paces {
  readonly #histories: Histories;
  readonly #streams: () => readonly TransactionStream[];
  readonly #writers: Writer[] = [];
  readonly #paces = new Map<NodeId, Pace>();

  constructor(histories: Histories, streams: () => readonly TransactionStream[]) {
    this.#histories = histories;
    this.#streams = streams;
  }

  get areUsual(): boolean {
    for (const { service, flush } of this.#paces.values()) if (service !== 1 || flush !== 1) return false;
    return true;
  }

  /** A new writer works as its node does. */
  watch(writer: Writer): Writer {
    this.#writers.push(writer);
    const { service } = this.#paces.get(writer.holder.node) ?? USUAL;
    if (service !== 1) writer.station.setPace(service, 0);
    return writer;
  }

  /** Everything up to `now` has been appended and planned. */
  set(node: NodeId, pace: Pace, now: number): void {
    const before = this.#paces.get(node) ?? USUAL;
    this.#paces.set(node, pace);
    if (pace.service !== before.service)
      for (const { holder, station } of this.#writers)
        if (holder.node === node) station.setPace(pace.service, now);
    if (pace.flush === before.flush) return;
    for (const holder of this.#histories.holdersOf(node)) this.#reflush(holder, pace.flush, now);
  }

  #reflush(holder: Holder, pace: number, now: number): void {
    // What has not arrived yet is planned anew with its flush.
    for (const stream of this.#streams())
      if (stream.target === holder && !holder.isWriter) stream.takeBack(holder.received.firstAbove(now));
    const first = holder.setFlushPace(pace, now);
    for (const follower of holder.followers) follower.takeBack(first);
    if (holder.isWriter) this.#histories.promises(holder.timeline).takeBack(now);
  }
}
