// What a mean rate leaves out: records that come unevenly wait for one another, the longer the fuller the line. In the
// long run Kingman's bound, exact for Poisson arrivals (Pollaczek-Khinchine); near full use the queue has not grown to
// that, and a reflected Brownian motion says how far it can have come.

import { PI } from "../kernel/arithmetic.ts";

/** Load stands still no longer than this: a diurnal curve. µs. */
const STEADY = 3_600_000_000;

/**
 * Mean wait, µs. `utilisation` of the line; `service`: one record on it, µs; `variability`: squared coefficients of
 * variation of gaps and sizes, added up (2 for Poisson and exponential, 0 for a clockwork).
 */
export function meanWait(utilisation: number, service: number, variability: number): number {
  if (variability <= 0 || utilisation <= 0 || !(service < Number.POSITIVE_INFINITY)) return 0;
  const records = (utilisation * STEADY) / service;
  const reachable = service * Math.sqrt((2 * records * variability) / PI);
  if (utilisation >= 1) return reachable;
  return Math.min(reachable, (service * utilisation * variability) / (2 * (1 - utilisation)));
}
