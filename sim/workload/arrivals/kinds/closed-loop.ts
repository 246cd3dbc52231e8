// Closed loop: a fixed number of clients, each waits for its answer, thinks, and asks again.
import { z } from "zod";
import { distributionOf } from "../../../config/distribution-field.ts";
import { duration, some } from "../../../config/fields.ts";
import { defineArrivals } from "../arrivals.ts";

export const closedLoop = defineArrivals({
  title: "Closed loop",
  source: "Schroeder et al., Open Versus Closed: A Cautionary Tale, NSDI 2006",
  mark: "verified",
  config: z.strictObject({
    kind: z.literal("closed-loop"),
    clients: some,
    think: distributionOf(duration).describe("between an answer and the next request"),
  }),
});
