// CUBIC: the window grows with the cube of the time since the last loss.
import { z } from "zod";
import { cubicWindow } from "../../tcp/cubic-window.ts";
import type { WindowControl } from "../../tcp/window-control.ts";
import { cubicCeiling, pipeFill } from "../../tcp-ceiling.ts";
import { defineCongestion, tcpFields } from "../congestion.ts";

/** RFC 9438, 4.6: multiplicative decrease 0.7. */
const DECREASE = 0.7;

export const cubic = defineCongestion({
  title: "CUBIC",
  source: "RFC 9438; Linux default since 2.6.19",
  mark: "verified",
  config: z.strictObject({
    kind: z.literal("cubic"),
    ...tcpFields,
  }),
  control: cubicWindow as WindowControl,
  goodput({ streams, window }, { roundTrip, lossEvents, bandwidth, queue }) {
    const each = Math.min(window / roundTrip, cubicCeiling(roundTrip, lossEvents));
    // Several saw-teeth out of step keep the pipe fuller; one leaves it partly empty when the queue is short.
    const fill = streams > 1 ? 1 : pipeFill(queue / (bandwidth * roundTrip), DECREASE);
    return Math.min(streams * each, bandwidth * fill);
  },
});
