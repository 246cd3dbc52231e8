// Recorded: the instants of a recording, repeated from its beginning when it ends.
import { z } from "zod";
import { factor } from "../../../config/fields.ts";
import { defineArrivals } from "../arrivals.ts";

export const recorded = defineArrivals({
  title: "Recorded",
  source: "the recording: a CSV attachment",
  mark: "verified",
  config: z.strictObject({
    kind: z.literal("recorded"),
    file: z.string().min(1).max(255).describe("name of the attachment"),
    column: z
      .string()
      .max(255)
      .optional()
      .describe("header of the column with the instants; its unit is its suffix: _us, _ms, _s"),
    scale: factor.prefault(1).describe("how many times faster than recorded"),
  }),
});
