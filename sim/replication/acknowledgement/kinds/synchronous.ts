// Synchronous: waits for the first n standbys at a stage.
import { z } from "zod";
import { some, stage } from "../../../config/fields.ts";
import { verified } from "../../../config/part.ts";
import { defineAcknowledgement } from "../acknowledgement.ts";

export const synchronous = defineAcknowledgement({
  title: "Synchronous",
  source: "PostgreSQL 15 manual, 20.6.2: synchronous_standby_names, FIRST n (…)",
  mark: "verified",
  config: z.strictObject({
    kind: z.literal("synchronous"),
    standbys: z
      .union([some, z.literal("all")])
      .prefault(1)
      .meta(verified("standbys to wait for", "PostgreSQL 15, 20.6.2: num_sync 1 when absent")),
    stage: stage
      .prefault("flushed")
      .meta(verified("how far each must have the commit", "PostgreSQL 15, 20.5.1: synchronous_commit = on")),
    whenAlone: z
      .enum(["block", "degrade"])
      .prefault("block")
      .meta(
        verified(
          "with too few standbys: wait for ever, or answer without them",
          "PostgreSQL 15, 27.2.8.3: commits wait",
        ),
      ),
  }),
});
