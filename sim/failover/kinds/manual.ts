// Manual: people notice, decide and act; nothing is automatic.
// A runbook names its own steps instead of the four.
import { z } from "zod";
import { distributionOf } from "../../config/distribution-field.ts";
import { duration, name, probability } from "../../config/fields.ts";
import { assumed } from "../../config/part.ts";
import { ManualController } from "../manual-controller.ts";
import { defineFailoverPolicy } from "../policy.ts";

const step = z.strictObject({
  step: z.string().min(1).max(60).describe("what is done"),
  takes: distributionOf(duration),
  error: probability
    .refine((value) => value < 1, { message: "a step that always goes wrong is never done" })
    .prefault("0 %")
    .describe("that it goes wrong and is done again"),
  costs: distributionOf(duration).prefault("0 s").describe("time lost each time it goes wrong"),
  fences: z.boolean().prefault(false).describe("from then on the old primary cannot write"),
});

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
    hold: duration
      .prefault("0 s")
      .meta(
        assumed(
          "once they know: wait for the primary to come back before they decide",
          "our assumption: nobody waits; a grace period is the product's",
        ),
      ),
    steps: z
      .array(step)
      .min(1)
      .max(30)
      .optional()
      .describe("a runbook: its steps in their order instead of notice, decide, fence and act"),
  }),
  leavesList: true,
  create: (config, parts) => new ManualController(config, parts),
});
