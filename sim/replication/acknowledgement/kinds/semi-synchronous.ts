// Semi-synchronous: waits until standbys have received; after a time-out it answers without them until one has
// caught up again. The time-out runs from when the oldest commit began to wait, once for all who wait with it.
// Leaves out: wait_no_replica off; with after-commit, that others see a commit before it is safe.
import { z } from "zod";
import { duration, size, some } from "../../../config/fields.ts";
import { assumed, remembered, verified } from "../../../config/part.ts";
import { defineAcknowledgement, noticedAfter } from "../acknowledgement.ts";

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
    waitPoint: z
      .enum(["after-sync", "after-commit"])
      .prefault("after-sync")
      .meta(
        verified(
          "whether others see a commit only when it is safe, or before",
          "MySQL 8.4: rpl_semi_sync_source_wait_point; MariaDB's default is AFTER_COMMIT",
        ),
      ),
    commitQueue: z
      .enum(["passing", "held"])
      .prefault("passing")
      .meta(
        remembered(
          "with after-sync: whether further groups of commits are flushed while one waits (MySQL), or only the next (MariaDB)",
          "MySQL 8.4, sql/binlog.cc: ordered_commit releases LOCK_log and LOCK_sync before it waits",
        ),
      ),
    rearmBelow: size
      .prefault("64 KiB")
      .meta(
        assumed(
          "lag below which waiting begins again",
          "our simplification of: until a replica has caught up",
        ),
      ),
    noticedAfter,
  }),
  rule: ({ standbys, waitPoint, commitQueue }, { all }) => ({
    atLeast: Math.min(standbys, all.length),
    of: all,
    stage: "received",
    ...(waitPoint === "after-sync" && commitQueue === "held" && { holdsQueue: true }),
  }),
  degrading: ({ timeout, rearmBelow, noticedAfter }) => ({
    after: timeout,
    rearmBelow,
    field: "timeout",
    counts: "commit-wait",
    outcome: "asynchronous",
    sign: "Rpl_semi_sync_source_status: OFF",
    noticedAfter,
  }),
  // It may have degraded without anybody noticing, so it promises nothing to a failover.
  safe: () => undefined,
});
