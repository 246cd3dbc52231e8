// What each population counts among all: its expected writes over a day, or over as long as the slowest of their loads
// takes to repeat, so that weekends count with their part. Leaves out: growth that differs between populations.

import type { LoadCurve } from "../cluster/demand.ts";
import { days } from "../quantity/time.ts";

/** One weight per curve, in expected writes; the same span for all. */
export function demandWeights(curves: readonly LoadCurve[]): number[] {
  const span = Math.max(days(1), ...curves.map(({ period }) => period ?? 0));
  return curves.map((curve) => curve.expected(0, span));
}
