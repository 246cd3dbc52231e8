// What fails by chance over the years: one key for each source of failures, how sure the inputs are, and whether a
// failover succeeds. Drills do not read it, but for a coverage that says so.
import { z } from "zod";
import { name, positiveDuration, probability } from "../../config/fields.ts";
import { assumed, verified } from "../../config/part.ts";
import { failureSources } from "../../faults/sources/registry.ts";
import { repairTime } from "../../faults/sources/source.ts";

const never = z.literal("never");

/** Terms of every registered source under its kind, or `never`. */
const sources = Object.fromEntries(
  [...failureSources.parts].map(([kind, { title, source, config }]) => {
    const terms = (config as z.ZodObject).omit({ kind: true });
    return [kind, z.union([never, terms]).prefault({}).describe(`${title}; ${source}`)];
  }),
) as Record<string, z.ZodType<unknown>>;

const coverage = z
  .strictObject({
    fresh: probability
      .prefault("98 %")
      .meta(assumed("chance that a failover succeeds right after a drill", "our assumption")),
    floor: probability
      .prefault("70 %")
      .meta(assumed("what that chance falls to when nobody drills", "our assumption")),
    decay: positiveDuration
      .prefault("180 d")
      .meta(
        assumed("in which it loses 63 % of the way to the floor", "our assumption: drift of configurations"),
      ),
    drill: z
      .union([never, positiveDuration])
      .prefault("365 d")
      .meta(assumed("between two drills", "our assumption: once a year, for the auditor")),
    repair: repairTime
      .prefault({ kind: "lognormal", median: "45 min", sigma: 0.9 })
      .meta(assumed("until people have made a failed failover work", "our assumption")),
    inDrills: z
      .boolean()
      .prefault(false)
      .meta(
        verified(
          "whether disruptions fail to fail over, too",
          "our convention: a drill asks what happens if it works",
        ),
      ),
  })
  .prefault({});

export const failures = z
  .strictObject({
    preset: name.optional().describe("optimistic, typical or pessimistic; typical if absent"),
    inputs: z
      .enum(["uncertain", "exact"])
      .prefault("uncertain")
      .meta(verified("whether rates and repair times are known only within a factor", "our convention")),
    coverage,
    ...sources,
  })
  .optional();
