// Constant: evenly spaced transactions.
import { z } from "zod";
import { perSecond } from "../../../config/fields.ts";
import { ChangeOfTime } from "../../change-of-time.ts";
import { growth } from "../../growth.ts";
import { constantLoad } from "../../load-table.ts";
import { defineArrivals } from "../arrivals.ts";

export const constant = defineArrivals({
  title: "Constant rate",
  source: "our simplification: a load generator that keeps its pace",
  mark: "verified",
  config: z.strictObject({
    kind: z.literal("constant"),
    mean: perSecond.describe("transactions, reads included"),
    growth,
  }),
  demand({ mean, growth }, { share, writes, startsAt: start, random, name }) {
    const curve = constantLoad(mean * share * writes, { start, growth });
    const phase = random.draws(`${name}/phase`).draw(0);
    return { curve, process: new ChangeOfTime(curve, () => 1, phase, 0) };
  },
  startsAt: () => 0,
});
