// When transactions come: a rate over time, and a way to draw instants.
import type { KindSchema, Part } from "../../config/part.ts";

export type Arrivals<Config extends KindSchema = KindSchema> = Part<Config>;

export const defineArrivals = <Config extends KindSchema>(part: Arrivals<Config>): Arrivals<Config> => part;
