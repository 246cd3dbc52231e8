// How fast a connection sends, given loss and round trips.

import type { z } from "zod";
import type { KindSchema, Part } from "../../config/part.ts";

/** A path as a connection feels it. */
export interface Pipe {
  /** µs there and back. */
  readonly roundTrip: number;
  /** Loss events per packet. */
  readonly lossEvents: number;
  /** Of the narrowest link, bytes per µs, and the bytes that wait before it at most. */
  readonly bandwidth: number;
  readonly queue: number;
}

export interface Congestion<Config extends KindSchema = KindSchema> extends Part<Config> {
  /** Bytes per µs that the connections of one edge carry at most. */
  ceiling(config: z.output<Config>, pipe: Pipe): number;
}

export const defineCongestion = <Config extends KindSchema>(part: Congestion<Config>): Congestion<Config> =>
  part;
