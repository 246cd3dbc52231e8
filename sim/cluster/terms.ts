// What a data plane is told about the machines and the demand of a scenario, the same for every plane.

import type { RandomStream } from "../kernel/random.ts";
import type { Distribution } from "../quantity/distribution.ts";
import type { NodeId, OriginId, PopulationId, SiteId } from "./data-plane.ts";
import type { ArrivalProcess, LoadCurve } from "./demand.ts";

/** A database node as the plane sees it; durations in µs, rates in bytes per µs. */
export interface NodeTerms {
  readonly id: NodeId;
  readonly site: SiteId;
  readonly flush: Distribution;
  /** One statement; a transaction has so many, one after the other. */
  readonly service: Distribution;
  readonly statements: number;
  readonly servers: number;
  readonly connections: number;
  /** How many may wait for a processor; undefined = any number. */
  readonly queue: number | undefined;
  /** Until a process that waited runs again: the next to flush, a sender, a receiver, a client's own. */
  readonly wakeUp: number;
  /** A standby reads nothing while it flushes. */
  readonly receivesBetweenFlushes: boolean;
  readonly applyRate: number;
  readonly copyRate: number;
  /** A delayed replica applies nothing younger than this. */
  readonly applyDelay: number;
}

/** A population of clients: what it writes, and how long the way is. */
export interface DemandTerms {
  readonly id: PopulationId;
  readonly origins: readonly OriginId[];
  readonly arrivals: ArrivalProcess;
  readonly curve: LoadCurve;
  readonly drawBytes: () => number;
  readonly meanBytes: number;
  /** Squared coefficients of variation of the gaps between writes and of their sizes, added up. */
  readonly variability: number;
  /** Every write has the mean size. */
  readonly isConstantSize: boolean;
  /** Decides which of the connected nodes a write goes to. */
  readonly choice: RandomStream;
  /** Some writes lock one of so many rows until they are answered; absent = none. */
  readonly hot?: HotRows | undefined;
  /** How long a client waits for its answer, µs. */
  readonly patience: number;
  /** What the network between a client and this node adds to the latency of one transaction, real µs. */
  readonly clientDelay: (node: NodeId) => number;
}

export interface HotRows {
  /** Of the writes. */
  readonly share: number;
  readonly rows: number;
  readonly draws: RandomStream;
}

/** So many writes come for one that each hot row takes; Infinity = none are hot. */
export const writesPerLock = (hot: HotRows | undefined): number =>
  hot !== undefined && hot.share > 0 ? hot.rows / hot.share : Number.POSITIVE_INFINITY;
