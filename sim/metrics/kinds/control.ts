// What the controllers did.

import { defineMetric } from "../metric.ts";

export const splitBrainSeconds = defineMetric({
  name: "splitBrainSeconds",
  unit: "s",
  better: "lower",
  family: "control",
  asks: ["drill"],
  definition: "Time in which two nodes of one service took writes.",
  of: ({ split }) => split / 1e6,
  isCensored: ({ isSplit }) => isSplit,
});
