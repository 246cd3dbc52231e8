// Who holds what: the timelines of every origin with their forks, the nodes that hold them, and when old
// records may go. A record is kept while some holder lacks it, while its client waits, and past every fork
// while a loser still writes.

import type { CommitTerms, NodeId, OriginId, Position, TimelineId } from "../cluster/data-plane.ts";
import type { NodeTerms } from "../cluster/terms.ts";
import { drawer } from "../kernel/draw-table.ts";
import { invariant } from "../kernel/invariant.ts";
import type { Random } from "../kernel/random.ts";
import type { Instant } from "../quantity/time.ts";
import { CommitQueue } from "./commit-queue.ts";
import { Holder } from "./holder.ts";
import { Promises } from "./promises.ts";
import { TransactionLedger } from "./transaction-ledger.ts";
import type { TransactionStream } from "./transaction-stream.ts";

interface Timeline {
  readonly id: TimelineId;
  readonly origin: OriginId;
  readonly parent: TimelineId;
  readonly ledger: TransactionLedger;
  readonly promises: Promises;
}

/** So many records are appended between two looks at what nobody can ask for any more. */
const RETIRE_EVERY = 1 << 12;
/** Positions are asked for at the last tick of somebody's report; an hour is plenty, µs. */
const MARGIN = 3_600e6;

export class Histories {
  readonly #timelines: Timeline[] = [];
  readonly #holders: Map<NodeId, Holder>[] = [];
  readonly #kept = new Set<OriginId>();
  /** Of the most delayed replica, µs. */
  readonly #longestDelay: number;
  #retiredAt = 0;

  constructor(
    nodes: readonly NodeTerms[],
    origins: readonly { readonly nodes: readonly NodeId[] }[],
    random: Random,
  ) {
    const terms = new Map(nodes.map((node) => [node.id, node]));
    this.#longestDelay = Math.max(0, ...nodes.map(({ applyDelay }) => applyDelay));
    origins.forEach((origin, id) => {
      const ledger = new TransactionLedger(0, { end: 0, writes: 0, fork: 0 });
      this.#timelines.push({ id, origin: id, parent: id, ledger, promises: new Promises(ledger) });
      const holders = new Map<NodeId, Holder>();
      for (const node of origin.nodes) {
        const own = terms.get(node);
        invariant(own !== undefined, "an origin names known nodes", { node });
        const draws = random.stream(`flush/${node}/${id}`);
        holders.set(
          node,
          new Holder(node, id, ledger, {
            drawFlush: drawer(own.flush, draws),
            applyRate: own.applyRate,
            applyDelay: own.applyDelay,
            wakeUp: own.wakeUp,
            receivesBetweenFlushes: own.receivesBetweenFlushes,
          }),
        );
      }
      this.#holders.push(holders);
    });
  }

  /** In place of the roots: timelines as another plane has numbered them. Nobody writes yet. */
  begin(timelines: readonly Omit<Timeline, "promises">[]): void {
    this.#timelines.length = 0;
    for (const timeline of timelines) {
      const promises = new Promises(timeline.ledger);
      promises.truncate(timeline.ledger.promises.firstAbove(Number.MAX_VALUE));
      promises.isSuspended = true;
      this.#timelines.push({ ...timeline, promises });
    }
  }

