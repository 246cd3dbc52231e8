// Asynchronous: the client is answered when the primary has flushed; standbys follow behind.
import { z } from "zod";
import { defineAcknowledgement } from "../acknowledgement.ts";

export const asynchronous = defineAcknowledgement({
  title: "Asynchronous",
  source: "PostgreSQL 15 manual, 27.2.5: synchronous_standby_names empty",
  mark: "verified",
  config: z.strictObject({
    kind: z.literal("asynchronous"),
  }),
  rule: () => ({ atLeast: 0, of: [], stage: "received" }),
  degrading: () => undefined,
  safe: () => undefined,
});
