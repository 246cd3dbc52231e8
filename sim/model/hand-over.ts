// What a coarse data plane hands over, read from its own answers through the port. A backlog has been there for
// a while, and in that while more or fewer writes have come than expected: their number is drawn (mean and
// variance of the arrival process), their sizes are drawn, and their instants lie on the curve of the load, so
// that the ages are those of the curve. Without the draw, replications would spread far too little. What keeps
// up has nothing behind it. Leaves out: data on the wire, an application of the log that lags by less than a
// second. Source: counts of a Poisson process given the load; a queue with a constant server holds arrivals less
// what was served.

import type {
  DataReadings,
  DataTruth,
  NodeId,
  OriginId,
  Position,
  StreamId,
  TimelineId,
} from "../cluster/data-plane.ts";
import type { HandedHolder, HandedOver, HandedRecords, HandedTimeline } from "../cluster/hand-over.ts";
import type { DemandTerms, NodeTerms } from "../cluster/terms.ts";
import type { Random } from "../kernel/random.ts";
import type { Bytes } from "../quantity/data.ts";
import type { Instant } from "../quantity/time.ts";
import { ArrivalPath } from "./arrival-path.ts";
import { streamsOf } from "./hand-over-streams.ts";
import type { StandingOrders } from "./standing-orders.ts";

export interface NotedTimeline {
  readonly id: TimelineId;
  readonly origin: OriginId;
  readonly parent: TimelineId;
  readonly fork: Position;
}

export interface HandOverParts {
  readonly plane: DataReadings & DataTruth;
  readonly orders: StandingOrders;
  /** All there ever were, by number. */
  readonly timelines: readonly NotedTimeline[];
  readonly origins: readonly { readonly nodes: readonly NodeId[] }[];
  readonly nodes: readonly NodeTerms[];
  readonly populations: readonly DemandTerms[];
  readonly random: Random;
  readonly now: Instant;
  readonly copyLeft: (stream: StreamId) => Bytes;
}

/** What lies less than this behind keeps up: a short while of single writes puts it where it belongs. */
const KEEPS_UP = 1_000_000; // µs

interface Held {
  readonly node: NodeId;
  readonly timeline: TimelineId;
  readonly isWriter: boolean;
  readonly isCopying: boolean;
  /** On the trunk: what of it the node holds, and has applied. */
  readonly shared: Position;
  readonly applied: Position;
  /** On its own timeline. */
  readonly position: Position;
  /** A stream leads to it. */
  readonly isFollowing: boolean;
  /** It has fallen behind then; undefined = it keeps up. */
  readonly behindSince: number | undefined;
}

export function handOver(parts: HandOverParts): HandedOver {
  const origins = parts.origins.map((_, origin) => new HandedOrigin(parts, origin));
  return {
    timelines: parts.timelines.map((timeline) =>
      (origins[timeline.origin] as HandedOrigin).timeline(timeline),
    ),
    holders: origins.flatMap((origin) => origin.holders),
    streams: streamsOf(parts),
  };
}

/** The histories of one origin: a trunk that goes on, and branches that ended. */
class HandedOrigin {
  readonly #parts: HandOverParts;
  readonly #origin: OriginId;
  readonly #trunk: TimelineId;
  readonly #held: readonly Held[];
  readonly #path: ArrivalPath;
  readonly #records: HandedRecords;

