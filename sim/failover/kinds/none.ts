// None: whatever breaks, nobody takes over; the primary must come back by itself.
import { z } from "zod";
import { defineFailoverPolicy } from "../policy.ts";

export const none = defineFailoverPolicy({
  title: "No failover",
  source: "our simplification: the case to compare with",
  mark: "verified",
  config: z.strictObject({
    kind: z.literal("none"),
  }),
});
