// The hardware of a server fails; somebody replaces it. Its disks survive. Leaves out: single disks (a mirrored pair
// hides them), loss of the data of one server.
import { z } from "zod";
import { nodeId } from "../../../config/fields.ts";
import { assumed, verified } from "../../../config/part.ts";
import { serverLoss } from "../../kinds/server-loss.ts";
import { defineFailureSource, life, ownTimes, repairTime, timesOf, within } from "../source.ts";

export const serverFailure = defineFailureSource({
  title: "Failure of a server",
  source: "our assumption: independent failures, memoryless",
  config: z.strictObject({
    kind: z.literal("server-failure"),
    every: life
      .prefault("15900 h")
      .meta(
        verified(
          "of one server",
          "J. Dean, LADIS 2009, read in transcriptions: about 1000 failures a year among about 1800 machines",
        ),
      ),
    repair: repairTime
      .prefault({ kind: "lognormal", median: "2.5 h", sigma: 0.55 })
      .meta(
        assumed("until it is replaced", "our assumption: nine in ten within 1 to 6 h; J. Dean: 1 to 6 h"),
      ),
    within: within({ every: 2, repair: 2 }),
    except: z.record(nodeId, ownTimes).prefault({}),
  }),
  expand: (config, { nodes }) =>
    nodes.map(({ id }) => ({
      ...timesOf("server-failure", config, { id, draws: id }),
      id: `server of ${id}/failure`,
      subject: `server of ${id}`,
      faults: [serverLoss.config.parse({ kind: "server-loss", nodes: [id] })],
    })),
});
