// A line stays up and gets worse for a while: congestion, maintenance on a detour, a bad optic.
import { z } from "zod";
import { duration, linkName, probability } from "../../../config/fields.ts";
import { assumed } from "../../../config/part.ts";
import { linkDegradation as fault } from "../../kinds/link-degradation.ts";
import { defineFailureSource, life, ownTimes, repairTime, timesOf, within } from "../source.ts";

export const linkDegradation = defineFailureSource({
  title: "Brown-out of a link",
  source: "our assumption: independent episodes, memoryless, all alike",
  config: z.strictObject({
    kind: z.literal("link-degradation"),
    every: life
      .prefault("2190 h")
      .meta(
        assumed("of one link", "our assumption: four a year, as J. Dean's network maintenances with losses"),
      ),
    repair: repairTime
      .prefault({ kind: "lognormal", median: "30 min", sigma: 1 })
      .meta(assumed("how long it lasts", "our assumption: around the 30 minutes of J. Dean's list")),
    loss: probability.prefault("1 %").meta(assumed("more packets lost", "our assumption")),
    addedDelay: duration.prefault("10 ms").meta(assumed("one way", "our assumption: a detour of 2000 km")),
    bandwidth: probability.prefault("50 %").meta(assumed("what is left of it", "our assumption")),
    within: within({ every: 3, repair: 2 }),
    except: z.record(linkName, ownTimes).prefault({}),
  }),
  expand: ({ loss, addedDelay, bandwidth, ...times }, { links }) =>
    links.map(({ id, ordinal }) => ({
      ...timesOf("link-degradation", times, { id, draws: ordinal }),
      id: `link ${id}/degradation`,
      subject: `link ${id}`,
      faults: [
        {
          ...fault.config.parse({ kind: "link-degradation", link: id, loss: "0 %" }),
          loss: { mean: loss, burst: 1 },
          addedDelay,
          bandwidth,
        },
      ],
    })),
});
