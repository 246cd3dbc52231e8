// A site loses its clients, not its links to other sites (access network, load balancer).
import { z } from "zod";
import { siteName } from "../../config/fields.ts";
import { defineFault, timing } from "../fault.ts";

export const edgeLoss = defineFault({
  title: "Edge loss",
  source: "our definition: the front of a site fails alone",
  mark: "verified",
  config: z.strictObject({
    kind: z.literal("edge-loss"),
    ...timing,
    site: siteName,
  }),
  begin: ({ site }, { topology }) => topology.holdSite(site, "edge"),
  subject: ({ site }) => `the client side of ${site}`,
});
