// Reno: the window grows by one segment per round trip and is halved by a loss.
import { z } from "zod";
import { renoWindow } from "../../tcp/reno-window.ts";
import type { WindowControl } from "../../tcp/window-control.ts";
import { pipeFill, renoCeiling } from "../../tcp-ceiling.ts";
import { defineCongestion, tcpFields } from "../congestion.ts";

/** RFC 5681, 3.1: the window is halved. */
const DECREASE = 0.5;

export const reno = defineCongestion({
  title: "Reno",
  source: "RFC 5681; Mathis et al. 1997 for its throughput",
  mark: "verified",
  config: z.strictObject({
    kind: z.literal("reno"),
    ...tcpFields,
  }),
  control: renoWindow as WindowControl,
  goodput({ streams, window }, { roundTrip, lossEvents, bandwidth, queue }) {
    const each = Math.min(window / roundTrip, renoCeiling(roundTrip, lossEvents));
    // Several saw-teeth out of step keep the pipe fuller; one leaves it partly empty when the queue is short.
    const fill = streams > 1 ? 1 : pipeFill(queue / (bandwidth * roundTrip), DECREASE);
    return Math.min(streams * each, bandwidth * fill);
  },
});
