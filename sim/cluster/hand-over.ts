// What one data plane hands over to a finer one in the middle of a run: histories with the writes that somebody still
// lacks, who holds how much of them, and the connections between them. Conditions, terms and clients are not in it:
// they are given again as the orders they were. Positions and instants as everywhere in the port.

import type { Bytes } from "../quantity/data.ts";
import type { NodeId, OriginId, Position, StreamId, StreamSpec, TimelineId } from "./data-plane.ts";

export interface HandedTimeline {
  readonly id: TimelineId;
  readonly origin: OriginId;
  /** Itself, if it is a root. */
  readonly parent: TimelineId;
  readonly fork: Position;
  /** Record numbers are shared by all timelines of an origin: before its fork it has its parent's records. */
  readonly records: HandedRecords;
}

/** In columns, oldest first. What lies before the first one everybody has. */
export interface HandedRecords {
  /** Where the first record begins. */
  readonly base: Position;
  readonly ends: readonly number[];
  /** Real µs, ascending, none after the hand-over. */
  readonly appends: readonly number[];
  /** Infinity = nobody has been told. */
  readonly promises: readonly number[];
  /** A long history comes in records of many writes. */
  readonly writes: readonly number[];
}

export interface HandedHolder {
  readonly node: NodeId;
  readonly origin: OriginId;
  readonly timeline: TimelineId;
  readonly isWriter: boolean;
  /** Numbers of the first record that it lacks, and that it has not applied. */
  readonly received: number;
  readonly applied: number;
}

export interface HandedStream {
  /** By what name the control plane knows it. */
  readonly id: StreamId;
  readonly spec: StreamSpec;
  /** Of a full copy that runs. */
  readonly copyLeft: Bytes;
  /** Nothing has got through since then, real µs; undefined = it flows. */
  readonly brokenAt: number | undefined;
}

export interface HandedOver {
  readonly timelines: readonly HandedTimeline[];
  readonly holders: readonly HandedHolder[];
  readonly streams: readonly HandedStream[];
}
