// Closed loop: a fixed number of clients, each waits for its answer, thinks, and asks again.
import { z } from "zod";
import { distributionOf } from "../../../config/distribution-field.ts";
import { duration, some } from "../../../config/fields.ts";
import { meanOf, sampleFast } from "../../../kernel/sampling.ts";
import { ClosedLoop } from "../../closed-loop.ts";
import { RateTable } from "../../rate-table.ts";
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
  demand({ clients, think }, { share, writes, random, name }) {
    const draws = random.stream(`${name}/think`);
    const own = Math.round(clients * share);
    const drawThink = (): number => {
      let sum = sampleFast(think, draws);
      while (draws.uniform() >= writes) sum += sampleFast(think, draws);
      return Math.max(0, sum);
    };
    // The rate if answers took no time: what the network is shared by, never what is asked.
    const curve = RateTable.constant((own * writes) / Math.max(1, meanOf(think)));
    return { curve, process: new ClosedLoop(writes > 0 ? own : 0, drawThink) };
  },
  startsAt: () => 0,
});
