// Semi-synchronous: waits until standbys have received; after a time-out it answers without them until one has
// caught up again. Leaves out: wait_no_replica off, what others may see while it waits.
import { z } from "zod";
import { duration, size, some } from "../../../config/fields.ts";
import { assumed, verified } from "../../../config/part.ts";
import { defineAcknowledgement } from "../acknowledgement.ts";

export const semiSynchronous = defineAcknowledgement({
  title: "Semi-synchronous",
  source: "MySQL 8.4 manual, 19.4.10: Semisynchronous Replication",
  mark: "verified",
  config: z.strictObject({
    kind: z.literal("semi-synchronous"),
    standbys: some
      .prefault(1)
      .meta(
        verified("acknowledgements to wait for", "MySQL 8.4: rpl_semi_sync_source_wait_for_replica_count"),
      ),
    timeout: duration
      .prefault("10 s")
      .meta(verified("then answer without them", "MySQL 8.4: rpl_semi_sync_source_timeout")),
    rearmBelow: size
      .prefault("64 KiB")
      .meta(
        assumed(
          "lag below which waiting begins again",
          "our simplification of: until a replica has caught up",
        ),
      ),
  }),
  rule: ({ standbys }, { all }) => ({ atLeast: Math.min(standbys, all.length), of: all, stage: "received" }),
  degrading: ({ timeout, rearmBelow }) => ({ after: timeout, rearmBelow, field: "timeout" }),
  // It may have degraded without anybody noticing, so it promises nothing to a failover.
  safe: () => undefined,
});
