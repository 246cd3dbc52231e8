// Poisson: independent arrivals at a constant rate.
import { z } from "zod";
import { perSecond } from "../../../config/fields.ts";
import { ChangeOfTime, RateTable } from "../../rate-table.ts";
import { defineArrivals } from "../arrivals.ts";

export const poisson = defineArrivals({
  title: "Poisson",
  source: "Kleinrock, Queueing Systems I, 2.4",
  mark: "verified",
  config: z.strictObject({
    kind: z.literal("poisson"),
    mean: perSecond.describe("transactions, reads included"),
  }),
  demand({ mean }, { share, writes, random, name }) {
    const curve = RateTable.constant(mean * share * writes);
    const draws = random.stream(`${name}/arrivals`);
    return { curve, process: new ChangeOfTime(curve, () => draws.exponential(), draws.exponential()) };
  },
  startOfDay: () => 0,
});
