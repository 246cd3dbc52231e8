// What one replication adds up to: one number per quantity, in fixed places, so that rows of replications can
// be added in their order and give the same bytes however they were grouped.

/** Times in µs, demand in expected writes or reads. */
export const TOTALS = [
  "micros",
  "downtime",
  "plannedDowntime",
  "loss",
  "lostTransactions",
  "lostBytes",
  "unservedWrites",
  "offeredWrites",
  "unservedReads",
  "offeredReads",
  "incidents",
  "outages",
  "losses",
  "failovers",
  "falseFailovers",
  "split",
  "unprotected",
  "degraded",
  "noValidBackup",
  "singleLink",
  "partitioned",
  "longestOutage",
  "largestLoss",
] as const;
export type TotalName = (typeof TOTALS)[number];
export type Totals = Record<TotalName, number>;

export const noTotals = (): Totals => Object.fromEntries(TOTALS.map((name) => [name, 0])) as Totals;

/** Of one process that fails and is repaired, over one replication. */
export const SHARES = [
  "failures",
  "incidents",
  "downtime",
  "involvedDowntime",
  "loss",
  "involvedLoss",
] as const;
export type ShareName = (typeof SHARES)[number];
/** Where in a row the value of a process stands. */
export const shareAt = (process: number, name: ShareName): number => process * SHARES.length + PLACES[name];
const PLACES = Object.fromEntries(SHARES.map((name, i) => [name, i])) as Record<ShareName, number>;

/** Of one population. */
export interface PopulationTotals {
  unservedWrites: number;
  offeredWrites: number;
  unservedReads: number;
  offeredReads: number;
}
