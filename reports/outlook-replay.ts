// The log of one incident of an outlook: one aligned line per event, in time since its first failure.
import type { ReplayedIncident } from "../sim/index.ts";
import { since } from "./replay.ts";
import type { Style } from "./terminal.ts";
import { duration, quantity, significant } from "./view/format.ts";

export interface IncidentTextOptions {
  readonly seed: string;
  readonly replication: number;
  readonly paint: (style: Style, text: string) => string;
}

const YEAR = 365 * 86_400;

export function incidentText(replayed: ReplayedIncident, options: IncidentTextOptions): string {
  const { incident, causes, events } = replayed;
  const { paint, seed, replication } = options;
  if (!incident) return "nothing was logged\n";
  const { number, begin, end, downtime, lossTotal, lostTransactions, isOpen } = incident;
  const head = `incident ${number} of replication ${replication}, seed ${seed}, year ${significant(begin / 1e6 / YEAR)}`;
  const width = Math.max(0, ...events.map(({ subject }) => subject.length));
  const lines = events.map(
    ({ at, subject, text }) => `  ${since(at - begin)}  ${subject.padEnd(width)}  ${text}`,
  );
  const lost =
    lostTransactions > 0
      ? `lost ${quantity(lostTransactions, "count")} transactions, ${duration(lossTotal / 1e6)} of work`
      : "nothing acknowledged was lost";
  return `${[
    paint("bold", head),
    ...(causes.length > 0 ? [`failed: ${causes.join(", ")}`] : []),
    ...lines,
    "",
    `${isOpen ? "not over after" : "over after"} ${duration((end - begin) / 1e6)}; down for ${duration(downtime / 1e6)}; ${lost}`,
  ].join("\n")}\n`;
}
