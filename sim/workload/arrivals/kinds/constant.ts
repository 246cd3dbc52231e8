// Constant: evenly spaced transactions.
import { z } from "zod";
import { perSecond } from "../../../config/fields.ts";
import { defineArrivals } from "../arrivals.ts";

export const constant = defineArrivals({
  title: "Constant rate",
  source: "our simplification: a load generator that keeps its pace",
  mark: "verified",
  config: z.strictObject({
    kind: z.literal("constant"),
    mean: perSecond.describe("transactions, reads included"),
  }),
});
