// A database node stops answering, with its host, but its connections stay open. It hangs until it is repaired; what
// passes by itself is a stall.
import { z } from "zod";
import { clusterName, nodeName } from "../../config/fields.ts";
import { defineFault, nodeMeant, timing } from "../fault.ts";

export const nodeHang = defineFault({
  title: "Node hang",
  source: "our definition: gray failure",
  mark: "verified",
  config: z.strictObject({
    kind: z.literal("node-hang"),
    ...timing,
    node: nodeName.prefault("primary").describe("primary, standby, or the id of a node"),
    cluster: clusterName.optional(),
  }),
  begin: (config, world) => world.nodes.freeze(nodeMeant(config, world), "host"),
  subject: ({ node, cluster }) => (cluster === undefined ? node : `${node} of ${cluster}`),
});
