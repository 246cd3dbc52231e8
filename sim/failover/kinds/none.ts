// None: whatever breaks, nobody takes over; the primary must come back by itself.
import { z } from "zod";
import { defineFailoverPolicy } from "../policy.ts";
import { NOBODY } from "../survivor.ts";
import { resume } from "../takeover.ts";

export const none = defineFailoverPolicy({
  title: "No failover",
  source: "our simplification: the case to compare with",
  mark: "verified",
  config: z.strictObject({
    kind: z.literal("none"),
  }),
  create: (_, parts) => ({
    conditionsChanged() {
      const { service, nodes, isTakeover } = parts;
      if (!isTakeover && nodes.isRunning(service.primary) && !service.accepts(service.primary))
        resume(parts, "node.restart");
    },
    survivorsIfLost: () => NOBODY,
  }),
});
