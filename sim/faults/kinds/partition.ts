// Sites cannot reach each other although each is well: between two, around one, or in one direction.
import { z } from "zod";
import { siteName } from "../../config/fields.ts";
import { defineFault, timing } from "../fault.ts";

export const partition = defineFault({
  title: "Partition",
  source: "our definition: routing, firewall, every link of a pair at once",
  mark: "verified",
  config: z
    .strictObject({
      kind: z.literal("partition"),
      ...timing,
      between: z.tuple([siteName, siteName]).optional(),
      isolates: siteName.optional().describe("this site from all others"),
      from: siteName.optional().describe("only what this site sends"),
    })
    .refine(({ between, isolates }) => (between === undefined) !== (isolates === undefined), {
      path: ["kind"],
      message: "a partition has either `between` or `isolates`",
      params: { code: "TWIN1094", hint: "write `between: [a, b]`, or `isolates: a`" },
    })
    .refine(({ between }) => between === undefined || between[0] !== between[1], {
      path: ["between"],
      message: "a partition between a site and itself",
      params: { code: "TWIN1094", hint: "name two sites" },
    }),
  begin({ between, isolates, from }, { topology }) {
    const links = between ? topology.linksBetween(between[0], between[1]) : topology.linksOf(isolates ?? "");
    const releases = links.map((link) => topology.cut(link.id, from));
    return () => {
      for (const release of releases) release();
    };
  },
  subject: ({ between, isolates, from }) =>
    `${between ? between.join(" and ") : (isolates ?? "")}${from === undefined ? "" : `, from ${from}`}`,
});
