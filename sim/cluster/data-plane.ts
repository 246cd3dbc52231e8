// The port: how data moves, seen from the control plane. Nothing here is per transaction. A Position is a
// cumulative byte count on one timeline: a record boundary in one plane, a point of a curve in another.
// Crossings are reported at the next whole microsecond; inside a plane time is real. At one instant data comes
// first: what arrives, is acknowledged or appended at t precedes a control event at t.

import type { Bytes, BytesPerMicro } from "../quantity/data.ts";
import type { Distribution } from "../quantity/distribution.ts";
import type { Duration, Instant } from "../quantity/time.ts";

export type NodeId = string;
export type SiteId = string;
export type LinkId = string;
export type PopulationId = string;
export type StreamId = number;
/** One history of writes. A promotion makes a child that shares its parent's history up to the fork. */
export type TimelineId = number;
/** The writes of one service that began at one place; timelines of an origin descend from one root. */
export type OriginId = number;
export type Position = number;

export type Stage = "received" | "flushed" | "applied";
/** What becomes of data on the wire when its sender dies. */
export type InFlight = "arrives" | "lost";
/** Frozen: nothing happens on it, nothing is forgotten. Off: what was not flushed is forgotten. */
export type HostCondition = "running" | "frozen" | "off";
/** How many times as long as usual a node takes for a transaction, and for a flush. */
export interface Pace {
  readonly service: number;
  readonly flush: number;
}

/** One direction of one link. */
export interface LinkCondition {
  readonly up: boolean;
  readonly bandwidth: BytesPerMicro;
  /** Propagation, real µs, one way. */
  readonly delay: number;
  /** Added to each delivery, µs. */
  readonly jitter: Distribution;
  /** Mean share of packets lost, and how many are lost together on average. */
  readonly loss: { readonly mean: number; readonly burst: number };
  /** Bytes that wait before it at most. */
  readonly queue: number;
}

export interface StreamSpec {
  readonly source: NodeId;
  readonly target: NodeId;
  readonly origin: OriginId;
  readonly from: "held" | { readonly fullCopy: Bytes };
}

/**
 * Standbys by name, not by stream: a rule outlives the connections that it speaks of. 0 of anything =
 * asynchronous.
 */
export interface CommitRule {
  readonly atLeast: number;
  readonly of: readonly NodeId[];
  readonly stage: Stage;
  /** While one group of commits waits for it, the log takes no further ones than the next; curves do not show it. */
  readonly holdsQueue?: boolean;
}
/** Every rule must be met; "block" promises nothing at all. */
export type CommitTerms = readonly CommitRule[] | "block";

/** Where the clients of a population are connected; the rest of them reaches nobody. */
export interface Connection {
  readonly node: NodeId;
  readonly share: number;
}
/** From `at` on they are connected like this. */
export interface ConnectionStep {
  readonly at: Instant;
  readonly connections: readonly Connection[];
}

/**
 * How finely demand is played. Coarse: what arrives within a quarter of a second is one record, for long waits
 * in which
 * nothing changes. None: nothing is written at all, for waits in which every copy keeps up and nothing can be lost.
 */
export type Grain = "every-write" | "coarse" | "none";

/** Commands: written by faults, routing, replication, failover and clients; they return no facts. */
export interface DataOrders {
  setLink(link: LinkId, from: SiteId, condition: LinkCondition): void;
  /** Close the streams of a dying source first: only that says what becomes of the wire. */
  setHost(node: NodeId, condition: HostCondition): void;
  /** Work and flushes in progress go on at the new pace; a host that goes off and on again keeps it. */
  setPace(node: NodeId, pace: Pace): void;
  /**
   * After routing has converged: the links in series; [] = no path. Data on the wire of a changed path is sent
   * again.
   */
  setPath(from: SiteId, to: SiteId, links: readonly LinkId[]): void;
  openStream(spec: StreamSpec): StreamId;
  closeStream(stream: StreamId, inFlight: InFlight): void;
  setWriter(node: NodeId, origin: OriginId, order: "accept" | "refuse"): void;
  setCommitTerms(timeline: TimelineId, terms: CommitTerms): void;
  /** A new timeline, forked at what `node` has received; positions go on counting from there. */
  promote(node: NodeId, origin: OriginId): TimelineId;
  /** Drops what `node` holds past the lowest fork between its timeline and `onto`. */
  rewind(node: NodeId, onto: TimelineId): void;
  /** `node` holds exactly the history of `timeline` up to `position`, as after a restore from backup. */
  restore(node: NodeId, timeline: TimelineId, position: Position): void;
  /** Nothing of this origin is forgotten: somebody may ask for any point of it. */
  keepAll(origin: OriginId): void;
  /**
   * From now on and as far as can be foreseen: steps ascending in time, the first one now. Replaces what an
   * earlier plan said about later instants.
   */
  connect(population: PopulationId, plan: readonly ConnectionStep[]): void;
  setGrain(grain: Grain): void;
}

