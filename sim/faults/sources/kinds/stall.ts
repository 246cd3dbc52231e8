// A node stands still for a while and goes on: a stalled disk, a paused virtual machine, memory pressure. Short ones
// pass unnoticed, longer ones cause failovers that nobody needed.
import { z } from "zod";
import { nodeId } from "../../../config/fields.ts";
import { assumed } from "../../../config/part.ts";
import { nodeHang } from "../../kinds/node-hang.ts";
import { defineFailureSource, life, ownTimes, repairTime, timesOf, within } from "../source.ts";

export const stall = defineFailureSource({
  title: "Stall of a node",
  source: "our assumption: independent stalls, memoryless",
  config: z.strictObject({
    kind: z.literal("stall"),
    every: life
      .prefault("2190 h")
      .meta(assumed("of one node", "our assumption: four stalls of seconds a year")),
    repair: repairTime
      .prefault({ kind: "lognormal", median: "8 s", sigma: 1.2 })
      .meta(assumed("how long it stands still", "our assumption: one in seven lasts longer than 30 s")),
    within: within({ every: 4, repair: 2 }),
    except: z.record(nodeId, ownTimes).prefault({}),
  }),
  expand: (config, { nodes }) =>
    nodes.map(({ id }) => ({
      ...timesOf("stall", config, { id, draws: id }),
      id: `node ${id}/stall`,
      subject: `node ${id}`,
      faults: [nodeHang.config.parse({ kind: "node-hang", node: id })],
    })),
});
