// Every metric, by name, in the order in which reports show them.
import * as kinds from "./kinds/index.ts";
import type { Metric } from "./metric.ts";

const order = ["loss", "recovery", "service", "replication", "control", "years"];

export const metrics: ReadonlyMap<string, Metric> = new Map(
  Object.values(kinds)
    .sort((a, b) => order.indexOf(a.family) - order.indexOf(b.family) || (a.name < b.name ? -1 : 1))
    .map((metric) => [metric.name, metric]),
);
