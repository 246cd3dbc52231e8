// What is too small to be a change: 1 % of the usual old value, or a floor where that is larger. Floors are our choice:
// a fifth of a second for times of outage and recovery, a millisecond for the age of what is lost, a tenth of one for
// latencies and lags, half a transaction, half a kilobyte, a thousandth of a share.

import type { Pairs } from "../compare/pairing.ts";
import { definitionOf } from "../estimate-metrics.ts";

const SHARE_OF_OLD = 0.01;

/** In the metric's unit. */
export function minimumEffect({
  metric,
  unit,
  better,
  old,
}: Pick<Pairs, "metric" | "unit" | "better" | "old">): number {
  const usual = [...old].sort((a, b) => a - b)[Math.floor((old.length - 1) / 2)] ?? 0;
  // A share that should be high is as good as little is missing of it.
  const size = unit === "ratio" && better === "higher" ? 1 - usual : Math.abs(usual);
  const floor = floorOf(metric, unit);
  return Number.isFinite(size) ? Math.max(floor, SHARE_OF_OLD * size) : floor;
}

function floorOf(metric: string, unit: Pairs["unit"]): number {
  const family = definitionOf(metric)?.family;
  if (unit !== "s") return FLOORS[unit];
  if (family === "loss") return 1e-3;
  return family === "service" || family === "replication" ? 1e-4 : 0.2;
}

const FLOORS: Readonly<Record<Exclude<Pairs["unit"], "s">, number>> = {
  count: 0.5,
  B: 512,
  ratio: 1e-3,
  "/s": 0.01,
  "/year": 1e-3,
  "s/year": 0.2,
};
