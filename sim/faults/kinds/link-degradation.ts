// A link loses more packets, is slower, or takes longer.
import { z } from "zod";
import { duration, linkName, loss, probability, siteName } from "../../config/fields.ts";
import { defineFault, timing } from "../fault.ts";

export const linkDegradation = defineFault({
  title: "Link degradation",
  source: "our definition: brown-out",
  mark: "verified",
  config: z
    .strictObject({
      kind: z.literal("link-degradation"),
      ...timing,
      link: linkName,
      from: siteName.optional().describe("only what this site sends"),
      loss: loss.optional(),
      addedDelay: duration.optional(),
      bandwidth: probability.optional().describe("what is left of the bandwidth"),
    })
    .refine((given) => (given.loss ?? given.addedDelay ?? given.bandwidth) !== undefined, {
      path: ["kind"],
      message: "nothing about the link is degraded",
      params: { code: "TWIN1096", hint: "add `loss: 1 %`, `addedDelay: 50 ms` or `bandwidth: 10 %`" },
    }),
  begin: ({ link, from, loss: degraded, addedDelay, bandwidth }, { topology }) =>
    topology.degrade(link, from, {
      loss: degraded?.mean ?? 0,
      addedDelay: addedDelay ?? 0,
      bandwidthFactor: bandwidth ?? 1,
    }),
  subject: ({ link, from }) => (from === undefined ? `link ${link}` : `link ${link}, from ${from}`),
});
