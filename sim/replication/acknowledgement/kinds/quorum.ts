// Quorum commit: a transaction is safe once k of the standbys have it at a stage.
// Leaves out: weights and priority lists.
import { z } from "zod";
import { some, stage } from "../../../config/fields.ts";
import { verified } from "../../../config/part.ts";
import { defineAcknowledgement } from "../acknowledgement.ts";

export const quorum = defineAcknowledgement({
  title: "Quorum commit",
  source: "PostgreSQL 15 manual, 20.6.2: synchronous_standby_names, ANY k (…)",
  mark: "verified",
  config: z.strictObject({
    kind: z.literal("quorum"),
    standbys: some.describe("k, the standbys to wait for, whichever are first"),
    stage: stage
      .prefault("flushed")
      .meta(verified("how far each must have the commit", "PostgreSQL 15, 20.5.1: synchronous_commit = on")),
  }),
  isList: true,
  rule: ({ standbys, stage }, { all }) => ({ atLeast: standbys, of: all, stage }),
  degrading: () => undefined,
  // Any n − k + 1 of the n include one that has everything: the furthest of them.
  safe(_, rule, reachable) {
    const within = reachable.filter((node) => rule.of.includes(node));
    return within.length > rule.of.length - rule.atLeast ? within : [];
  },
});
