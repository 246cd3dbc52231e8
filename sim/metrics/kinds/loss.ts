// What is gone: counts of transactions, bytes, and the time they cover. Definitions: an acknowledged
// transaction is lost if the history that serves clients after recovery does not contain it.

import { defineMetric } from "../metric.ts";

const drill = { family: "loss", asks: ["drill"], better: "lower" } as const;

export const lostTransactions = defineMetric({
  ...drill,
  name: "lostTransactions",
  unit: "count",
  definition: "Acknowledged to a client, and absent from the history that serves clients after recovery.",
  of: ({ loss }) => loss.transactions,
  isCensored: ({ isSplit, isGone }) => isSplit || isGone,
});
export const lostBytes = defineMetric({
  ...drill,
  name: "lostBytes",
  unit: "B",
  definition: "Log bytes of the lost transactions.",
  of: ({ loss }) => loss.bytes,
  isCensored: ({ isSplit, isGone }) => isSplit || isGone,
});
export const rpoAchievedSeconds = defineMetric({
  ...drill,
  name: "rpoAchievedSeconds",
  unit: "s",
  definition:
    "From the acknowledgement of the oldest lost transaction to the later of the failure and the last lost acknowledgement; 0 when none is lost.",
  of: ({ loss }) => loss.rpoAchieved / 1e6,
  isCensored: ({ isSplit, isGone }) => isSplit || isGone,
});
export const recoveryPointAgeSeconds = defineMetric({
  ...drill,
  name: "recoveryPointAgeSeconds",
  unit: "s",
  definition:
    "Failure instant minus the position in time of the surviving history; defined also when nothing is lost.",
  of: ({ loss, hasFailedOver }) => (hasFailedOver ? loss.recoveryPointAge / 1e6 : 0),
  isCensored: ({ isGone }) => isGone,
});
export const destroyedTransactions = defineMetric({
  ...drill,
  name: "destroyedTransactions",
  unit: "count",
  definition: "Lost, and on no disk that can still be read.",
  of: ({ loss }) => loss.transactions - loss.stranded,
  isCensored: ({ isGone }) => isGone,
});
export const strandedTransactions = defineMetric({
  ...drill,
  name: "strandedTransactions",
  unit: "count",
  definition: "Lost, but still on the disks of the old primary.",
  of: ({ loss }) => loss.stranded,
});
export const inDoubtTransactions = defineMetric({
  ...drill,
  name: "inDoubtTransactions",
  unit: "count",
  definition: "Appended to a log, and their client never got an answer.",
  of: ({ loss }) => loss.inDoubt,
});
export const phantomTransactions = defineMetric({
  ...drill,
  name: "phantomTransactions",
  unit: "count",
  definition: "Present after recovery, never acknowledged.",
  of: ({ loss }) => loss.phantom,
});
export const duplicatedTransactions = defineMetric({
  ...drill,
  name: "duplicatedTransactions",
  unit: "count",
  definition:
    "Applied twice: present after recovery without an answer, and retried by a client that came back.",
  of: ({ duplicated }) => duplicated,
});
export const overwrittenTransactions = defineMetric({
  ...drill,
  name: "overwrittenTransactions",
  unit: "count",
  definition: "Replaced by conflict resolution in two-way replication; counted apart from lost.",
  of: ({ overwritten }) => overwritten,
});
export const divergentTransactions = defineMetric({
  ...drill,
  name: "divergentTransactions",
  unit: "count",
  definition: "On a timeline that was discarded, acknowledged or not.",
  of: ({ loss }) => loss.divergent,
});
