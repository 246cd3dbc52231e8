// CUBIC: the window grows with the cube of the time since the last loss.
import { z } from "zod";
import { size, some } from "../../../config/fields.ts";
import { assumed, verified } from "../../../config/part.ts";
import { cubicCeiling, pipeFill } from "../../tcp-ceiling.ts";
import { defineCongestion } from "../congestion.ts";

/** RFC 9438, 4.6: multiplicative decrease 0.7. */
const DECREASE = 0.7;

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
  }),
  ceiling({ streams, window }, { roundTrip, lossEvents, bandwidth, queue }) {
    const each = Math.min(window / roundTrip, cubicCeiling(roundTrip, lossEvents));
    // Several saw-teeth out of step keep the pipe fuller; one leaves it partly empty when the queue is short.
    const fill = streams > 1 ? 1 : pipeFill(queue / (bandwidth * roundTrip), DECREASE);
    return Math.min(streams * each, bandwidth * fill);
  },
});
