// A database node stops at once; its disk survives.
import { z } from "zod";
import { clusterName, nodeName } from "../../config/fields.ts";
import { defineFault, timing } from "../fault.ts";

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
});
