// A failure domain inside a site loses its power or its switch, and all servers in it are silent. The nodes of a site
// are spread over its racks in turn. Leaves out: rows and rooms.
import { z } from "zod";
import { siteName, some } from "../../../config/fields.ts";
import { assumed, verified } from "../../../config/part.ts";
import { serverLoss } from "../../kinds/server-loss.ts";
import { defineFailureSource, life, ownTimes, repairTime, timesOf, within } from "../source.ts";

export const rackLoss = defineFailureSource({
  title: "Loss of a rack",
  source: "our assumption: independent failures, memoryless",
  config: z.strictObject({
    kind: z.literal("rack-loss"),
    every: life
      .prefault("17520 h")
      .meta(
        verified(
          "of one rack",
          "J. Dean, LADIS 2009, read in transcriptions: 20 a year among 30 to 45 racks",
        ),
      ),
    repair: repairTime
      .prefault({ kind: "lognormal", median: "2.5 h", sigma: 0.55 })
      .meta(
        assumed("until it has power again", "our assumption: nine in ten within 1 to 6 h; J. Dean: 1 to 6 h"),
      ),
    racks: some
      .max(1000)
      .prefault(2)
      .meta(assumed("over which the nodes of a site are spread", "our assumption: two power feeds")),
    within: within({ every: 2, repair: 2 }),
    except: z.record(siteName, ownTimes.extend({ racks: some.max(1000).optional() })).prefault({}),
  }),
  expand: ({ racks, ...times }, { sites, nodes }) =>
    sites.flatMap(({ id, ordinal }) => {
      const inside = nodes.filter(({ site }) => site === id).map((node) => node.id);
      const own = Object.hasOwn(times.except, id) ? times.except[id]?.racks : undefined;
      const count = Math.min(own ?? racks, inside.length);
      return Array.from({ length: count }, (_, rack) => ({
        ...timesOf("rack-loss", times, { id, draws: `${ordinal}/${rack}` }),
        id: `rack ${rack + 1} of ${id}/loss`,
        subject: `rack ${rack + 1} of ${id}`,
        faults: [
          serverLoss.config.parse({
            kind: "server-loss",
            nodes: inside.filter((_, i) => i % count === rack),
          }),
        ],
      }));
    }),
});
