// Stand-in for sim/metrics/registry.ts until the metrics exist: name, unit and direction of every metric of a drill.

export interface MetricDefinition {
  readonly name: string;
  readonly unit: string;
  readonly better: "lower" | "higher";
  readonly family: string;
  readonly definition: string;
}

const metric = (family: string, name: string, unit: string, definition: string): MetricDefinition => ({
  name,
  unit,
  better: /Availability|throughput/.test(name) ? "higher" : "lower",
  family,
  definition,
});

const DEFINITIONS: readonly MetricDefinition[] = [
  metric(
    "loss",
    "lostTransactions",
    "count",
    "acknowledged, and absent from the history that serves clients after recovery",
  ),
  metric("loss", "lostBytes", "B", "log of the lost transactions"),
  metric(
    "loss",
    "rpoAchievedSeconds",
    "s",
    "from the acknowledgement of the oldest lost transaction to the failure, or to the last lost acknowledgement if later; 0 when none is lost",
  ),
  metric(
    "loss",
    "recoveryPointAgeSeconds",
    "s",
    "from the newest instant wholly contained in the surviving history to the failure",
  ),
  metric("loss", "destroyedTransactions", "count", "lost with the storage that held them"),
  metric("loss", "strandedTransactions", "count", "lost to service, still on the disks of a dead site"),
  metric("loss", "inDoubtTransactions", "count", "the client got no answer"),
  metric("loss", "phantomTransactions", "count", "present after recovery, never acknowledged"),
  metric("loss", "duplicatedTransactions", "count", "applied twice by a retry"),
  metric("loss", "overwrittenTransactions", "count", "replaced by conflict resolution"),
  metric("loss", "divergentTransactions", "count", "on a discarded timeline"),
  metric(
    "recovery",
    "rtoAchievedSeconds",
    "s",
    "from the served share falling below 95 % until it stays above for 10 s",
  ),
  metric("recovery", "rtoFirstWriteSeconds", "s", "until the first successful write"),
  metric("recovery", "rto99Seconds", "s", "the outage at a served share of 99 %"),
  metric("recovery", "rtoDataSeconds", "s", "until one consistent history is fully redundant again"),
  metric("recovery", "warmSeconds", "s", "until caches are warm"),
  metric("recovery", "unservedDemandSeconds", "s", "demand not served, in seconds of full demand"),
  metric(
    "recovery",
    "unprotectedSeconds",
    "s",
    "time in which one more failure would lose what clients were promised",
  ),
  metric("recovery", "restoreSeconds", "s", "restore from backup"),
  metric("service", "writeAvailability", "ratio", "share of write demand served"),
  metric("service", "readAvailability", "ratio", "share of read demand served"),
  metric("service", "failedWrites", "count", "writes that clients gave up"),
  metric("service", "failedReads", "count", "reads that clients gave up"),
  metric(
    "service",
    "commitLatencySeconds",
    "s",
    "server: commit request to acknowledgement, stalls included",
  ),
  metric("service", "clientLatencySeconds", "s", "client: request to answer"),
  metric("service", "throughputPerSecond", "/s", "writes acknowledged"),
  metric("service", "staleReadProbability", "ratio", "a read misses an acknowledged write"),
  metric("service", "badRequests", "count", "requests answered wrongly"),
  metric("replication", "replicationLagSeconds", "s", "age of the newest applied write on the standby"),
  metric("replication", "replicationLagBytes", "B", "log not yet received by the standby"),
  metric(
    "replication",
    "exposureSeconds",
    "s",
    "what rpoAchieved would be if the primary site died now; mean over time",
  ),
  metric("replication", "exposureSecondsMax", "s", "the largest exposure"),
  metric("replication", "conflictRate", "/s", "writes in conflict"),
  metric("replication", "linkUtilisation", "ratio", "used share of a link's bandwidth"),
  metric("control", "splitBrainSeconds", "s", "time in which two primaries accept writes"),
];

/** The definition of a metric, whatever its @scope. */
export function metricDefinition(name: string): MetricDefinition | undefined {
  const plain = name.split("@")[0];
  return DEFINITIONS.find((definition) => definition.name === plain);
}

export const metricDefinitions = (): readonly MetricDefinition[] => DEFINITIONS;
