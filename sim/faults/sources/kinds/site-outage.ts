// A site goes dark and comes back with its disks: power, cooling, the wrong button.
import { z } from "zod";
import { siteName } from "../../../config/fields.ts";
import { assumed } from "../../../config/part.ts";
import { siteLoss } from "../../kinds/site-loss.ts";
import { defineFailureSource, life, ownTimes, repairTime, timesOf, within } from "../source.ts";

export const siteOutage = defineFailureSource({
  title: "Outage of a site",
  source: "our assumption: independent outages, memoryless",
  config: z.strictObject({
    kind: z.literal("site-outage"),
    every: life
      .prefault("21900 h")
      .meta(
        assumed(
          "of one site",
          "our split of Tier III (1.6 h a year): an outage of 4 h every two and a half years",
        ),
      ),
    repair: repairTime
      .prefault({ kind: "lognormal", median: "2.4 h", sigma: 1 })
      .meta(assumed("until it has power again", "our split of Tier III (1.6 h a year): a mean of 4 h")),
    within: within({ every: 3, repair: 2 }),
    except: z.record(siteName, ownTimes).prefault({}),
  }),
  expand: (config, { sites }) =>
    sites.map(({ id, ordinal }) => ({
      ...timesOf("site-outage", config, { id, draws: ordinal }),
      id: `site ${id}/outage`,
      subject: `site ${id}`,
      faults: [siteLoss.config.parse({ kind: "site-loss", site: id })],
      takesSite: id,
    })),
});
