// What breaks, and how it is repaired. Every fault says when it begins and for how long it lasts.
import { distributionOf } from "../config/distribution-field.ts";
import { duration } from "../config/fields.ts";
import type { KindSchema, Part } from "../config/part.ts";

export type Fault<Config extends KindSchema = KindSchema> = Part<Config>;

export const defineFault = <Config extends KindSchema>(part: Fault<Config>): Fault<Config> => part;

/** Fields of every fault: begins `after` the disruption does; lasts `for`, or beyond the horizon when absent. */
export const timing = {
  after: duration.prefault("0 s").describe("from the begin of the disruption"),
  for: distributionOf(duration).optional().describe("until it is repaired; never if absent"),
};
