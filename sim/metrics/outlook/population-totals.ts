// What one population asked for and missed over a replication. What it asked for is a week's mean, so that years need
// not be walked slot by slot.

import type { YearlyPopulation } from "./served-demand.ts";
import type { PopulationTotals } from "./totals.ts";

const WEEK = 7 * 86_400e6; // µs

export function populationTotals(
  { curve, readsPerWrite }: YearlyPopulation,
  { writes, reads }: { readonly writes: number; readonly reads: number },
  now: number,
): PopulationTotals {
  const offeredWrites = now < WEEK ? curve.expected(0, now) : (curve.expected(0, WEEK) / WEEK) * now;
  return {
    unservedWrites: writes,
    offeredWrites,
    unservedReads: reads,
    offeredReads: offeredWrites * readsPerWrite,
  };
}