  constructor(parts: HandOverParts, origin: OriginId) {
    this.#parts = parts;
    this.#origin = origin;
    const { plane, orders, origins, now } = parts;
    const nodes = origins[origin]?.nodes ?? [];
    const writer = nodes.find((node) => orders.isAccepting(node, origin));
    const timelines = nodes.map((node) => plane.timelineOf(node, origin));
    this.#trunk = writer !== undefined ? plane.timelineOf(writer, origin) : Math.max(...timelines);
    this.#held = nodes.map((node) => this.#heldBy(node));
    const populations = parts.populations.filter((population) => population.origins.includes(origin));
    this.#path = new ArrivalPath({
      ledger: plane.ledger(this.#trunk),
      now,
      populations,
      draws: parts.random.stream(`hand-over/${origin}`),
      marks: this.#marks(),
      heads: this.#held.flatMap(({ isFollowing, shared }) =>
        isFollowing ? [this.#appendedPast(shared)] : [],
      ),
      exactUpTo: Math.max(0, ...this.#forks()),
      drawnFrom: Math.min(now, ...this.#held.flatMap(({ behindSince }) => behindSince ?? [])),
    });
    this.#records = this.#clipped(this.#path.records);
  }

  get holders(): HandedHolder[] {
    return this.#held.map((held) => {
      const { node, timeline, isWriter, isCopying } = held;
      const all = this.#recordsOf(timeline).ends.length;
      const received = isCopying ? all : Math.min(all, this.#indexOf(held));
      const { applyDelay } = this.#termsOf(node);
      const behind = held.shared - held.applied;
      const isApplied =
        isCopying || applyDelay > 0 || this.#ageOf(held.applied) - this.#ageOf(held.shared) < KEEPS_UP;
      const applied = isApplied
        ? received
        : Math.min(received, this.#path.indexPast(this.#path.endBefore(received) - behind));
      return { node, origin: this.#origin, timeline, isWriter, received, applied };
    });
  }

  timeline(noted: NotedTimeline): HandedTimeline {
    return { ...noted, records: this.#recordsOf(noted.id) };
  }

  #heldBy(node: NodeId): Held {
    const { plane, orders, now } = this.#parts;
    const origin = this.#origin;
    const timeline = plane.timelineOf(node, origin);
    const isWriter = orders.isWriter(node, origin);
    const position = plane.position(node, origin, "received", now);
    const fork = plane.forkBetween(timeline, this.#trunk);
    const shared = Math.min(position, fork);
    const applied = Math.min(shared, plane.position(node, origin, "applied", now));
    const isCopying = position < 0;
    const isTrunkWriter = isWriter && timeline === this.#trunk;
    const isBehind = !isTrunkWriter && !isCopying && this.#ageOf(shared) > KEEPS_UP;
    const isFollowing = [...orders.streams.values()].some(
      (spec) => spec.target === node && spec.origin === origin,
    );
    const behindSince = isBehind
      ? isFollowing
        ? this.#behindSince(node, shared)
        : this.#appendedPast(shared)
      : undefined;
    return {
      node,
      timeline,
      isWriter,
      isCopying,
      isFollowing: isFollowing && !isCopying,
      shared,
      applied,
      position,
      behindSince,
    };
  }

  /** µs that a position of the trunk lies behind. */
  #ageOf(position: Position): number {
    return Math.max(0, this.#parts.now - this.#parts.plane.ledger(this.#trunk).appendedPast(position));
  }
  #appendedPast(position: Position): number {
    return Math.min(this.#parts.now, this.#parts.plane.ledger(this.#trunk).appendedPast(position));
  }

  /** When the copy last kept up, to a tenth of a second. */
  #behindSince(node: NodeId, shared: Position): number {
    const { plane } = this.#parts;
    const ledger = plane.ledger(this.#trunk);
    const oldest = this.#appendedPast(shared);
    const keptUp = (at: number): boolean => {
      const whole = Math.floor(at) as Instant;
      const before = Math.floor(at - KEEPS_UP) as Instant;
      return plane.position(node, this.#origin, "received", whole) >= ledger.appended(before) - 1e-3;
    };
    if (keptUp(oldest)) return oldest;
    let step = KEEPS_UP;
    while (step < oldest && !keptUp(oldest - step)) step *= 2;
    let [low, high] = [Math.max(0, oldest - step), oldest];
    while (high - low > 1e5) {
      const middle = (low + high) / 2;
      if (keptUp(middle)) low = middle;
      else high = middle;
    }
    return low;
  }

  /** Where the trunk and what somebody holds part, or parted. */
  #forks(): Position[] {
    const trunk = this.#parts.plane.ledger(this.#trunk).appended(this.#parts.now);
    return this.#held
      .map(({ timeline }) => this.#parts.plane.forkBetween(timeline, this.#trunk))
      .filter((fork) => fork <= trunk);
  }

  /** Instants at which positions must be known for what they are. */
  #marks(): number[] {
    const { now, nodes, plane } = this.#parts;
    const delays = nodes.map(({ applyDelay }) => now - applyDelay);
    const acknowledged = plane.ledger(this.#trunk).acknowledged(now);
    return [
      ...this.#held.flatMap(({ behindSince }) => behindSince ?? []),
      ...this.#held.map(({ shared }) => this.#appendedPast(Math.max(0, shared))),
      ...this.#held.map(({ applied }) => this.#appendedPast(Math.max(0, applied))),
      ...this.#forks().map((fork) => this.#appendedPast(fork)),
      ...delays,
      this.#appendedPast(acknowledged),
      now - KEEPS_UP,
    ];
  }

  /** Number of the first record that it lacks. */
  #indexOf({ shared, position, behindSince, timeline, isWriter }: Held): number {
    const path = this.#path;
    if (timeline !== this.#trunk && (position > shared || isWriter))
      return this.#recordsOf(timeline).ends.length;
    if (behindSince === undefined) return path.records.ends.length;
    // What it got since then is certain; what has come since then is not.
    const { plane } = this.#parts;
    const ledger = plane.ledger(this.#trunk);
    const since = ledger.appended(Math.floor(behindSince) as Instant);
    return path.indexPast(path.endAt(behindSince) + Math.max(0, shared - since));
  }

  #recordsOf(timeline: TimelineId): HandedRecords {
    if (timeline === this.#trunk) return this.#records;
    const { plane, now, timelines } = this.#parts;
    const own = this.#held.filter((held) => held.timeline === timeline);
    if (own.length === 0) {
      const base = (timelines[timeline] as NotedTimeline).fork;
      return { base, ends: [], appends: [], promises: [], writes: [] };
    }
    const fork = plane.forkBetween(timeline, this.#trunk);
    const shared = this.#path.indexPast(fork);
    const { base, ends, appends, promises, writes } = this.#records;
    const trunk = {
      base,
      ends: ends.slice(0, shared),
      appends: appends.slice(0, shared),
      promises: promises.slice(0, shared),
      writes: writes.slice(0, shared),
    };
    const end = Math.max(...own.map(({ position }) => position));
    if (!(end > fork)) return trunk;
    // What only the loser has is one record.
    const ledger = plane.ledger(timeline);
    const at = Math.min(now, Math.max(ledger.appendedPast(fork), trunk.appends.at(-1) ?? 0));
    const isPromised = ledger.acknowledged(now) >= end - 1e-3;
    return {
      base,
      ends: [...trunk.ends, end],
      appends: [...trunk.appends, at],
      promises: [...trunk.promises, isPromised ? at : Number.POSITIVE_INFINITY],
      writes: [...trunk.writes, Math.max(1, Math.round(ledger.transactionsBetween(fork, end)))],
    };
  }

  /** Nobody asks for more than there are connections: what waits beyond them was refused. */
  #clipped(records: HandedRecords): HandedRecords {
    const waiting = records.promises.indexOf(Number.POSITIVE_INFINITY);
    if (waiting < 0) return records;
    const writer = this.#held.find(({ timeline, isWriter }) => isWriter && timeline === this.#trunk);
    const most = writer ? this.#termsOf(writer.node).connections : 0;
    let end = waiting;
    for (let writes = 0; end < records.ends.length; end++) {
      writes += records.writes[end] as number;
      if (writes > most) break;
    }
    const { base, ends, appends, promises, writes } = records;
    return {
      base,
      ends: ends.slice(0, end),
      appends: appends.slice(0, end),
      promises: promises.slice(0, end),
      writes: writes.slice(0, end),
    };
  }

  #termsOf(node: NodeId): NodeTerms {
    return this.#parts.nodes.find(({ id }) => id === node) as NodeTerms;
  }
}
