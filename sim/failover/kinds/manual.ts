// Manual: people notice, decide and act; nothing is automatic.
// Leaves out: single steps of the runbook and their errors.
import { z } from "zod";
import { distributionOf } from "../../config/distribution-field.ts";
import { duration, name } from "../../config/fields.ts";
import { assumed } from "../../config/part.ts";
import { ManualController } from "../manual-controller.ts";
import { defineFailoverPolicy } from "../policy.ts";

export const manual = defineFailoverPolicy({
  title: "Manual",
  source: "our assumption: an on-call team without a rehearsed runbook",
  mark: "assumption",
  config: z.strictObject({
    kind: z.literal("manual"),
    preset: name.optional(),
    notice: distributionOf(duration)
      .prefault({ kind: "lognormal", median: "3 min", p95: "10 min" })
      .meta(assumed("until somebody knows", "our assumption: an on-call team at any hour")),
    decide: distributionOf(duration)
      .prefault({ kind: "lognormal", median: "10 min", p95: "40 min" })
      .meta(assumed("until it is decided to fail over", "our assumption: an on-call team at any hour")),
    act: distributionOf(duration)
      .prefault({ kind: "lognormal", median: "5 min", p95: "15 min" })
      .meta(assumed("until the commands have been given", "our assumption: an on-call team at any hour")),
    fence: distributionOf(duration)
      .prefault("1 min")
      .meta(
        assumed(
          "until the old primary cannot write",
          "our assumption: powering it off or cutting its network",
        ),
      ),
  }),
  leavesList: true,
  create: (config, parts) => new ManualController(config, parts),
});
