// Somebody copies a lot from one site to another: a backup, a full copy, a migration. It shares the lines on its way
// with everything else, and may fill them.
import { z } from "zod";
import { positiveBandwidth, siteName, some } from "../../config/fields.ts";
import { assumed } from "../../config/part.ts";
import { defineFault, timing } from "../fault.ts";

export const bulkCopy = defineFault({
  title: "Bulk copy",
  source: "our definition: nothing is broken, the line is full",
  mark: "verified",
  config: z
    .strictObject({
      kind: z.literal("bulk-copy"),
      ...timing,
      from: siteName,
      to: siteName,
      rate: positiveBandwidth
        .prefault("100 MB/s")
        .meta(assumed("that its disks allow", "our assumption: as a backup")),
      streams: some
        .max(1000)
        .prefault(8)
        .meta(assumed("TCP connections", "our assumption: one for each of eight processes")),
    })
    .refine(({ from, to }) => from !== to, {
      path: ["to"],
      message: "a copy from a site to itself uses no line",
      params: { code: "TWIN1094", hint: "name two sites" },
    }),
  begin: ({ from, to, rate, streams }, { topology }) => topology.load(from, to, { rate, flows: streams }),
  subject: ({ from, to }) => `copy from ${from} to ${to}`,
});
