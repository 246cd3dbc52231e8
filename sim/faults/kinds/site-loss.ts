// A whole data centre is gone: nodes, voters, monitors, the ends of its links.
import { z } from "zod";
import { siteName } from "../../config/fields.ts";
import { assumed, verified } from "../../config/part.ts";
import { defineFault, timing } from "../fault.ts";

export const siteLoss = defineFault({
  title: "Site loss",
  source: "our definition: power, fire, flood",
  mark: "verified",
  config: z.strictObject({
    kind: z.literal("site-loss"),
    ...timing,
    site: siteName,
    inFlight: z
      .enum(["arrives", "lost"])
      .prefault("arrives")
      .meta(
        verified(
          "what becomes of data on the wire",
          "measured: a site that dies with its fibre intact loses nothing that had left it",
        ),
      ),
    storage: z
      .enum(["intact", "destroyed"])
      .prefault("intact")
      .meta(assumed("whether its disks can be read afterwards", "our assumption: a power loss, not a fire")),
  }),
  begin({ site, inFlight, storage }, { nodes, topology }) {
    const inside = nodes.all.filter((node) => node.site === site).map(({ id }) => id);
    // The hosts first: what becomes of the wire is said before the site is silent.
    const nodesBack = nodes.stop(inside, { inFlight, storage, isSilent: true });
    const siteBack = topology.holdSite(site, "site");
    return () => {
      siteBack();
      nodesBack();
    };
  },
  subject: ({ site }) => `site ${site}`,
});
