// Planned work: every node is restarted once in a period, one after another. Leaves out: a switchover before the
// primary's turn.
import { z } from "zod";
import { nodeId } from "../../../config/fields.ts";
import { assumed } from "../../../config/part.ts";
import { nodeCrash } from "../../kinds/node-crash.ts";
import { defineFailureSource, life, ownTimes, repairTime, timesOf, within } from "../source.ts";

export const maintenance = defineFailureSource({
  title: "Planned maintenance of a node",
  source: "our assumption: a restart without switchover",
  config: z.strictObject({
    kind: z.literal("maintenance"),
    every: life
      .prefault({ kind: "constant", value: "91 d" })
      .meta(assumed("of one node", "our assumption: patches once a quarter")),
    repair: repairTime
      .prefault({ kind: "lognormal", median: "2 min", sigma: 0.5 })
      .meta(assumed("until it is started again", "our assumption: packages, reboot of a virtual machine")),
    within: within({ every: 1, repair: 2 }),
    except: z.record(nodeId, ownTimes).prefault({}),
  }),
  expand: (config, { nodes }) =>
    nodes.map(({ id }) => ({
      ...timesOf("maintenance", config, { id, draws: id }),
      id: `node ${id}/maintenance`,
      subject: `node ${id}`,
      isPlanned: true,
      faults: [nodeCrash.config.parse({ kind: "node-crash", node: id })],
    })),
});
