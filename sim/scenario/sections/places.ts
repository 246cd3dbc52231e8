// Where things are and what joins them: sites, links, routing.
import { z } from "zod";
import { distributionOf } from "../../config/distribution-field.ts";
import {
  count,
  duration,
  location,
  loss,
  name,
  positiveBandwidth,
  positiveDuration,
  ratio,
  siteName,
  size,
  some,
  text,
} from "../../config/fields.ts";
import { assumed, remembered, verified } from "../../config/part.ts";

export const site = z.strictObject({
  location: location.optional(),
  role: z.enum(["data", "witness"]).prefault("data").describe("a witness votes and holds no data"),
  capacity: ratio.prefault("100 %").describe("of what the nodes of a full site can do"),
});

/** How a dead line is noticed. */
const detection = z.union([
  duration,
  z.strictObject({
    kind: z.literal("light"),
    after: duration
      .prefault("50 ms")
      .meta(remembered("until a port without light is down", "SONET, SDH: protection switching in 50 ms")),
  }),
  z.strictObject({
    kind: z.literal("bfd"),
    interval: positiveDuration.prefault("300 ms").meta(verified("between two packets", "FRR: BFD 300 ms")),
    multiplier: some.prefault(3).meta(verified("packets in a row that are missing", "FRR: BFD × 3")),
  }),
  z.strictObject({
    kind: z.literal("bgp"),
    hold: positiveDuration
      .prefault("180 s")
      .meta(remembered("without a keep-alive", "Cisco IOS: hold time 180 s; RFC 4271 suggests 90 s")),
    reopen: duration
      .prefault("30 s")
      .meta(assumed("until a line that is whole again carries routes", "our assumption: one connect retry")),
  }),
]);

const damping = z.strictObject({
  halfLife: positiveDuration
    .prefault("15 min")
    .meta(remembered("in which a penalty halves", "Cisco IOS: dampening 15 750 2000 60")),
  penalty: some.prefault(1000).meta(remembered("of each fall", "Cisco IOS: dampening")),
  suppress: some.prefault(2000).meta(remembered("from here on it is not used", "Cisco IOS: dampening")),
  reuse: some.prefault(750).meta(remembered("below this it is used again", "Cisco IOS: dampening")),
  longest: positiveDuration
    .prefault("60 min")
    .meta(remembered("no line is suppressed for longer", "Cisco IOS: dampening, four half-lives")),
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
  detection: detection.optional().describe("how routing notices that it is dead; as for all lines if absent"),
  prefer: count.optional().describe("lower is used first; default: order of writing"),
});

export const routing = z
  .strictObject({
    preset: name.optional(),
    detection: detection
      .prefault("0.9 s")
      .meta(verified("until a dead link is noticed", "FRR: BFD 300 ms × 3")),
    damping: damping.optional().describe("lines that flap are not trusted; all are if absent (RFC 2439)"),
    convergence: duration
      .prefault("0.2 s")
      .meta(assumed("until traffic takes the next link", "our assumption: a precomputed alternative")),
  })
  .prefault({});
