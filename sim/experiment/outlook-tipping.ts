// Which unverified assumption moves a verdict: by what factor everything that is set at one path would have to fail
// more or less often until an objective on a yearly mean tips, and whether its terms call that possible. To first
// order: a straight line through the mean with the slope of the elasticity. Leaves out: quantiles, several at once.

import type { FailureProcess } from "../faults/process.ts";
import { exp } from "../kernel/arithmetic.ts";
import type { Objective } from "./judge.ts";
import type { OutlookEstimate, Sensitivity, Tipping } from "./outlook-result.ts";

const PULLS: Readonly<Record<string, "downtime" | "loss">> = {
  downtimeSecondsPerYear: "downtime",
  lossSecondsPerYear: "loss",
};
/** The standard normal quantile of 0.95: error factors are 95th percentiles. */
const NORMAL_95 = 1.6448536269514722;
/** A hundred times as often, or as seldom, is another system. */
const MOST = 100;

export function tippingOf(
  objectives: readonly Objective[],
  found: {
    readonly metrics: Readonly<Record<string, OutlookEstimate>>;
    readonly sensitivities: readonly Sensitivity[];
    readonly processes: readonly FailureProcess[];
  },
): Tipping[] {
  const rows = objectives.flatMap(({ expression, metric, statistic, threshold, disruption }): Tipping[] => {
    const pull = PULLS[metric];
    const mean = found.metrics[metric]?.mean ?? 0;
    if (!pull || statistic !== "mean" || disruption !== undefined || !(mean > 0)) return [];
    return found.sensitivities.flatMap(({ path, [pull]: elasticity, assumptions }) => {
      const factor = 1 + (threshold / mean - 1) / (elasticity?.value ?? 0);
      if (!(factor > 1 / MOST && factor < MOST)) return [];
      const within = errorFactorOf(found.processes, path);
      const isPossible = within === undefined ? undefined : sizeOf(factor) <= within;
      return [{ expression, path, factor, ...(isPossible !== undefined && { isPossible }), assumptions }];
    });
  });
  return rows.sort((a, b) => sizeOf(a.factor) - sizeOf(b.factor) || (a.path < b.path ? -1 : 1));
}

const sizeOf = (factor: number): number => Math.max(factor, 1 / factor);

/** Of how often the processes of a path fail; undefined where that is exact. */
function errorFactorOf(processes: readonly FailureProcess[], path: string): number | undefined {
  const sigmas = processes
    .filter((each) => each.path === path)
    .flatMap(({ inputs }) => inputs.up.map(({ sigma }) => sigma));
  const largest = Math.max(0, ...sigmas);
  return largest > 0 ? exp(NORMAL_95 * largest) : undefined;
}
