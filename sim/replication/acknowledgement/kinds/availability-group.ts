// SQL Server availability group, synchronous commit: waits for every secondary that is synchronised. One that has
// been silent for the session time-out no longer is, and is waited for again when it has caught up. Below the
// required number of synchronised secondaries nothing commits. Leaves out: that the required number shrinks with a
// failover.
import { z } from "zod";
import { count, duration, size } from "../../../config/fields.ts";
import { assumed, remembered, verified } from "../../../config/part.ts";
import { defineAcknowledgement, noticedAfter } from "../acknowledgement.ts";

export const availabilityGroup = defineAcknowledgement({
  title: "Availability group, synchronous commit",
  source: "SQL Server 2022 documentation: Availability modes for an Always On availability group",
  mark: "verified",
  config: z.strictObject({
    kind: z.literal("availability-group"),
    sessionTimeout: duration
      .prefault("10 s")
      .meta(verified("a silent secondary is no longer waited for", "SQL Server 2022: SESSION_TIMEOUT")),
    required: count
      .prefault(0)
      .meta(
        remembered(
          "synchronised secondaries without which nothing commits",
          "SQL Server 2022: REQUIRED_SYNCHRONIZED_SECONDARIES_TO_COMMIT",
        ),
      ),
    synchronisedBelow: size
      .prefault("64 KiB")
      .meta(assumed("lag below which one counts as synchronised", "our simplification of: caught up")),
    noticedAfter,
  }),
  // `all` are those that have not been given up.
  rule: ({ required }, { all }) => ({ atLeast: Math.max(required, all.length), of: all, stage: "flushed" }),
  degrading: ({ required, sessionTimeout, synchronisedBelow, noticedAfter }) => ({
    after: sessionTimeout,
    rearmBelow: synchronisedBelow,
    field: "sessionTimeout",
    counts: "silence",
    outcome: required === 0 ? "asynchronous" : "blocked",
    sign: "dm_hadr_database_replica_states: NOT SYNCHRONIZING",
    noticedAfter,
  }),
  // Every one that was waited for has everything.
  safe: (_, rule, reachable) =>
    rule.atLeast === 0 ? undefined : reachable.filter((node) => rule.of.includes(node)),
});
