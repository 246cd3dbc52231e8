// What the years bring: the metrics of an outlook. Their values come from replications of many years, not from the
// facts of one run.

import { defineMetric, type Metric } from "../metric.ts";

const years = { family: "years", asks: ["years"], better: "lower", of: () => undefined } as const;
const seconds = (name: string, definition: string): Metric =>
  defineMetric({ ...years, name, unit: "s/year", definition });
const counts = (name: string, definition: string): Metric =>
  defineMetric({ ...years, name, unit: "/year", definition });

export const downtimeSecondsPerYear = seconds(
  "downtimeSecondsPerYear",
  "Time in outages: less than the service share of the write demand was served. Planned and unplanned.",
);
export const unplannedDowntimeSecondsPerYear = seconds(
  "unplannedDowntimeSecondsPerYear",
  "The part of the downtime in incidents that an unplanned failure had a part in.",
);
export const lossSecondsPerYear = seconds(
  "lossSecondsPerYear",
  "Sum of rpoAchieved over all losses of acknowledged work.",
);
export const noValidBackupSecondsPerYear = seconds(
  "noValidBackupSecondsPerYear",
  "Time in which nothing could be restored: the vault was out of reach of every data centre, or none of the kept copies was good.",
);
export const unprotectedSecondsPerYear = seconds(
  "unprotectedSecondsPerYear",
  "Time without a standby at another site that is connected and at most 10 s behind.",
);
export const degradedSecondsPerYear = seconds(
  "degradedSecondsPerYear",
  "Time in which commits had given up waiting for standbys that they are configured to wait for.",
);
export const singleLinkSecondsPerYear = seconds(
  "singleLinkSecondsPerYear",
  "Time in which two data sites that have several links hung on a single one.",
);
export const partitionedSecondsPerYear = seconds(
  "partitionedSecondsPerYear",
  "Time in which no link between two data sites worked both ways.",
);
export const splitBrainSecondsPerYear = seconds(
  "splitBrainSecondsPerYear",
  "Time in which two nodes of one service took writes.",
);
export const incidentsPerYear = counts(
  "incidentsPerYear",
  "From a first failure until everything is repaired, served and redundant again; overlapping failures are one.",
);
export const outagesPerYear = counts("outagesPerYear", "Outages, of whatever length.");
export const lossesPerYear = counts("lossesPerYear", "Losses of acknowledged work, of whatever size.");
export const failoversPerYear = counts("failoversPerYear", "Promotions of another primary.");
export const falseFailoversPerYear = counts(
  "falseFailoversPerYear",
  "Failovers while the old primary ran and its clients could reach it, or only stood still and went on by itself within 5 min.",
);
