// A database node stops at once; its disk survives.
import { z } from "zod";
import { clusterName, nodeName } from "../../config/fields.ts";
import { defineFault, nodeMeant, timing } from "../fault.ts";

export const nodeCrash = defineFault({
  title: "Node crash",
  source: "our definition: fail-stop",
  mark: "verified",
  config: z.strictObject({
    kind: z.literal("node-crash"),
    ...timing,
    node: nodeName.prefault("primary").describe("primary, standby, or the id of a node"),
    cluster: clusterName.optional(),
  }),
  // The processes die, the machine answers: connections are reset. What had left it arrives (measured: no more
  // than that).
  begin: (config, { nodes, ...world }) =>
    nodes.stop([nodeMeant(config, { nodes, ...world })], {
      inFlight: "arrives",
      storage: "intact",
      isSilent: false,
    }),
  subject: ({ node, cluster }) => (cluster === undefined ? node : `${node} of ${cluster}`),
});
