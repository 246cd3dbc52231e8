// TiDB DR Auto-Sync: sync; async when the stores of the other city have been silent for the wait-store time-out;
// sync-recover when they are back and catch up; sync again. Leaves out: Raft inside the primary city, learners.
import { z } from "zod";
import { duration, size } from "../../../config/fields.ts";
import { assumed, verified } from "../../../config/part.ts";
import { defineAcknowledgement, noticedAfter } from "../acknowledgement.ts";

export const drAutoSync = defineAcknowledgement({
  title: "DR Auto-Sync",
  source: "TiDB documentation: Two Data Centers in One City Deployment",
  mark: "verified",
  config: z.strictObject({
    kind: z.literal("dr-auto-sync"),
    waitStoreTimeout: duration
      .prefault("60 s")
      .meta(verified("then commits stop waiting for the other city", "TiDB: wait-store-timeout")),
    recoveredBelow: size
      .prefault("64 KiB")
      .meta(assumed("lag below which it is sync again", "our simplification of: every region has recovered")),
    noticedAfter,
  }),
  rule: (_, { all }) => ({ atLeast: Math.min(1, all.length), of: all, stage: "flushed" }),
  degrading: ({ waitStoreTimeout, recoveredBelow, noticedAfter }) => ({
    after: waitStoreTimeout,
    rearmBelow: recoveredBelow,
    field: "waitStoreTimeout",
    counts: "silence",
    outcome: "asynchronous",
    sign: "PD replication_mode/status: async",
    noticedAfter,
  }),
  // In sync a majority includes the other city; whether it is in sync nobody there knows.
  safe: () => undefined,
});
