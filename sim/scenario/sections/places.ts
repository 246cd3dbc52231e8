// Where things are and what joins them: sites, links, routing.
import { z } from "zod";
import { distributionOf } from "../../config/distribution-field.ts";
import {
  count,
  duration,
  location,
  loss,
  positiveBandwidth,
  positiveDuration,
  ratio,
  siteName,
  size,
  text,
} from "../../config/fields.ts";
import { assumed, verified } from "../../config/part.ts";

export const site = z.strictObject({
  location: location.optional(),
  role: z.enum(["data", "witness"]).prefault("data").describe("a witness votes and holds no data"),
  capacity: ratio.prefault("100 %").describe("of what the nodes of a full site can do"),
});

/** `rtt` absent: great circle × 2.1; `queue` absent: one bandwidth-delay product, at least 64 KiB (complete.ts). */
export const link = z.strictObject({
  between: z.tuple([siteName, siteName]),
  bandwidth: positiveBandwidth,
  rtt: positiveDuration.optional(),
  jitter: distributionOf(duration).prefault("0 s").describe("added to each way"),
  loss: loss.prefault("0 %").describe("share of packets; { mean, burst } for bursts of packets"),
  queue: size.optional(),
  priority: z
    .enum(["none", "heartbeats", "heartbeats-and-replication"])
    .prefault("none")
    .meta(assumed("what passes by the queue that bulk traffic fills", "our assumption: one queue for all")),
  duct: text.optional().describe("links in one duct may be cut together"),
  prefer: count.optional().describe("lower is used first; default: order of writing"),
});

export const routing = z
  .strictObject({
    detection: duration
      .prefault("0.9 s")
      .meta(verified("until a dead link is noticed", "FRR: BFD 300 ms × 3")),
    convergence: duration
      .prefault("0.2 s")
      .meta(assumed("until traffic takes the next link", "our assumption: a precomputed alternative")),
  })
  .prefault({});
