// The open streams of a plane: opened and closed here, told of routes and rates, looked after. Planning goes
// source first, so that a cascade finds its records foreseen.

import { Connection, type Transport } from "../cluster/connection.ts";
import type {
  CommitRule,
  InFlight,
  NodeId,
  StreamId,
  StreamSpec,
  TimelineId,
} from "../cluster/data-plane.ts";
import { directionKey, type Fabric } from "../cluster/fabric.ts";
import { invariant } from "../kernel/invariant.ts";
import type { Random } from "../kernel/random.ts";
import type { Holder } from "./holder.ts";
import { confirmedByRule } from "./promises.ts";
import { Sharing } from "./sharing.ts";
import { TransactionStream } from "./transaction-stream.ts";

export interface StreamBookParts {
  readonly fabric: Fabric;
  readonly random: Random;
  readonly transport: Transport;
  /** Bytes per µs that the disks of a node read or write in a full copy. */
  readonly copyRate: (node: NodeId) => number;
  /** Bytes of log per µs that the source of a stream appends on average, now. */
  readonly appendRate: (stream: TransactionStream) => number;
  /** Somebody must look again at this instant. */
  readonly lookAt: (at: number) => void;
}

/** A stream with a backlog is looked at no more often than this, µs. */
const LOOK = 100_000;

export class StreamBook {
  readonly #parts: StreamBookParts;
  readonly #sharing: Sharing;
  readonly #carried = new Map<string, number>();
  #open: TransactionStream[] = [];
  #opened = 0;
  readonly #openedBetween = new Map<string, number>();

  constructor(parts: StreamBookParts) {
    this.#parts = parts;
    this.#sharing = new Sharing(parts.fabric, parts.appendRate);
  }

  get all(): readonly TransactionStream[] {
    return this.#open;
  }
  /** Some stream has a backlog that grows or drains: how protected the data is still changes. */
  get isCatchingUp(): boolean {
    return this.#open.some((stream) => stream.isFlowing && this.#sharing.isBehind(stream));
  }
  /** How many streams flow, both ways, without a backlog. */
  get keepingUp(): number {
    return this.#open.filter(
      (stream) => stream.isFlowing && stream.back && !stream.isCopying && !this.#sharing.isBehind(stream),
    ).length;
  }
  /** The stream that feeds `node` on this timeline. */
  towards(node: NodeId, timeline: TimelineId): TransactionStream | undefined {
    return this.#open.find(({ spec, target }) => spec.target === node && target.timeline === timeline);
  }
  /** When the writer of the timeline knows that a record meets the rule; Infinity = cannot be foreseen. */
  confirmedAt(timeline: TimelineId, index: number, rule: CommitRule): number {
    const streams = rule.of.map((node) => this.towards(node, timeline));
    return confirmedByRule(streams, index, rule);
  }
  carried(link: string, from: string): number {
    return this.#carried.get(directionKey(link, from)) ?? 0;
  }

  /** `past`: it was there before; its path has been cut since `brokenAt`, real µs. */
  open(
    spec: StreamSpec,
    source: Holder,
    target: Holder,
    past?: { readonly brokenAt?: number | undefined },
  ): StreamId {
    const { random, transport, copyRate } = this.#parts;
    const id = ++this.#opened;
    // Named by the pair: another pair's streams do not change this one's luck.
    const pair = `${spec.source}/${spec.target}`;
    const count = (this.#openedBetween.get(pair) ?? 0) + 1;
    this.#openedBetween.set(pair, count);
    const draws = random.stream(`stream/${pair}/${count}`);
    const rate = Math.min(copyRate(spec.source), copyRate(spec.target));
    const connection = new Connection(transport, draws);
    const { appendRate } = this.#parts;
    const stream: TransactionStream = new TransactionStream(id, {
      spec,
      source,
      target,
      connection,
      copyRate: rate,
      load: past && (() => appendRate(stream)),
      brokenAt: past?.brokenAt,
    });
    this.#open.push(stream);
    this.#open.sort((a, b) => Number(!a.source.isWriter) - Number(!b.source.isWriter) || a.id - b.id);
    return id;
  }

  close(id: StreamId, now: number, inFlight: InFlight): void {
    const stream = this.#open.find((one) => one.id === id);
    if (!stream) return;
    stream.close(now, inFlight);
    this.#sharing.forget(stream);
    this.#open = this.#open.filter((one) => one !== stream);
  }

  /** Links, paths or hosts have changed. */
  reroute(now: number): void {
    const { fabric } = this.#parts;
    for (const stream of this.#open) {
      const { source, target } = stream.spec;
      const wire = fabric.host(source) === "frozen" ? "arrives" : "lost";
      stream.setRoute(now, fabric.route(source, target), fabric.route(target, source), wire);
    }
  }

  plan(): void {
    for (const stream of this.#open) stream.plan();
  }

  /** Gives everybody his rate from `now` on. */
  share(now: number): void {
    this.#sharing.share(this.#open, now);
    for (const stream of this.#open) {
      stream.plan();
      const { copyEndsAt } = stream;
      if (stream.isCopying && copyEndsAt > now && copyEndsAt < Number.POSITIVE_INFINITY)
        this.#parts.lookAt(copyEndsAt);
      else if (this.#sharing.isBehind(stream) && stream.isFlowing)
        this.#parts.lookAt(now + Math.max(LOOK, stream.queued(now)));
    }
  }

  /** True if somebody has fallen behind or caught up. */
  review(now: number): boolean {
    return this.#sharing.review(this.#open, now);
  }

  /** Full copies that are complete by `now` turn into streams; true if there was one. */
  finishCopies(now: number): boolean {
    let changed = false;
    for (const stream of this.#open)
      if (stream.isCopying && stream.copyEndsAt <= now) {
        stream.finishCopy();
        changed = true;
      }
    return changed;
  }

  /** Adds up what the links have carried by `now`. */
  count(now: number): void {
    for (const stream of this.#open) {
      const bytes = stream.takeSent(now);
      if (bytes > 0)
        for (const link of stream.forward?.links ?? [])
          this.#carried.set(link, (this.#carried.get(link) ?? 0) + bytes);
    }
  }

  verify(): void {
    for (const { isClosed, source, target, spec } of this.#open)
      invariant(
        isClosed || target.received.end <= source.ledger.next,
        "nothing arrives that was not appended",
        { ...spec },
      );
  }
}
