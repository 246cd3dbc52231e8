// Database clusters: where their nodes are, what a node can do, whom an auxiliary cluster follows.
import { z } from "zod";
import { choiceOf } from "../../config/choice.ts";
import { distributionOf } from "../../config/distribution-field.ts";
import {
  clusterName,
  duration,
  name,
  positiveBandwidth,
  positiveDuration,
  probability,
  siteName,
  size,
  some,
} from "../../config/fields.ts";
import { assumed, verified } from "../../config/part.ts";
import { failoverPolicies } from "../../failover/registry.ts";
import { acknowledgements } from "../../replication/acknowledgement/registry.ts";
import { shapes } from "../../replication/shape/registry.ts";

export const node = z
  .strictObject({
    flush: distributionOf(duration)
      .prefault({ kind: "lognormal", median: "0.3 ms", sigma: 0.5 })
      .meta(assumed("one flush of the log", "our assumption: a data-centre SSD")),
    wakeUp: duration
      .prefault("0 s")
      .meta(
        assumed(
          "until the next group of waiting commits is flushed",
          "our simplification: its leader is awake",
        ),
      ),
    receiver: z
      .enum(["always", "between-flushes"])
      .prefault("always")
      .meta(assumed("when a standby reads what has come, and says so", "our simplification: two processes")),
    servers: some.prefault(16).meta(assumed("statements served at once", "our assumption: 16 cores")),
    service: distributionOf(duration)
      .prefault("0.2 ms")
      .meta(assumed("one statement, without waiting", "our assumption: a look-up by key, cached")),
    connections: some.prefault(500).meta(assumed("open at once", "our assumption: with a pooler")),
    queue: some.optional().describe("statements that may wait; unbounded if absent"),
    applyRate: positiveBandwidth
      .prefault("200 MB/s")
      .meta(assumed("log applied by a standby", "our assumption: one redo process, cached")),
    copyRate: positiveBandwidth
      .prefault("200 MB/s")
      .meta(assumed("disk bound of a re-seed", "our assumption: sequential reads of a shared volume")),
    restart: distributionOf(duration)
      .prefault("20 s")
      .meta(assumed("until a crashed node serves again", "our assumption: crash recovery of a small log")),
    redo: z
      .strictObject({
        checkpoint: positiveDuration
          .prefault("5 min")
          .meta(verified("between two checkpoints", "PostgreSQL 15, 20.5.2: checkpoint_timeout 5 min")),
        maxLog: size
          .prefault("1 GB")
          .meta(verified("to be replayed at most", "PostgreSQL 15, 20.5.2: max_wal_size 1 GB")),
        completion: probability
          .prefault("90 %")
          .meta(
            verified(
              "of the interval over which a checkpoint writes",
              "PostgreSQL 15, 20.5.2: checkpoint_completion_target 0.9",
            ),
          ),
        rate: positiveBandwidth
          .prefault("100 MB/s")
          .meta(
            assumed("of replaying log from a cold cache", "our assumption: half of what a standby applies"),
          ),
      })
      .optional()
      .describe("log that a crashed node replays, on top of restart; none if absent"),
    coldCache: z
      .strictObject({
        factor: z.number().min(1).max(1000).describe("times as long as usual a statement takes at first"),
        for: positiveDuration.describe("until the cache is warm, ever less cold"),
      })
      .optional()
      .describe("after a node has begun to take writes; warm if absent"),
    rewind: distributionOf(duration)
      .prefault("15 s")
      .meta(assumed("until an old primary follows the new one", "our assumption: pg_rewind of few blocks")),
  })
  .prefault({});

/** `members`, or `site` with `nodes`; complete.ts makes one of the two. */
export const cluster = z.strictObject({
  preset: name.optional(),
  members: z.record(siteName, some).optional().describe("nodes in each site"),
  site: siteName.optional().describe("the only site, instead of members"),
  nodes: some.optional().describe("nodes in that site"),
  prefers: siteName.optional().describe("the site of the primary; the first member if absent"),
  role: z.enum(["primary", "auxiliary"]).prefault("primary"),
  follows: clusterName.optional().describe("the cluster an auxiliary one replicates from"),
  delay: duration.prefault("0 s").describe("applied this much later than received"),
  takeover: choiceOf(failoverPolicies)
    .optional()
    .describe("how an auxiliary cluster is promoted when the followed one is lost; never if absent"),
  dataset: size.prefault("100 GB").meta(assumed("size of the database", "our assumption")),
  retention: z
    .union([z.literal("unlimited"), size])
    .prefault("64 GB")
    .meta(
      assumed(
        "log kept for a standby that lags; beyond it a re-seed (max_slot_wal_keep_size, or wal_keep_size without slots)",
        "our assumption: a replication slot",
      ),
    ),
  disk: z
    .strictObject({
      room: size.describe("for log that is kept; a primary whose disk is full stops"),
      makeRoom: duration
        .prefault("30 min")
        .meta(
          assumed(
            "until people have made room on a full one",
            "our assumption: an alarm, and a slot dropped",
          ),
        ),
    })
    .optional()
    .describe("where log is kept; it never fills if absent"),
  node,
  shape: choiceOf(shapes).optional(),
  acknowledge: choiceOf(acknowledgements).optional(),
  failover: choiceOf(failoverPolicies).optional(),
  synchronousList: z
    .enum(["rewritten", "inherited"])
    .prefault("rewritten")
    .meta(
      verified(
        "the names of synchronous standbys when one of them is promoted",
        "Patroni, docs/replication_modes.rst; measured: PostgreSQL 15 promoted by hand keeps synchronous_standby_names",
      ),
    ),
});
