// Servers stop at once, with everything on them: nothing answers there any more. One of them, or all of a rack.
import { z } from "zod";
import { nodeName } from "../../config/fields.ts";
import { assumed } from "../../config/part.ts";
import { defineFault, nodeMeant, timing } from "../fault.ts";

export const serverLoss = defineFault({
  title: "Server loss",
  source: "our definition: a dead machine, or the power of a rack",
  mark: "verified",
  config: z.strictObject({
    kind: z.literal("server-loss"),
    ...timing,
    nodes: z
      .array(nodeName)
      .min(1)
      .max(1000)
      .prefault(["primary"])
      .describe("the nodes on these servers: ids, or primary and standby"),
    storage: z
      .enum(["intact", "destroyed"])
      .prefault("intact")
      .meta(
        assumed("whether its disks can be read afterwards", "our assumption: the disks outlive the server"),
      ),
  }),
  begin({ nodes: named, storage }, world) {
    const ids = [...new Set(named.map((node) => nodeMeant({ node }, world)))];
    return world.nodes.stop(ids, { inFlight: "arrives", storage, isSilent: true });
  },
  subject: ({ nodes }) => (nodes.length === 1 ? `server of ${nodes[0]}` : `servers of ${nodes.join(", ")}`),
});
