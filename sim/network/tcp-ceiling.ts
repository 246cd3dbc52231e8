// What a long-lived TCP connection can carry over a path with loss, in bytes per µs: the steady state only. Start-up,
// recovery and time-outs are left out here. Loss is the share of packets lost; a burst counts as one loss event.

import { pow } from "../kernel/arithmetic.ts";
import { type BytesPerMicro, bytesOf } from "../quantity/data.ts";

/** Payload of a full segment on Ethernet with time stamps: 1500 − 20 − 20 − 12. */
export const SEGMENT = bytesOf(1448);

/** Mathis et al. 1997, one ACK per packet: MSS/RTT × sqrt(3/2) / sqrt(p). `roundTrip` in µs. */
export function renoCeiling(roundTrip: number, lossEvents: number): BytesPerMicro {
  if (lossEvents <= 0) return Number.POSITIVE_INFINITY as BytesPerMicro;
  return ((SEGMENT / roundTrip) * Math.sqrt(1.5 / lossEvents)) as BytesPerMicro;
}

/**
 * Share of a bottleneck that one saw-tooth keeps busy when its queue holds `queue` bandwidth-delay products:
 * the window
 * swings between `decrease` × (1 + queue) and 1 + queue; below one product the pipe runs partly empty. 3/4 for Reno
 * without a queue, 1 with one product (Appenzeller et al. 2004); the area under the swing over its duration.
 */
export function pipeFill(queue: number, decrease: number): number {
  const most = 1 + queue;
  const least = decrease * most;
  if (least >= 1) return 1;
  const carried = (most * most - least * least) / 2;
  const duration = 1 - least + (most * most - 1) / 2;
  return carried / duration;
}

/** RFC 8312 equation 6 with C = 0.4, beta = 0.7: W = 1.054 × RTT^0.75 / p^0.75 segments; never below Reno. */
export function cubicCeiling(roundTrip: number, lossEvents: number): BytesPerMicro {
  if (lossEvents <= 0) return Number.POSITIVE_INFINITY as BytesPerMicro;
  const window = 1.054 * pow(roundTrip / 1e6 / lossEvents, 0.75);
  const cubic = ((window * SEGMENT) / roundTrip) as BytesPerMicro;
  const reno = renoCeiling(roundTrip, lossEvents);
  return cubic > reno ? cubic : reno;
}
