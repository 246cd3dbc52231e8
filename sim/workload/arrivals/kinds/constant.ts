// Constant: evenly spaced transactions.
import { z } from "zod";
import { perSecond } from "../../../config/fields.ts";
import { ChangeOfTime, RateTable } from "../../rate-table.ts";
import { defineArrivals } from "../arrivals.ts";

export const constant = defineArrivals({
  title: "Constant rate",
  source: "our simplification: a load generator that keeps its pace",
  mark: "verified",
  config: z.strictObject({
    kind: z.literal("constant"),
    mean: perSecond.describe("transactions, reads included"),
  }),
  demand({ mean }, { share, writes, random, name }) {
    const curve = RateTable.constant(mean * share * writes);
    return { curve, process: new ChangeOfTime(curve, () => 1, random.draws(`${name}/phase`).draw(0), 0) };
  },
  startOfDay: () => 0,
});
