// Poisson: independent arrivals at a constant rate.
import { z } from "zod";
import { perSecond } from "../../../config/fields.ts";
import { defineArrivals } from "../arrivals.ts";

export const poisson = defineArrivals({
  title: "Poisson",
  source: "Kleinrock, Queueing Systems I, 2.4",
  mark: "verified",
  config: z.strictObject({
    kind: z.literal("poisson"),
    mean: perSecond.describe("transactions, reads included"),
  }),
});
