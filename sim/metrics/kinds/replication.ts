// How far behind the copies are while nothing breaks, what that would cost if the primary's site died, and how
// full the links are.

import { defineMetric } from "../metric.ts";

const steady = { family: "replication", asks: ["steady"], better: "lower" } as const;

export const replicationLagSeconds = defineMetric({
  ...steady,
  name: "replicationLagSeconds",
  unit: "s",
  definition: "Age of the oldest write that the furthest heir at another site has not received; time mean.",
  of: ({ lag }) => lag.mean,
});
export const replicationLagBytes = defineMetric({
  ...steady,
  name: "replicationLagBytes",
  unit: "B",
  definition: "Log that the furthest heir at another site has not received; time mean.",
  of: ({ lagBytes }) => lagBytes.mean,
});
export const exposureSeconds = defineMetric({
  ...steady,
  name: "exposureSeconds",
  unit: "s",
  definition: "What rpoAchieved would be if the primary's site died now and the wire with it; time mean.",
  of: ({ exposure }) => exposure.mean,
});
export const exposureSecondsMax = defineMetric({
  ...steady,
  name: "exposureSecondsMax",
  unit: "s",
  definition: "The greatest exposure sampled.",
  of: ({ exposure }) => exposure.max,
});
export const conflictRate = defineMetric({
  ...steady,
  name: "conflictRate",
  unit: "/s",
  definition: "Writes per second that meet a concurrent write of the other side to the same row.",
  of: ({ conflicts, endedAt, injectedAt }) =>
    conflicts === undefined ? undefined : (conflicts / (endedAt - injectedAt)) * 1e6,
});
export const linkUtilisation = defineMetric({
  ...steady,
  name: "linkUtilisation",
  unit: "ratio",
  definition:
    "Share of the bandwidth that replication uses, in the busier direction of the fullest link; @link for each.",
  of: ({ utilisation }) => (utilisation.size > 0 ? Math.max(...utilisation.values()) : undefined),
});
