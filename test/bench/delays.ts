// Delays drawn once and read in turn by both sides, so that they do the same work and the draws cost nothing.

import { randomRoot } from "../../sim/kernel/random.ts";

export const DELAYS = 2 ** 16;

/** Exponential, at least 1 µs. */
export function exponentialDelays(mean: number): Float64Array {
  const stream = randomRoot("bench").replication(0).stream("delays");
  return Float64Array.from({ length: DELAYS }, () => Math.max(1, Math.round(mean * stream.exponential())));
}
