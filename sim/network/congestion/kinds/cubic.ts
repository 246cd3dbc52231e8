// CUBIC: the window grows with the cube of the time since the last loss.
import { z } from "zod";
import { duration, size, some } from "../../../config/fields.ts";
import { assumed, verified } from "../../../config/part.ts";
import { cubicCeiling } from "../../tcp-ceiling.ts";
import { defineCongestion } from "../congestion.ts";

export const cubic = defineCongestion({
  title: "CUBIC",
  source: "RFC 9438; Linux default since 2.6.19",
  mark: "verified",
  config: z.strictObject({
    kind: z.literal("cubic"),
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
    streams * Math.min(window / roundTrip, cubicCeiling(roundTrip, lossEvents)),
});
