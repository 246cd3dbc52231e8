// The metrics that `expect:` may name, with their units. In an expectation the unit is left out of the name:
// `rtoAchieved` is rtoAchievedSeconds, and `replicationLag` is seconds or bytes, as the threshold says.

export type MetricUnit = "s" | "B" | "count" | "ratio" | "/s" | "/year" | "s/year";

const UNITS: Readonly<Record<MetricUnit, readonly string[]>> = {
  s: [
    "rpoAchievedSeconds",
    "recoveryPointAgeSeconds",
    "rtoAchievedSeconds",
    "rtoFirstWriteSeconds",
    "rto99Seconds",
    "rtoDataSeconds",
    "warmSeconds",
    "unservedDemandSeconds",
    "unprotectedSeconds",
    "silentExposureSeconds",
    "restoreSeconds",
    "reconcileSeconds",
    "reconcileWorkSeconds",
    "commitLatencySeconds",
    "clientLatencySeconds",
    "replicationLagSeconds",
    "exposureSeconds",
    "exposureSecondsMax",
    "splitBrainSeconds",
    "timeToAlarmSeconds",
  ],
  B: ["lostBytes", "replicationLagBytes"],
  count: [
    "lostTransactions",
    "destroyedTransactions",
    "strandedTransactions",
    "inDoubtTransactions",
    "phantomTransactions",
    "duplicatedTransactions",
    "overwrittenTransactions",
    "divergentTransactions",
    "discardedTransactions",
    "failedWrites",
    "failedReads",
    "badRequests",
  ],
  ratio: ["writeAvailability", "readAvailability", "staleReadProbability", "linkUtilisation"],
  "/s": ["throughputPerSecond", "conflictRate"],
  "/year": [
    "incidentsPerYear",
    "outagesPerYear",
    "lossesPerYear",
    "failoversPerYear",
    "falseFailoversPerYear",
    "costPerYear",
  ],
  "s/year": [
    "downtimeSecondsPerYear",
    "unplannedDowntimeSecondsPerYear",
    "lossSecondsPerYear",
    "noValidBackupSecondsPerYear",
    "unprotectedSecondsPerYear",
    "degradedSecondsPerYear",
    "singleLinkSecondsPerYear",
    "partitionedSecondsPerYear",
    "splitBrainSecondsPerYear",
  ],
};

export interface MetricName {
  readonly name: string;
  readonly unit: MetricUnit;
}

export const metricNames: readonly MetricName[] = (Object.keys(UNITS) as MetricUnit[]).flatMap((unit) =>
  UNITS[unit].map((name) => ({ name, unit })),
);

/** … and without `PerYear`, where it says so in its unit anyway: `downtimeSecondsPerYear` → `downtime`. */
export const withoutYear = (name: string): string => withoutUnit(name).replace(/PerYear$/, "");

/** `rtoAchievedSeconds` → `rtoAchieved`, `throughputPerSecond` → `throughput`. */
export const withoutUnit = (name: string): string =>
  name.replace(/PerSecond$/, "").replace(/(Seconds|Bytes)(?=$|Max$|PerYear$)/, "");
