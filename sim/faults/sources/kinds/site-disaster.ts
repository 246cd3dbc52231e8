// A site is destroyed and rebuilt: fire, flood, earthquake. Disasters may roll: a line of the site goes first, and
// while it is down for that cause the site is in danger.
import { z } from "zod";
import { ratio, siteName } from "../../../config/fields.ts";
import { assumed, verified } from "../../../config/part.ts";
import type { Distribution } from "../../../quantity/distribution.ts";
import { days } from "../../../quantity/time.ts";
import { siteLoss } from "../../kinds/site-loss.ts";
import { defineFailureSource, repairTime, timesOf, within } from "../source.ts";

/** So often a year as an exponential life; never for 0. */
const yearly = (perYear: number): Distribution => ({ kind: "exponential", mean: days(365) / perYear });

export const siteDisaster = defineFailureSource({
  title: "Disaster at a site",
  source: "our assumption: independent disasters, memoryless but for their first signs",
  config: z.strictObject({
    kind: z.literal("site-disaster"),
    perYear: ratio
      .prefault("0.1 %")
      .meta(verified("of one site", "Ceph reliability model, ceph-tools SiteRely.py: one in 1000 years")),
    repair: repairTime
      .prefault({ kind: "lognormal", median: "20 d", sigma: 0.9 })
      .meta(assumed("until it is replaced", "our assumption: weeks to months, a mean of 30 days")),
    rolling: ratio
      .prefault(20_000)
      .meta(
        assumed(
          "how many times likelier while a line of the site is down for the same cause",
          "our assumption: about one disaster in ten announces itself",
        ),
      ),
    within: within({ every: 10, repair: 2 }),
    except: z
      .record(siteName, z.strictObject({ perYear: ratio.optional(), repair: repairTime.optional() }))
      .prefault({}),
  }),
  expand: ({ perYear, rolling, repair, within, except }, { sites }) =>
    sites.flatMap(({ id, ordinal }) => {
      const own = Object.hasOwn(except, id) ? except[id] : undefined;
      const chance = own?.perYear ?? perYear;
      if (chance === 0) return [];
      const ownLife = own?.perYear === undefined ? undefined : yearly(own.perYear);
      const times = {
        every: yearly(perYear === 0 ? 1 : perYear),
        repair,
        within,
        except: own ? { [id]: { every: ownLife, repair: own.repair } } : {},
      };
      return [
        {
          ...timesOf("site-disaster", times, { id, draws: ordinal }),
          id: `site ${id}/disaster`,
          subject: `site ${id}`,
          faults: [
            siteLoss.config.parse({ kind: "site-loss", site: id, storage: "destroyed", inFlight: "lost" }),
          ],
          takesSite: id,
          rolling: Math.max(1, rolling),
        },
      ];
    }),
});
