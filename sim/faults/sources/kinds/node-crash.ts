// The database process of a node dies (a bug, out of memory) and its supervisor starts it again. Crash recovery
// comes after: clusters.*.node.restart.
import { z } from "zod";
import { nodeId } from "../../../config/fields.ts";
import { assumed } from "../../../config/part.ts";
import { nodeCrash as fault } from "../../kinds/node-crash.ts";
import { defineFailureSource, life, ownTimes, repairTime, timesOf, within } from "../source.ts";

export const nodeCrash = defineFailureSource({
  title: "Crash of a database process",
  source: "our assumption: independent crashes, memoryless",
  config: z.strictObject({
    kind: z.literal("node-crash"),
    every: life
      .prefault("2000 h")
      .meta(assumed("of one node", "our assumption: 1000 to 4000 h between crashes of a database process")),
    repair: repairTime
      .prefault({ kind: "lognormal", median: "10 s", sigma: 1 })
      .meta(assumed("until it is started again", "our assumption: a supervisor with a back-off")),
    within: within({ every: 3, repair: 3 }),
    except: z.record(nodeId, ownTimes).prefault({}),
  }),
  expand: (config, { nodes }) =>
    nodes.map(({ id }) => ({
      ...timesOf("node-crash", config, { id, draws: id }),
      id: `node ${id}/crash`,
      subject: `node ${id}`,
      faults: [fault.config.parse({ kind: "node-crash", node: id })],
    })),
});
