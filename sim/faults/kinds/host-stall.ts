// A host stands still and goes on afterwards, with every node on it and whatever renews a lease beside them: a paused
// virtual machine, a live migration, memory pressure.
import { z } from "zod";
import { nodeName } from "../../config/fields.ts";
import { defineFault, nodeMeant, passing } from "../fault.ts";

export const hostStall = defineFault({
  title: "Host stall",
  source: "our definition: steal time, a snapshot, swapping",
  mark: "verified",
  config: z.strictObject({
    kind: z.literal("host-stall"),
    ...passing,
    nodes: z
      .array(nodeName)
      .min(1)
      .max(1000)
      .prefault(["primary"])
      .describe("the nodes on this host: ids, or primary and standby"),
  }),
  begin({ nodes }, world) {
    const ids = [...new Set(nodes.map((node) => nodeMeant({ node }, world)))];
    const releases = ids.map((id) => world.nodes.freeze(id, "host"));
    return () => {
      for (const release of releases) release();
    };
  },
  subject: ({ nodes }) => `host of ${nodes.join(", ")}`,
});
