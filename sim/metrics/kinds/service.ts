// What clients get: availability, latency (as histograms, elsewhere), throughput.

import { defineMetric } from "../metric.ts";

export const writeAvailability = defineMetric({
  name: "writeAvailability",
  unit: "ratio",
  better: "higher",
  family: "service",
  asks: ["drill", "steady", "years"],
  definition: "Share of the write demand that was served, from the injection to the end of the run.",
  of: ({ unserved, offered }) => (offered > 0 ? 1 - unserved / offered : undefined),
});
export const readAvailability = defineMetric({
  name: "readAvailability",
  unit: "ratio",
  better: "higher",
  family: "service",
  asks: ["drill", "steady", "years"],
  definition:
    "Share of the read demand whose clients were connected to a node that runs, counted from rates.",
  of: ({ unreadable, readsOffered }) => (readsOffered > 0 ? 1 - unreadable / readsOffered : undefined),
});
export const failedWrites = defineMetric({
  name: "failedWrites",
  unit: "count",
  better: "lower",
  family: "service",
  asks: ["drill"],
  definition: "Writes that met nobody, expected from the rate.",
  of: ({ unserved }) => unserved,
  isCensored: ({ outage }) => outage?.end === Number.POSITIVE_INFINITY,
});
export const failedReads = defineMetric({
  name: "failedReads",
  unit: "count",
  better: "lower",
  family: "service",
  asks: ["drill"],
  definition: "Reads whose client was connected to nobody, expected from the rate.",
  of: ({ unreadable, readsOffered }) => (readsOffered > 0 ? unreadable : undefined),
});
export const commitLatencySeconds = defineMetric({
  name: "commitLatencySeconds",
  unit: "s",
  better: "lower",
  family: "service",
  asks: ["steady"],
  definition:
    "At the server, from the commit request to its acknowledgement, stalls included. A histogram of writes.",
  of: () => undefined,
});
export const clientLatencySeconds = defineMetric({
  name: "clientLatencySeconds",
  unit: "s",
  better: "lower",
  family: "service",
  asks: ["steady"],
  definition: "At the client, from the first statement to the answer of the commit, round trips included.",
  of: () => undefined,
});
export const throughputPerSecond = defineMetric({
  name: "throughputPerSecond",
  unit: "/s",
  better: "higher",
  family: "service",
  asks: ["steady"],
  definition: "Writes answered per second.",
  of: ({ answered, endedAt, injectedAt }) =>
    answered === undefined ? undefined : (answered / (endedAt - injectedAt)) * 1e6,
});
export const staleReadProbability = defineMetric({
  name: "staleReadProbability",
  unit: "ratio",
  better: "lower",
  family: "service",
  asks: ["steady"],
  definition:
    "Chance that a read from the nearest standby misses a write acknowledged before it; sampled ten times a second.",
  of: ({ stale }) => stale.mean,
});
