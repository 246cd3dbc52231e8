// A metric: its name, unit and direction, and how it follows from the facts of one run. Metrics listen; nothing
// in the world reads them.

import type { RunFacts } from "./facts.ts";

export type MetricUnit = "s" | "B" | "count" | "ratio" | "/s" | "/year" | "s/year";

export interface Metric {
  /** As in results: camel case, the unit last. */
  readonly name: string;
  readonly unit: MetricUnit;
  readonly better: "lower" | "higher";
  readonly family: "loss" | "recovery" | "service" | "replication" | "control" | "years";
  readonly definition: string;
  /** Drill: of one disruption. Steady: while nothing breaks. Years: over the years. */
  readonly asks: readonly ("drill" | "steady" | "years")[];
  /** Its value in this run; undefined = not defined here. */
  of(facts: RunFacts): number | undefined;
  /** True: the value is a lower bound, reached when the run was given up. */
  isCensored?(facts: RunFacts): boolean;
}

export const defineMetric = (metric: Metric): Metric => metric;