/** What a policy may sample, usually at the last tick of somebody's report lattice. */
export interface DataReadings {
  /** Counted on the node's own timeline; a writer holds what it appended; -1 = nothing usable (full copy running). */
  position(node: NodeId, origin: OriginId, stage: Stage, at: Instant): Position;
  timelineOf(node: NodeId, origin: OriginId): TimelineId;
  /** Where the two timelines part; Infinity if one descends from the other past its end. */
  forkBetween(one: TimelineId, other: TimelineId): Position;
  watch(crossing: Crossing, fire: () => void): Watch;
}
export interface Watch {
  cancel(): void;
}
/**
 * One shot. Above means at least, below means less: were both true at equality, a pair of watches would fire
 * for ever.
 * A condition that already holds fires at once (as an event of its own, at the current instant).
 */
export type Crossing =
  | {
      readonly kind: "backlog";
      readonly target: NodeId;
      readonly origin: OriginId;
      readonly bytes: Bytes;
      readonly becomes: "above" | "below";
    }
  | {
      readonly kind: "reached";
      readonly node: NodeId;
      readonly origin: OriginId;
      readonly stage: Stage;
      readonly position: Position;
    }
  | {
      /**
       * Of the copy on this node: from when the first byte that it has not received was appended until now; 0 when
       * it lacks nothing, without end while a full copy runs.
       */
      readonly kind: "age";
      readonly node: NodeId;
      readonly origin: OriginId;
      readonly age: Duration;
      readonly becomes: "above" | "below";
    }
  | {
      readonly kind: "commit-wait";
      readonly timeline: TimelineId;
      readonly wait: Duration;
      readonly becomes: "above" | "below";
      /** Above only: waits that this rule alone explains, whatever else a commit waits for. */
      readonly rule?: CommitRule;
      /** Above only: waits are counted from here on at the earliest. */
      readonly since?: Instant;
    };

/** Metrics and invariants only; a policy never gets it. */
export interface DataTruth {
  /** Single writes are known: their answers, and what a read misses. Else only expected values are. */
  readonly isWriteByWrite: boolean;
  ledger(timeline: TimelineId): Ledger;
  fork(timeline: TimelineId): { readonly parent: TimelineId; readonly position: Position };
  traffic(population: PopulationId): TrafficTotals;
  /** Bytes that the streams have put on this direction of a link so far. */
  carried(link: LinkId, from: SiteId): number;
  /** Since the latest call: what was answered, how late, how stale. */
  observe(sink: DataSink): void;
  /** Conservation: throws InvariantError when a record is lost without being counted. */
  verify(): void;
}

/** One timeline: appended >= acknowledged, neither ever falls. */
export interface Ledger {
  appended(at: Instant): Position;
  acknowledged(at: Instant): Position;
  /** On the writer's own disk. */
  flushed(at: Instant): Position;
  /**
   * Right inverses: the instant at which the first byte past `position` was appended, or promised; Infinity =
   * not yet.
   * Not the left ones: a curve that stood still at `position` and then jumped promised the next byte at the jump.
   */
  appendedPast(position: Position): number;
  acknowledgedPast(position: Position): number;
  /** Real µs between two writes around there that it does not know one by one; 0 = it knows each of them. */
  gapAt(position: Position): number;
  /** Whole in one plane, expected in another. */
  transactionsBetween(from: Position, to: Position): number;
}

/** Cumulative counts of writes; expected values where nothing is simulated one by one. */
export interface TrafficTotals {
  /** Arrived, wherever they went. */
  readonly offered: number;
  /** Met a writer that had room for them, and processors that will be done in time. */
  readonly accepted: number;
  /**
   * Met a writer that had no room, or whose processors will not be done within their clients' patience: an
   * overloaded server is down for those.
   */
  readonly turnedAway: number;
}

/** What a data plane reports while it runs; a sink influences nothing. */
export interface DataSink {
  /** It wants to look ten times a second; else only where it begins or ends that somebody is turned away. */
  readonly looksRegularly: boolean;
  /** `node` promised a write: `commit` from request to acknowledgement, `client` as its client sees it; real µs. */
  answered(node: NodeId, at: number, commit: number, client: number): void;
  /** All data has run up to `now`, real µs; the instants do not depend on who looks. */
  rounded(now: number): void;
}

/** How far a plane is, for whoever decides when a run is over. */
export interface DataProgress {
  /** Some stream has a backlog that grows or drains: how protected the data is still changes. */
  readonly isCatchingUp: boolean;
  /** Every copy has a stream that keeps up, and nobody may ask for a point of the past. */
  readonly isCalm: boolean;
  /** Writes that clients have asked for; expected ones where nothing is simulated one by one. */
  readonly writesOffered: number;
}

export interface DataPlane extends DataOrders, DataReadings, DataTruth, DataProgress {}
