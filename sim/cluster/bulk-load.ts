// What bulk transfers do to a line that they share with others: a backup, a full copy. Below the line's bandwidth they
// take what they send, and the rest is left. At or above it they are many TCP connections that fill the queue: all
// that passes through it waits for it to drain, loses packets when it overflows, and gets one connection's part of the
// bandwidth. What has priority passes by. Leaves out: a queue that a replication stream fills by itself.
// Source of the loss: Mathis et al. 1997, rate = sqrt(3/2) · segment / (round trip · sqrt(loss)), solved for the loss.

import type { BytesPerMicro } from "../quantity/data.ts";
import type { LinkCondition } from "./data-plane.ts";

export interface BulkLoad {
  /** Bytes per µs that it would send at most. */
  readonly rate: number;
  /** TCP connections. */
  readonly flows: number;
}

/** Bytes of a segment on an Ethernet. */
const SEGMENT = 1448;
/** Every second packet: beyond it the formula says nothing, and no connection lives. */
const MOST_LOST = 0.5;

/** What traffic without priority meets on the line. */
export function loaded(line: LinkCondition, loads: Iterable<BulkLoad>): LinkCondition {
  let [rate, flows] = [0, 0];
  for (const load of loads) {
    rate += load.rate;
    flows += load.flows;
  }
  const { bandwidth, queue, delay, loss } = line;
  if (rate < bandwidth) return { ...line, bandwidth: (bandwidth - rate) as BytesPerMicro };
  const waits = queue / bandwidth;
  const segments = (bandwidth * (2 * delay + waits)) / (SEGMENT * flows);
  const overflows = Math.min(MOST_LOST, 1.5 / (segments * segments));
  return {
    ...line,
    bandwidth: (bandwidth / (flows + 1)) as BytesPerMicro,
    delay: delay + waits,
    loss: { mean: 1 - (1 - loss.mean) * (1 - overflows), burst: loss.burst },
  };
}
