// A link carries nothing, in both directions or in one.
import { z } from "zod";
import { linkName, siteName } from "../../config/fields.ts";
import { defineFault, timing } from "../fault.ts";

export const linkCut = defineFault({
  title: "Link cut",
  source: "our definition: a cut fibre, a failed optic",
  mark: "verified",
  config: z.strictObject({
    kind: z.literal("link-cut"),
    ...timing,
    link: linkName,
    from: siteName.optional().describe("only what this site sends"),
  }),
  begin: ({ link, from }, { topology }) => topology.cut(link, from),
  subject: ({ link, from }) => (from === undefined ? `link ${link}` : `link ${link}, from ${from}`),
});
