// How fast a connection sends, given loss and round trips.
import type { KindSchema, Part } from "../../config/part.ts";

export type Congestion<Config extends KindSchema = KindSchema> = Part<Config>;

export const defineCongestion = <Config extends KindSchema>(part: Congestion<Config>): Congestion<Config> =>
  part;
