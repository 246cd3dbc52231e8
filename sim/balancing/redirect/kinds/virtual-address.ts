// A virtual address that the new primary takes over and announces.
import { z } from "zod";
import { distributionOf } from "../../../config/distribution-field.ts";
import { duration } from "../../../config/fields.ts";
import { remembered } from "../../../config/part.ts";
import { sample } from "../../../kernel/sampling.ts";
import { defineRedirect } from "../redirect.ts";

export const virtualAddress = defineRedirect({
  title: "Virtual address",
  source: "RFC 5798 (VRRP), 6.1: Master_Down_Interval",
  mark: "verified",
  config: z.strictObject({
    kind: z.literal("virtual-address"),
    takeover: distributionOf(duration)
      .prefault("3 s")
      .meta(
        remembered(
          "from the promotion to the address being reachable",
          "RFC 5798: 3 advertisements of 1 s (keepalived default)",
        ),
      ),
  }),
  leadsFrom({ takeover }, { servesFrom, draws }) {
    const at = servesFrom + sample(takeover, draws);
    return () => ({ at, setBy: "redirect.takeover" });
  },
  givesUpAfter: () => undefined,
});
