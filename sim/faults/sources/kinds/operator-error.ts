// Somebody's change takes a database cluster down: a wrong setting, a full disk, the wrong window. Leaves out: deleted
// data, which replication copies faithfully and only a backup brings back.
import { z } from "zod";
import { clusterName, probability } from "../../../config/fields.ts";
import { assumed } from "../../../config/part.ts";
import { hitOnClusters } from "../cluster-hit.ts";
import { defineFailureSource, life, ownTimes, repairTime, within } from "../source.ts";

export const operatorError = defineFailureSource({
  title: "Operator error",
  source: "our assumption: one site or all of them",
  config: z.strictObject({
    kind: z.literal("operator-error"),
    every: life
      .prefault("8760 h")
      .meta(
        assumed(
          "of one cluster",
          "our assumption: one a year; people cause a third of network incidents in Meza et al., IMC 2018",
        ),
      ),
    everywhere: probability
      .prefault("30 %")
      .meta(assumed("of the errors hit every site at once", "our assumption: configuration is shared")),
    repair: repairTime
      .prefault({ kind: "lognormal", median: "30 min", sigma: 0.9 })
      .meta(
        assumed(
          "until it is undone",
          "our fit: eight in ten last 10 to 100 min, as large incidents in Govindan et al., SIGCOMM 2016",
        ),
      ),
    within: within({ every: 4, repair: 2 }),
    except: z.record(clusterName, ownTimes).prefault({}),
  }),
  expand: ({ everywhere, ...times }, ground) =>
    ground.clusters.flatMap(({ id, sites }) =>
      hitOnClusters(ground, { source: "operator-error", id, sites, times, everywhere, effect: "stops" }),
    ),
});