  holder(node: NodeId, origin: OriginId): Holder {
    const holder = this.#holders[origin]?.get(node);
    invariant(holder !== undefined, "this node holds this origin", { node, origin });
    return holder;
  }
  findHolder(node: NodeId, origin: OriginId): Holder | undefined {
    return this.#holders[origin]?.get(node);
  }
  holdersOf(node: NodeId): Holder[] {
    return this.#holders.flatMap((holders) => holders.get(node) ?? []);
  }
  ledger(timeline: TimelineId): TransactionLedger {
    return this.#timeline(timeline).ledger;
  }
  promises(timeline: TimelineId): Promises {
    return this.#timeline(timeline).promises;
  }
  originOf(timeline: TimelineId): OriginId {
    return this.#timeline(timeline).origin;
  }
  allPromises(): Promises[] {
    return this.#timelines.map(({ promises }) => promises);
  }
  livePromises(): [TimelineId, Promises][] {
    return this.#timelines
      .filter(({ promises }) => !promises.isSuspended)
      .map(({ id, promises }) => [id, promises]);
  }
  setTerms(timeline: TimelineId, terms: CommitTerms, now: Instant): void {
    const { promises, ledger, origin } = this.#timeline(timeline);
    const holders = [...(this.#holders[origin]?.values() ?? [])];
    promises.setTerms(terms, () => {
      const writer = holders.find((holder) => holder.isWriter && holder.timeline === timeline);
      invariant(writer !== undefined, "terms of a queue are set for a writer", { timeline });
      return new CommitQueue(ledger, writer.drawFlush, (index) => {
        for (const follower of writer.followers) follower.takeBack(index);
      });
    });
    promises.takeBack(now);
  }
  /** Promises let flush, what is flushed is sent, what is confirmed is promised: as far as it goes. */
  foreseePromises(streams: {
    towards(node: NodeId, timeline: TimelineId): TransactionStream | undefined;
    plan(): void;
  }): void {
    for (;;) {
      const live = this.livePromises();
      for (const [timeline, promises] of live) promises.foresee((node) => streams.towards(node, timeline));
      if (!live.map(([, promises]) => promises.letFlush()).includes(true)) return;
      streams.plan();
    }
  }
  fork(timeline: TimelineId): { parent: TimelineId; position: Position } {
    const { parent, ledger } = this.#timeline(timeline);
    return { parent, position: ledger.fork };
  }

  /** Where two timelines part: the lowest fork on the way from either to their common ancestor. */
  forkBetween(one: TimelineId, other: TimelineId): Position {
    const ancestors = new Map<TimelineId, Position>();
    let lowest = Number.POSITIVE_INFINITY;
    for (let t = one; ; t = this.#timeline(t).parent) {
      ancestors.set(t, lowest);
      if (this.#timeline(t).parent === t) break;
      lowest = Math.min(lowest, this.#timeline(t).ledger.fork);
    }
    lowest = Number.POSITIVE_INFINITY;
    for (let t = other; ; t = this.#timeline(t).parent) {
      const fork = ancestors.get(t);
      if (fork !== undefined) return Math.min(fork, lowest);
      invariant(this.#timeline(t).parent !== t, "timelines of one origin have a common root", { one, other });
      lowest = Math.min(lowest, this.#timeline(t).ledger.fork);
    }
  }

  /** Somebody has been promoted out of it: whoever writes on it has been replaced. */
  isForked(timeline: TimelineId): boolean {
    return this.#timelines.some(({ id, parent }) => parent === timeline && id !== timeline);
  }

  makeWriter(holder: Holder): void {
    holder.isWriter = true;
    holder.usableFrom = Number.NEGATIVE_INFINITY;
  }

  /** `target` goes on with `timeline`; what it holds must be part of it. */
  adopt(target: Holder, timeline: TimelineId, now: Instant): void {
    if (target.timeline === timeline && !target.isWriter) return;
    const held = target.heldBefore(now);
    const { ledger } = this.#timeline(timeline);
    invariant(
      held <= this.#forkIndex(target.timeline, timeline),
      "a standby is rewound before it follows another timeline",
      { node: target.node, from: target.timeline, onto: timeline },
    );
    if (target.isWriter) target.restartAt(timeline, ledger, held);
    target.timeline = timeline;
    target.ledger = ledger;
  }

  promote(node: NodeId, origin: OriginId, now: Instant): TimelineId {
    const holder = this.holder(node, origin);
    const parent = this.#timeline(holder.timeline);
    const until = Math.max(parent.ledger.first, holder.heldBefore(now));
    const ledger = TransactionLedger.forkOf(parent.ledger, until, now);
    const id = this.#timelines.length;
    this.#timelines.push({ id, origin, parent: parent.id, ledger, promises: new Promises(ledger) });
    holder.timeline = id;
    holder.ledger = ledger;
    this.makeWriter(holder);
    return id;
  }

  rewind(node: NodeId, onto: TimelineId, now: Instant): void {
    const holder = this.holder(node, this.originOf(onto));
    const index = Math.min(holder.heldBefore(now), this.#forkIndex(holder.timeline, onto));
    holder.restartAt(onto, this.ledger(onto), index);
  }

  restore(node: NodeId, timeline: TimelineId, position: Position): void {
    const holder = this.holder(node, this.originOf(timeline));
    const ledger = this.ledger(timeline);
    holder.restartAt(timeline, ledger, ledger.indexPast(position));
    holder.usableFrom = Number.NEGATIVE_INFINITY;
  }

  /** Records appended so far, on all timelines together. */
  get appended(): number {
    let sum = 0;
    for (const { ledger } of this.#timelines) sum += ledger.next;
    return sum;
  }

  /** So many streams are one for every copy that its node does not write itself, and nobody may ask for the past. */
  isServedBy(streams: number): boolean {
    if (this.#kept.size > 0) return false;
    const copies = this.#holders.flatMap((holders) =>
      [...holders.values()].filter(({ isWriter }) => !isWriter),
    );
    return copies.length === streams;
  }

  keepAll(origin: OriginId): void {
    this.#kept.add(origin);
  }

  /** Lets go of what nobody can ask for any more. */
  retire(streams: readonly TransactionStream[], now: number): void {
    const { appended } = this;
    if (appended - this.#retiredAt < RETIRE_EVERY) return;
    this.#retiredAt = appended;
    for (const timeline of this.#timelines) {
      const { ledger } = timeline;
      ledger.retireSamples(now - this.#longestDelay - MARGIN);
      if (ledger.next - ledger.first < RETIRE_EVERY || this.#kept.has(timeline.origin)) continue;
      let keep = ledger.promises.firstAbove(now);
      for (const holder of this.#holders[timeline.origin]?.values() ?? [])
        if (!holder.isWriter || holder.timeline !== timeline.id)
          keep = Math.min(
            keep,
            holder.heldBefore(now, "applied"),
            this.#forkIndex(holder.timeline, timeline.id),
          );
      for (const child of this.#timelines)
        if (child.parent === timeline.id && child !== timeline)
          keep = Math.min(keep, ledger.indexPast(child.ledger.fork));
      for (const stream of streams)
        if (stream.target.ledger === ledger) keep = Math.min(keep, stream.target.received.end);
      ledger.retire(keep - 64);
      for (const holder of this.#holders[timeline.origin]?.values() ?? [])
        if (holder.ledger === ledger && !holder.isWriter)
          holder.retire(Math.min(keep, holder.heldBefore(now, "applied")) - 64);
      for (const stream of streams) if (stream.target.ledger === ledger) stream.retire(keep - 64);
    }
  }

  /** Conservation, always on: throws InvariantError. */
  verify(now: number): void {
    for (const { id, ledger } of this.#timelines) {
      const appended = ledger.endBefore(ledger.next);
      const promised = ledger.endBefore(Math.max(ledger.first, ledger.promises.firstAbove(now)));
      invariant(promised <= appended, "what was acknowledged had been appended", {
        timeline: id,
        promised,
        appended,
      });
      const writes = ledger.writesBefore(ledger.next);
      invariant(
        ledger.transactionsBetween(ledger.endBefore(ledger.first), appended) ===
          writes - ledger.writesBefore(ledger.first),
        "every appended transaction is counted once",
        { timeline: id },
      );
    }
    const writers = this.#timelines.map(({ id, origin }) =>
      [...(this.#holders[origin]?.values() ?? [])].filter(
        (holder) => holder.timeline === id && holder.isWriter && holder.accepts,
      ),
    );
    for (const [timeline, holders] of writers.entries())
      invariant(holders.length <= 1, "a timeline has one writer", {
        timeline,
        writers: holders.map(({ node }) => node).join(),
      });
  }

  /** Number of the first record that the two do not share. */
  #forkIndex(one: TimelineId, other: TimelineId): number {
    if (one === other) return Number.POSITIVE_INFINITY;
    const position = this.forkBetween(one, other);
    if (position === Number.POSITIVE_INFINITY) return Number.POSITIVE_INFINITY;
    return this.ledger(other).indexPast(position);
  }

  #timeline(id: TimelineId): Timeline {
    const timeline = this.#timelines[id];
    invariant(timeline !== undefined, "timelines are numbered from 0", { id });
    return timeline;
  }
}
