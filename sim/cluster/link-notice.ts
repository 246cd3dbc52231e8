// How routing notices that a line is dead, or whole again. Loss of light: the port says so. BFD: several packets in a
// row are missing. BGP: nothing was heard for the hold time; the last keep-alive came up to a third of it before the
// cut. A line that is only worse than it was is noticed by none of them.
// Sources: FRR manual (BFD 300 ms × 3), RFC 4271 (hold time, keep-alive a third of it).

import type { Duration } from "../quantity/time.ts";

export type Detection =
  | Duration
  | { readonly kind: "light"; readonly after: Duration }
  | { readonly kind: "bfd"; readonly interval: Duration; readonly multiplier: number }
  | { readonly kind: "bgp"; readonly hold: Duration; readonly reopen: Duration };

/** From a change of a line until traffic goes by it, µs; a fall is noticed anywhere in its span. */
export interface Notice {
  readonly fall: { readonly from: number; readonly to: number };
  readonly rise: number;
}

/** `convergence`: from the notice until traffic takes another line. */
export function noticeOf(detection: Detection, convergence: Duration): Notice {
  const span = (from: number, to: number, rise: number): Notice => ({
    fall: { from: from + convergence, to: to + convergence },
    rise: rise + convergence,
  });
  if (typeof detection === "number") return span(detection, detection, detection);
  switch (detection.kind) {
    case "light":
      return span(detection.after, detection.after, detection.after);
    case "bfd": {
      // The last packet came up to one interval before the cut.
      const { interval, multiplier } = detection;
      return span((multiplier - 1) * interval, multiplier * interval, multiplier * interval);
    }
    case "bgp":
      return span((2 * detection.hold) / 3, detection.hold, detection.reopen);
  }
}
