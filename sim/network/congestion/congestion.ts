// How fast a connection sends, given loss and round trips.

import type { z } from "zod";
import type { KindSchema, Part } from "../../config/part.ts";

export interface Congestion<Config extends KindSchema = KindSchema> extends Part<Config> {
  /** Bytes per µs that the connections of one edge carry over a path, whatever the link; `roundTrip` in µs. */
  ceiling(config: z.output<Config>, roundTrip: number, lossEvents: number): number;
}

export const defineCongestion = <Config extends KindSchema>(part: Congestion<Config>): Congestion<Config> =>
  part;
