// How long it takes to be back. The outage runs from the first instant at which the served share of the write
// demand is below the service share until the start of the first stretch in which it stays above.

import type { RunFacts } from "../facts.ts";
import { defineMetric } from "../metric.ts";
import type { Outage } from "../share-track.ts";

const drill = { family: "recovery", asks: ["drill"], better: "lower", unit: "s" } as const;

const isOpen = (outage: Outage | undefined): boolean => outage?.end === Number.POSITIVE_INFINITY;
const lengthOf = (outage: Outage | undefined, { horizon }: RunFacts): number =>
  outage ? (Math.min(outage.end, horizon) - outage.start) / 1e6 : 0;

export const rtoAchievedSeconds = defineMetric({
  ...drill,
  name: "rtoAchievedSeconds",
  definition:
    "Length of the outage at the service share (95 % of the write demand), weighted over all populations; of several the longest.",
  of: (facts) => lengthOf(facts.outage, facts),
  isCensored: ({ outage }) => isOpen(outage),
});
export const rtoFirstWriteSeconds = defineMetric({
  ...drill,
  name: "rtoFirstWriteSeconds",
  definition: "From the begin of the outage to the first write that anybody got through.",
  of: (facts) =>
    facts.outage ? (Math.min(facts.firstWriteAt, facts.horizon) - facts.outage.start) / 1e6 : 0,
  isCensored: ({ outage, firstWriteAt }) => outage !== undefined && firstWriteAt === Number.POSITIVE_INFINITY,
});
export const rto99Seconds = defineMetric({
  ...drill,
  name: "rto99Seconds",
  definition: "Length of the outage at 99 % of the write demand.",
  of: (facts) => lengthOf(facts.outage99, facts),
  isCensored: ({ outage99 }) => isOpen(outage99),
});
export const rtoDataSeconds = defineMetric({
  ...drill,
  name: "rtoDataSeconds",
  definition:
    "From the injection until one history is on every node again; old primaries discard what diverged.",
  of: ({ redundantAgainAt, injectedAt, horizon }) =>
    (Math.max(injectedAt, redundantAgainAt ?? horizon) - injectedAt) / 1e6,
  isCensored: ({ redundantAgainAt }) => redundantAgainAt === undefined,
});
export const unservedDemandSeconds = defineMetric({
  ...drill,
  name: "unservedDemandSeconds",
  definition: "Write demand that met nobody, in seconds of the demand at the injection.",
  of: ({ unserved, rate }) => (rate > 0 ? unserved / rate / 1e6 : 0),
  isCensored: ({ outage }) => isOpen(outage),
});
export const unprotectedSeconds = defineMetric({
  ...drill,
  name: "unprotectedSeconds",
  definition: "Time without a standby at another site that is connected and at most 10 s behind.",
  of: ({ unprotected, isUnprotected, horizon, endedAt }) =>
    (unprotected + (isUnprotected ? horizon - endedAt : 0)) / 1e6,
  isCensored: ({ isUnprotected }) => isUnprotected,
});
export const restoreSeconds = defineMetric({
  ...drill,
  name: "restoreSeconds",
  definition: "Fetching, writing and replaying a backup.",
  of: ({ restore }) => (restore === undefined ? undefined : restore / 1e6),
});
