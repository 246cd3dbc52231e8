// How often a primary that is alive is taken for dead, as a rate: by probes that get lost, and by stalls that outlast
// the detection. Closed forms, for hazards over years; the drawn instants are in cluster/lossy-detector.ts.
// Leaves out: what confirmation by standbys forgives, and losses and stalls that conspire.

import { inARow, type LossyLoop } from "../cluster/lossy-detector.ts";
import { quantileOf } from "../kernel/sampling.ts";
import type { Distribution } from "../quantity/distribution.ts";
import type { Duration } from "../quantity/time.ts";

/**
 * Expected false suspicions per µs while the loss stays what it is, for a loop that begins anew after each: the
 * share of attempts that are fatal, over the mean length of an attempt (renewal-reward).
 */
export function falseSuspicionRate(loop: LossyLoop, interval: Duration): number {
  const { loss, misses, ticks } = loop;
  let weight = 1;
  let length = 0;
  for (let losses = 0; losses < misses; losses++) {
    length += weight * (1 - loss) * ticks(losses);
    weight *= loss;
  }
  length += weight * ticks(misses);
  return inARow(loop) / (length * interval);
}

/**
 * Expected suspicions per µs by stalls that come `rate` times per µs: a stall is noticed when it outlasts what is
 * left of the detection time, which is anywhere between `from` and `to` because it begins anywhere between two ticks.
 */
export function stallSuspicionRate(
  stalls: { readonly rate: number; readonly duration: Distribution },
  detection: { readonly from: Duration; readonly to: Duration },
): number {
  const { from, to } = detection;
  if (to <= from) return stalls.rate * probabilityBeyond(stalls.duration, from);
  // The mean over the detection time, by midpoints: within a few parts in 10,000 for anything smooth.
  let sum = 0;
  for (let i = 0; i < PANELS; i++)
    sum += probabilityBeyond(stalls.duration, from + ((i + 0.5) / PANELS) * (to - from));
  return (stalls.rate * sum) / PANELS;
}

const PANELS = 256;

/** P(X > x), from the quantile function; below 1e-12 it counts as never. */
function probabilityBeyond(duration: Distribution, x: number): number {
  if (quantileOf(duration, 1 - LEAST) <= x) return 0;
  if (quantileOf(duration, LEAST) > x) return 1;
  let least = LEAST;
  let most = 1 - LEAST;
  // The geometric middle, so that rare stalls keep their digits.
  for (let step = 0; step < 100; step++) {
    const middle = Math.sqrt(least * most);
    if (quantileOf(duration, 1 - middle) > x) least = middle;
    else most = middle;
  }
  return Math.sqrt(least * most);
}

const LEAST = 1e-12;
