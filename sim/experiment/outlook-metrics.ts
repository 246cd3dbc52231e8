// The metrics of an outlook by their public names, in the order in which reports show them.
import {
  availability,
  type Estimated,
  eventsPerYear,
  quantilesOf,
  secondsPerYear,
} from "./outlook-estimates.ts";
import type { OutlookEstimate } from "./outlook-result.ts";

export function outlookMetrics(
  estimated: Estimated,
  hasBackup: boolean,
): Readonly<Record<string, OutlookEstimate>> {
  const { fold } = estimated;
  const { values } = fold;
  const outages = { events: "outages", largest: "longestOutage", isTime: true } as const;
  const { all: sketch } = fold.sketch;
  const unplanned = values.downtime.map((all, i) => all - (values.plannedDowntime[i] as number));
  const state = (name: keyof typeof values): OutlookEstimate =>
    secondsPerYear(estimated, values[name], { isTime: true });
  return {
    writeAvailability: availability(estimated, { missed: "unservedWrites", offered: "offeredWrites" }),
    ...(fold.total("offeredReads") > 0 && {
      readAvailability: availability(estimated, { missed: "unservedReads", offered: "offeredReads" }),
    }),
    downtimeSecondsPerYear: {
      ...secondsPerYear(estimated, values.downtime, outages),
      quantiles: quantilesOf(sketch.yearlyDowntime, true),
    },
    unplannedDowntimeSecondsPerYear: secondsPerYear(estimated, unplanned, outages),
    lossSecondsPerYear: {
      ...secondsPerYear(estimated, values.loss, { events: "losses", largest: "largestLoss" }),
      quantiles: quantilesOf(sketch.yearlyLoss, true),
    },
    incidentsPerYear: eventsPerYear(estimated, "incidents"),
    outagesPerYear: eventsPerYear(estimated, "outages"),
    lossesPerYear: eventsPerYear(estimated, "losses"),
    failoversPerYear: eventsPerYear(estimated, "failovers"),
    falseFailoversPerYear: eventsPerYear(estimated, "falseFailovers"),
    unprotectedSecondsPerYear: state("unprotected"),
    degradedSecondsPerYear: state("degraded"),
    singleLinkSecondsPerYear: state("singleLink"),
    partitionedSecondsPerYear: state("partitioned"),
    splitBrainSecondsPerYear: state("split"),
    ...(hasBackup && { noValidBackupSecondsPerYear: state("noValidBackup") }),
  };
}
