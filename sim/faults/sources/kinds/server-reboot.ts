// A server crashes and boots again by itself: operating system, firmware, watchdog.
import { z } from "zod";
import { nodeId } from "../../../config/fields.ts";
import { assumed, verified } from "../../../config/part.ts";
import { serverLoss } from "../../kinds/server-loss.ts";
import { defineFailureSource, life, ownTimes, repairTime, timesOf, within } from "../source.ts";

export const serverReboot = defineFailureSource({
  title: "Crash and reboot of a server",
  source: "our assumption: independent crashes, memoryless",
  config: z.strictObject({
    kind: z.literal("server-reboot"),
    every: life
      .prefault("4380 h")
      .meta(
        verified(
          "of one server",
          "J. Dean, LADIS 2009, read in transcriptions: servers crash at least twice a year",
        ),
      ),
    repair: repairTime
      .prefault({ kind: "lognormal", median: "5 min", sigma: 0.5 })
      .meta(assumed("until it has booted", "our assumption: memory test, boot, start of the services")),
    within: within({ every: 2, repair: 2 }),
    except: z.record(nodeId, ownTimes).prefault({}),
  }),
  expand: (config, { nodes }) =>
    nodes.map(({ id }) => ({
      ...timesOf("server-reboot", config, { id, draws: id }),
      id: `server of ${id}/reboot`,
      subject: `server of ${id}`,
      faults: [serverLoss.config.parse({ kind: "server-loss", nodes: [id] })],
    })),
});
