// The client side of a site fails alone: access network, load balancer, name service.
import { z } from "zod";
import { siteName } from "../../../config/fields.ts";
import { remembered, verified } from "../../../config/part.ts";
import { edgeLoss as fault } from "../../kinds/edge-loss.ts";
import { defineFailureSource, life, ownTimes, repairTime, timesOf, within } from "../source.ts";

export const edgeLoss = defineFailureSource({
  title: "Loss of the client side of a site",
  source: "our assumption: independent failures, memoryless",
  config: z.strictObject({
    kind: z.literal("edge-loss"),
    every: life
      .prefault("3521 h")
      .meta(remembered("of one site", "Meza et al., IMC 2018: nine in ten edges fail more often than this")),
    repair: repairTime
      .prefault({ kind: "lognormal", median: "2.7 min", sigma: 1.214 })
      .meta(
        verified(
          "until clients reach it again",
          "Turner et al., SIGCOMM 2010, quoted in ACM Queue 2014: software causes, median 2.7 min, p95 19.9 min",
        ),
      ),
    within: within({ every: 2, repair: 2 }),
    except: z.record(siteName, ownTimes).prefault({}),
  }),
  expand(config, { sites, nodes }) {
    const serving = sites.filter(({ id }) => nodes.some(({ site }) => site === id));
    return serving.map(({ id, ordinal }) => ({
      ...timesOf("edge-loss", config, { id, draws: ordinal }),
      id: `site ${id}/edge`,
      subject: `the client side of ${id}`,
      faults: [fault.config.parse({ kind: "edge-loss", site: id })],
    }));
  },
});
