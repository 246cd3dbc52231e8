// Diurnal: Poisson with a rate that follows the hours of the day as a sine.
// Leaves out: weekends and holidays.
import { z } from "zod";
import { clock, perSecond } from "../../../config/fields.ts";
import { assumed } from "../../../config/part.ts";
import { defineArrivals } from "../arrivals.ts";

export const diurnal = defineArrivals({
  title: "Diurnal",
  source: "our simplification: one sine per day",
  mark: "assumption",
  config: z.strictObject({
    kind: z.literal("diurnal"),
    mean: perSecond.describe("over the day, reads included"),
    peak: z
      .number()
      .min(1)
      .max(2)
      .prefault(2)
      .meta(assumed("the highest rate, relative to the mean", "our assumption: a sine that rests at night")),
    peakAt: clock
      .prefault("14:00")
      .meta(assumed("the hour of the highest rate", "our assumption: office hours")),
  }),
});
