// How the experiment is run: how often, from which seed, how long, and when service counts as restored.
import { z } from "zod";
import { positiveDuration, probability, some } from "../../config/fields.ts";
import { verified } from "../../config/part.ts";

/** Not facts about the world: nothing to check. */
const convention = (description: string) => verified(description, "our convention");

export const run = z
  .strictObject({
    replications: some.max(1_000_000).prefault(400).meta(convention("runs of each disruption")),
    seed: z
      .union([z.string().min(1).max(200), z.number()])
      .transform(String)
      .prefault("42")
      .describe("any text; the same text gives the same runs"),
    limit: positiveDuration.prefault("1 h").meta(convention("how long after the injection a run is watched")),
    leadIn: positiveDuration.prefault("2 s").meta(convention("simulated before the injection")),
    serviceShare: probability.prefault("95 %").meta(convention("of the demand; below it there is an outage")),
    stableFor: positiveDuration.prefault("10 s").meta(convention("the share must hold to count as restored")),
    everyWrite: z.boolean().prefault(false).describe("simulate every write, even where sampling would do"),
    steadyWindow: positiveDuration.prefault("10 s").meta(convention("measured while nothing breaks")),
  })
  .prefault({});
