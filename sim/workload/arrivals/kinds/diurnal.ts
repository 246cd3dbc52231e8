// Diurnal: Poisson with a rate that follows the hours of the day as a sine.
// Leaves out: weekends (weekly knows them) and holidays.
import { z } from "zod";
import { clock, perSecond } from "../../../config/fields.ts";
import { assumed } from "../../../config/part.ts";
import { cos, PI } from "../../../kernel/arithmetic.ts";
import { days, minutes } from "../../../quantity/time.ts";
import { ChangeOfTime } from "../../change-of-time.ts";
import { growth } from "../../growth.ts";
import { loadTable } from "../../load-table.ts";
import { defineArrivals } from "../arrivals.ts";

const DAY = days(1);
/** The sine in steps: within a quarter of an hour the rate stands still. */
const SLOT = minutes(15);
const SLOTS = DAY / SLOT;

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
    growth,
  }),
  demand({ mean, peak, peakAt, growth }, { share, writes, startsAt, random, name }) {
    const rates = Array.from({ length: SLOTS }, (_, slot) => {
      const angle = (2 * PI * ((slot + 0.5) * SLOT - peakAt)) / DAY;
      return mean * share * writes * (1 + (peak - 1) * cos(angle));
    });
    const curve = loadTable(rates, { slot: SLOT, start: startsAt, growth });
    const draws = random.stream(`${name}/arrivals`);
    return { curve, process: new ChangeOfTime(curve, () => draws.exponential(), draws.exponential()) };
  },
  startsAt: ({ peakAt }, at) => (at === "peak" ? peakAt : (peakAt + DAY / 2) % DAY),
});
