// A release that breaks the database cluster it is rolled out to: its nodes stop or hang until it is rolled back. One
// that passed the first site unnoticed reaches all of them. Leaves out: canaries (gray release finds some before).
import { z } from "zod";
import { clusterName, positiveDuration, probability } from "../../../config/fields.ts";
import { assumed } from "../../../config/part.ts";
import { hitOnClusters } from "../cluster-hit.ts";
import { defineFailureSource, repairTime, within } from "../source.ts";

export const badRelease = defineFailureSource({
  title: "Bad release",
  source: "our assumption: one site first, all of them if nobody notices",
  config: z.strictObject({
    kind: z.literal("bad-release"),
    releases: positiveDuration
      .prefault("30 d")
      .meta(assumed("between two releases", "our assumption: monthly")),
    bad: probability.prefault("1 %").meta(assumed("of the releases break something", "our assumption")),
    everywhere: probability
      .prefault("30 %")
      .meta(assumed("of the bad ones are in every site before anybody notices", "our assumption")),
    repair: repairTime
      .prefault({ kind: "lognormal", median: "30 min", sigma: 0.9 })
      .meta(
        assumed(
          "until it is rolled back",
          "our fit: eight in ten last 10 to 100 min, as large incidents in Govindan et al., SIGCOMM 2016",
        ),
      ),
    effect: z
      .enum(["stops", "hangs"])
      .prefault("stops")
      .meta(assumed("what it does to the nodes", "our assumption")),
    within: within({ every: 3, repair: 2 }),
    except: z
      .record(clusterName, z.strictObject({ bad: probability.optional(), repair: repairTime.optional() }))
      .prefault({}),
  }),
  expand: ({ releases, bad, everywhere, repair, effect, within, except }, ground) =>
    ground.clusters.flatMap(({ id, sites }) => {
      const own = Object.hasOwn(except, id) ? except[id] : undefined;
      const meanOf = (share: number) => ({ kind: "exponential" as const, mean: releases / share });
      const every = (share: number | undefined) =>
        share === undefined || share === 0 ? undefined : meanOf(share);
      if ((own?.bad ?? bad) === 0) return [];
      const times = {
        every: every(bad) ?? meanOf(1),
        repair,
        within,
        except: own ? { [id]: { every: every(own.bad), repair: own.repair } } : {},
      };
      return hitOnClusters(ground, { source: "bad-release", id, sites, times, everywhere, effect });
    }),
});
