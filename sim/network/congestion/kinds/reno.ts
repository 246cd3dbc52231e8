// Reno: the window grows by one segment per round trip and is halved by a loss.
import { z } from "zod";
import { duration, size, some } from "../../../config/fields.ts";
import { assumed, verified } from "../../../config/part.ts";
import { renoCeiling } from "../../tcp-ceiling.ts";
import { defineCongestion } from "../congestion.ts";

export const reno = defineCongestion({
  title: "Reno",
  source: "RFC 5681; Mathis et al. 1997 for its throughput",
  mark: "verified",
  config: z.strictObject({
    kind: z.literal("reno"),
    streams: some
      .prefault(1)
      .meta(verified("parallel connections per edge", "PostgreSQL 15, 27.2.5: one WAL sender per standby")),
    window: size
      .prefault("16 MiB")
      .meta(
        assumed("most bytes in flight of one connection", "our assumption: Linux tcp_rmem raised for a WAN"),
      ),
    userTimeout: duration.optional().describe("a connection without acknowledgement is closed"),
  }),
  ceiling: ({ streams, window }, roundTrip, lossEvents) =>
    streams * Math.min(window / roundTrip, renoCeiling(roundTrip, lossEvents)),
});
