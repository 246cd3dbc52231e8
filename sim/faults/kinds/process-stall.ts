// The database stands still, and everything beside it goes on: connections stay open and are not answered, while
// what renews a lease on the same host keeps renewing it. A gray failure: nobody takes over.
import { z } from "zod";
import { clusterName, nodeName } from "../../config/fields.ts";
import { defineFault, nodeMeant, passing } from "../fault.ts";

export const processStall = defineFault({
  title: "Process stall",
  source: "our definition: a stopped process, a lock that everybody waits for, a collection of garbage",
  mark: "verified",
  config: z.strictObject({
    kind: z.literal("process-stall"),
    ...passing,
    node: nodeName.prefault("primary").describe("primary, standby, or the id of a node"),
    cluster: clusterName.optional(),
  }),
  begin: (config, world) => world.nodes.freeze(nodeMeant(config, world), "process"),
  subject: ({ node, cluster }) => (cluster === undefined ? node : `${node} of ${cluster}`),
});
