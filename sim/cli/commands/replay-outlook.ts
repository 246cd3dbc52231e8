// replay --outlook: the event log of one incident, by running its replication again up to its end.
import { incidentText } from "../../../reports/outlook-replay.ts";
import { openIncident, replayIncident, replicationsOf } from "../../index.ts";
import type { Console } from "../console.ts";
import { ExitCode } from "../exit-code.ts";
import { DEFAULT_YEARS } from "../options.ts";
import { openScenario } from "../scenario.ts";
import { UsageError } from "../stops.ts";
import type { ReplayOptions } from "./replay.ts";

export function replayOutlook(file: string, options: ReplayOptions, console: Console): ExitCode {
  const { replication, incident, years = DEFAULT_YEARS } = options;
  if (options.disruption !== undefined || options.at !== undefined)
    throw new UsageError("--disruption and --at do not go with --outlook");
  if (incident === undefined)
    throw new UsageError("--incident says which one, from 1; the report names the worst");
  const { scenario } = openScenario(file, options.set, console);
  const { seed = scenario.run.seed } = options;
  const order = { years, seed, resolution: "fluid", replication, incident } as const;
  const { length } = replicationsOf(scenario, order);
  if (replication > length)
    throw new UsageError(
      `an outlook of ${years} years has ${length} replications; --years says how many years`,
    );
  const open = options.resolution === "transaction" ? openIncident : replayIncident;
  const replayed = open(scenario, order);
  if (!replayed.incident)
    throw new UsageError(`replication ${replication} has ${replayed.incidents} incidents, not ${incident}`);
  if (options.json) {
    const lines = [...replayed.events.map((event) => ({ event })), { incident: replayed.incident }];
    console.result(lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
  } else console.result(incidentText(replayed, { seed, replication, paint: console.paint }));
  return ExitCode.ok;
}
