// Poisson: independent arrivals at a constant rate.
import { z } from "zod";
import { perSecond } from "../../../config/fields.ts";
import { ChangeOfTime } from "../../change-of-time.ts";
import { growth } from "../../growth.ts";
import { constantLoad } from "../../load-table.ts";
import { defineArrivals } from "../arrivals.ts";

export const poisson = defineArrivals({
  title: "Poisson",
  source: "Kleinrock, Queueing Systems I, 2.4",
  mark: "verified",
  config: z.strictObject({
    kind: z.literal("poisson"),
    mean: perSecond.describe("transactions, reads included"),
    growth,
  }),
  demand({ mean, growth }, { share, writes, startsAt: start, random, name }) {
    const curve = constantLoad(mean * share * writes, { start, growth });
    const draws = random.stream(`${name}/arrivals`);
    return { curve, process: new ChangeOfTime(curve, () => draws.exponential(), draws.exponential()) };
  },
  startsAt: () => 0,
});
