// A proxy in front that asks every node whether it is the primary.
import { z } from "zod";
import { positiveDuration, some } from "../../../config/fields.ts";
import { verified } from "../../../config/part.ts";
import { defineRedirect } from "../redirect.ts";

export const proxy = defineRedirect({
  title: "Proxy",
  source: "HAProxy 2.8 configuration manual, 5.2: inter, fall, rise",
  mark: "verified",
  config: z.strictObject({
    kind: z.literal("proxy"),
    interval: positiveDuration.prefault("2 s").meta(verified("between two checks", "HAProxy: inter 2000 ms")),
    fall: some.prefault(3).meta(verified("failed checks until a node counts as down", "HAProxy: fall 3")),
    rise: some.prefault(2).meta(verified("good checks until it counts as up", "HAProxy: rise 2")),
  }),
  leadsFrom:
    ({ interval, rise }, { servesFrom }) =>
    ({ cache }) => ({
      at: servesFrom + (rise - 1 + cache) * interval,
      setBy: "redirect.rise",
    }),
  // It closes the sessions of a server that it has marked down.
  givesUpAfter: ({ interval, fall }) => ({ after: fall * interval, setBy: "redirect.fall" }),
});
