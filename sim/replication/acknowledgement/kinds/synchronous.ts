// Synchronous: waits for the first n standbys at a stage.
import { z } from "zod";
import { some, stage } from "../../../config/fields.ts";
import { verified } from "../../../config/part.ts";
import { bytesOf } from "../../../quantity/data.ts";
import { seconds } from "../../../quantity/time.ts";
import { defineAcknowledgement, noticedAfter } from "../acknowledgement.ts";

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
    noticedAfter,
  }),
  isList: true,
  // FIRST n: the first n that are attached; with fewer than n attached the commit waits for whoever comes.
  rule({ standbys, stage }, { connected, all }) {
    const wanted = standbys === "all" ? all.length : Math.min(standbys, all.length);
    const of = connected.length >= wanted ? connected.slice(0, wanted) : all;
    return { atLeast: wanted, of, stage };
  },
  degrading: ({ whenAlone, noticedAfter }) =>
    whenAlone === "block"
      ? undefined
      : {
          after: seconds(10),
          rearmBelow: bytesOf(65536),
          field: "whenAlone",
          counts: "commit-wait",
          outcome: "asynchronous",
          sign: "pg_stat_replication: no row whose sync_state is sync",
          noticedAfter,
        },
  // Each of the n has everything; of a rule that waits for whoever comes, nobody is known to have.
  safe: (_, rule, reachable) =>
    rule.of.length === rule.atLeast ? reachable.filter((node) => rule.of.includes(node)) : [],
});
