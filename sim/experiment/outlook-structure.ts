// What structure alone costs, beside what was simulated: rates that no simulation of this length could count.

import type { Structural } from "../model/structure.ts";
import type { Estimate } from "../statistics/estimate.ts";
import { printedRate } from "../statistics/rare-rate.ts";
import type { StructureResult } from "./outlook-result.ts";

const SECONDS_PER_YEAR = 365 * 86_400;

export function structureOf(structural: Structural, areInputsExact: boolean): StructureResult {
  const { components, unavailability, outagesPerYear, allSitesLost } = structural;
  return {
    components,
    method: "exact: pivotal decomposition, at the medians of the inputs",
    downtimeSecondsPerYear: unavailability * SECONDS_PER_YEAR,
    outagesPerYear: printedRate(exactly(outagesPerYear), areInputsExact),
    ...(allSitesLost && {
      allSitesLostPerYear: printedRate(exactly(allSitesLost.perYear), areInputsExact),
    }),
  };
}

const exactly = (perYear: number): Estimate => ({
  unit: "/year",
  n: 0,
  mean: perYear,
  low: perYear,
  high: perYear,
});
