// Every node of a cluster stops, everywhere or in one site.
import { z } from "zod";
import { clusterName, siteName } from "../../config/fields.ts";
import { defineFault, timing } from "../fault.ts";

export const clusterLoss = defineFault({
  title: "Cluster loss",
  source: "our definition: a shared cause, such as a bad upgrade or a lost storage system",
  mark: "verified",
  config: z.strictObject({
    kind: z.literal("cluster-loss"),
    ...timing,
    cluster: clusterName,
    site: siteName.optional(),
  }),
});
