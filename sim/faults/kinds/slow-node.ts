// A node that does everything, much more slowly: it renews its lease and answers every probe, and its clients do not
// get their answers in time. Source: Huang et al. 2017, "Gray failure: the Achilles' heel of cloud-scale systems".
import { z } from "zod";
import { clusterName, nodeName } from "../../config/fields.ts";
import { assumed } from "../../config/part.ts";
import { defineFault, nodeMeant, timing } from "../fault.ts";

const times = z.number().min(1).max(1e6);

export const slowNode = defineFault({
  title: "Slow node",
  source:
    "Huang et al. 2017: gray failure; Gunawi et al. 2018: fail-slow hardware, slower by factors of 10 to 1000",
  mark: "memory",
  config: z.strictObject({
    kind: z.literal("slow-node"),
    ...timing,
    node: nodeName.prefault("primary").describe("primary, standby, or the id of a node"),
    cluster: clusterName.optional(),
    service: times
      .prefault(100)
      .meta(assumed("how many times as long a transaction takes", "our assumption: the middle of fail-slow")),
    flush: times
      .prefault(100)
      .meta(assumed("how many times as long a flush takes", "our assumption: the middle of fail-slow")),
  }),
  begin: ({ service, flush, ...config }, world) =>
    world.nodes.slow(nodeMeant(config, world), { service, flush }),
  subject: ({ node, cluster }) => (cluster === undefined ? node : `${node} of ${cluster}`),
});
