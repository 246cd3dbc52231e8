// Asynchronous with a bound: commits are answered at once as long as one standby is at most so old, and wait while
// none is. What is lost is no older than the bound. A primary that nobody follows, as after a failover, does not
// wait. Leaves out: how coarsely the product measures the age.
import { z } from "zod";
import { positiveDuration } from "../../../config/fields.ts";
import { verified } from "../../../config/part.ts";
import { defineAcknowledgement } from "../acknowledgement.ts";

export const boundedLag = defineAcknowledgement({
  title: "Bounded lag",
  source: "Aurora User Guide: Managing RPOs for Aurora PostgreSQL-based global databases",
  mark: "verified",
  config: z.strictObject({
    kind: z.literal("bounded-lag"),
    rpo: positiveDuration
      .prefault("20 s")
      .meta(
        verified("commits wait while every standby is older", "Aurora: rds.global_db_rpo, at least 20 s"),
      ),
  }),
  rule: () => ({ atLeast: 0, of: [], stage: "received" }),
  degrading: () => undefined,
  oldest: ({ rpo }) => rpo,
  safe: () => undefined,
});
