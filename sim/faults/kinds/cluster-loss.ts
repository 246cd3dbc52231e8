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
  begin({ cluster, site }, { nodes }) {
    const members = nodes.all.filter(
      (node) => node.cluster === cluster && (site === undefined || node.site === site),
    );
    return nodes.stop(
      members.map(({ id }) => id),
      { inFlight: "arrives", storage: "intact", isSilent: false },
    );
  },
  subject: ({ cluster, site }) =>
    site === undefined ? `cluster ${cluster}` : `cluster ${cluster} in ${site}`,
});
