// Replication: the shape of the streams, what an acknowledgement waits for, and the connections that carry them.
import { z } from "zod";
import { choiceOf } from "../../config/choice.ts";
import { duration, factor, positiveDuration, ratio, some } from "../../config/fields.ts";
import { assumed, verified } from "../../config/part.ts";
import { congestions } from "../../network/congestion/registry.ts";
import { acknowledgements } from "../../replication/acknowledgement/registry.ts";
import { shapes } from "../../replication/shape/registry.ts";

const edge = z.strictObject({ acknowledge: choiceOf(acknowledgements).optional() });

export const replication = z
  .strictObject({
    shape: choiceOf(shapes)
      .prefault("one-master-many-slaves")
      .meta(verified("which nodes stream to which", "PostgreSQL 15 manual, 27.2.5")),
    acknowledge: choiceOf(acknowledgements)
      .prefault("asynchronous")
      .meta(
        verified("what a commit waits for", "PostgreSQL 15 manual, 20.6.2: synchronous_standby_names empty"),
      ),
    edges: z
      .record(z.string(), edge)
      .prefault({})
      .describe("`within-site`, `across-sites`, or `shanghai -> beijing`: the most specific one counts"),
    transport: choiceOf(congestions, "cubic")
      .prefault("cubic")
      .meta(verified("of the streams", "Linux: tcp_congestion_control since 2.6.19")),
    overhead: ratio
      .prefault("7 %")
      .meta(assumed("bytes of protocol per byte of log", "our estimate from measured PostgreSQL 15 streams")),
    senderTimeout: positiveDuration
      .prefault("60 s")
      .meta(verified("a stream without feedback is closed", "PostgreSQL 15: wal_sender_timeout")),
    reconnect: duration
      .prefault("5 s")
      .meta(verified("between two attempts to connect", "PostgreSQL 15: wal_retrieve_retry_interval")),
    repair: z
      .union([
        z.literal("discard").transform((kind) => ({ kind })),
        z.strictObject({ kind: z.literal("discard") }),
        z.strictObject({
          kind: z.literal("reconcile"),
          perHour: factor
            .prefault(30)
            .meta(
              assumed(
                "divergent rows that one person settles in an hour",
                "our assumption: two minutes each",
              ),
            ),
          people: some
            .prefault(2)
            .meta(assumed("who settle them", "our assumption: those who know the data")),
        }),
      ])
      .optional()
      .describe("what becomes of rows that only a replaced primary has; not accounted for if absent"),
    conflicts: z
      .union([
        z.literal("last-writer-wins").transform((kind) => ({ kind })),
        z.strictObject({ kind: z.literal("last-writer-wins") }),
      ])
      .prefault("last-writer-wins")
      .meta(verified("which of two changes of one key stays", "EDB PGD 5 manual: update_if_newer")),
  })
  .prefault({});
