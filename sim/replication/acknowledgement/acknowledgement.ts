// What a commit waits for before the client is told that it succeeded.
import type { KindSchema, Part } from "../../config/part.ts";

export type Acknowledgement<Config extends KindSchema = KindSchema> = Part<Config>;

export const defineAcknowledgement = <Config extends KindSchema>(
  part: Acknowledgement<Config>,
): Acknowledgement<Config> => part;
