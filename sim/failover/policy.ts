// Who decides that a primary is gone, and who takes over.
import type { KindSchema, Part } from "../config/part.ts";

export type FailoverPolicy<Config extends KindSchema = KindSchema> = Part<Config>;

export const defineFailoverPolicy = <Config extends KindSchema>(
  part: FailoverPolicy<Config>,
): FailoverPolicy<Config> => part;
