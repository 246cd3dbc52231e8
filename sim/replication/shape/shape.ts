// Which nodes stream to which: the directed edges of replication.
import type { KindSchema, Part } from "../../config/part.ts";

export type Shape<Config extends KindSchema = KindSchema> = Part<Config>;

export const defineShape = <Config extends KindSchema>(part: Shape<Config>): Shape<Config> => part;
