// What breaks and what is expected then: disruptions (independent experiments) and objectives.
import { z } from "zod";
import { clock, positiveDuration } from "../../config/fields.ts";
import { faults } from "../../faults/registry.ts";

const faultList = z.array(faults.config).min(1).max(100);

const full = z.strictObject({
  at: z
    .union([z.enum(["any", "peak", "trough"]), clock])
    .prefault("any")
    .describe("when: any instant of the load's period, its peak, its trough, or an hour like 14:00"),
  while: z.array(faults.config).max(100).prefault([]).describe("in force before the run begins"),
  faults: faultList,
  limit: positiveDuration.optional().describe("how long this one is watched; run.limit if absent"),
});

/** A list of faults, or a mapping that also says when and while what. */
export const disruption = z.union([
  faultList.transform((list) => ({ at: "any" as const, while: [], faults: list, limit: undefined })),
  full,
]);

export const expectation = z.string().max(1000).describe("rpoAchieved p99 <= 5 s for site-loss");
