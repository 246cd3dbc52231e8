// BBR: sends at the rate at which its data arrive, whatever is lost on the way.
import { z } from "zod";
import { bbrWindow } from "../../tcp/bbr-window.ts";
import type { WindowControl } from "../../tcp/window-control.ts";
import { SEGMENT } from "../../tcp-ceiling.ts";
import { connectionFields, defineCongestion, lossOf } from "../congestion.ts";

/** It looks for more with a quarter more: what loses more than a fifth finds less each time. */
const BREAKS = 0.2;
/** Linux, tcp_bbr.c: 200 ms in 10 s with four segments in flight. */
const LOOKS = 0.2 / 10;
const LEAST = 4;
/** What of many copies gets through at all; a line that loses everything is down, and says so. */
const LEAST_KEPT = 1e-3;

export const bbr = defineCongestion({
  title: "BBR",
  source: "Cardwell et al., BBR, ACM Queue 14 (5), 2016; Linux, tcp_bbr.c (version 1)",
  mark: "verified",
  config: z.strictObject({ kind: z.literal("bbr"), ...connectionFields }),
  control: bbrWindow as WindowControl,
  goodput({ streams, window }, pipe) {
    const loss = lossOf(pipe);
    const most = pipe.bandwidth * (1 - LOOKS);
    const least = (streams * LEAST * SEGMENT) / pipe.roundTrip;
    const reachable = Math.min(
      loss < BREAKS ? most : Math.min(most, least),
      (streams * window) / pipe.roundTrip,
    );
    return reachable * Math.max(LEAST_KEPT, 1 - loss);
  },
});
