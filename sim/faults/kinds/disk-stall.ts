// The disk of a node takes no flush for a while: commits wait, and whoever looks at its processes finds them well.
// Leaves out: reads that miss the cache.
import { z } from "zod";
import { clusterName, nodeName } from "../../config/fields.ts";
import { defineFault, nodeMeant, passing } from "../fault.ts";

/** A flush of microseconds lasts for hours: longer than anybody waits, and what is left of it afterwards is exact. */
const STANDS_STILL = 1e9;

export const diskStall = defineFault({
  title: "Disk stall",
  source: "our definition: a path of the storage fails over, a controller resets, a volume is out of credit",
  mark: "verified",
  config: z.strictObject({
    kind: z.literal("disk-stall"),
    ...passing,
    node: nodeName.prefault("primary").describe("primary, standby, or the id of a node"),
    cluster: clusterName.optional(),
  }),
  begin: (config, world) => world.nodes.slow(nodeMeant(config, world), { service: 1, flush: STANDS_STILL }),
  subject: ({ node, cluster }) => (cluster === undefined ? node : `${node} of ${cluster}`),
});
