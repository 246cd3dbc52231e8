// replay: the event log of one replication, one aligned line per event; --at jumps near an instant.
import { replayText } from "../../../reports/replay.ts";
import { type LoggedEvent, NOTHING_BREAKS, type Resolution, runOnce } from "../../index.ts";
import { parseDuration } from "../../quantity/text.ts";
import type { Console } from "../console.ts";
import { ExitCode } from "../exit-code.ts";
import type { ScenarioOptions } from "../options.ts";
import { openScenario } from "../scenario.ts";
import { UsageError } from "../stops.ts";
import { replayOutlook } from "./replay-outlook.ts";

export interface ReplayOptions extends ScenarioOptions {
  readonly disruption?: string;
  readonly replication: number;
  readonly at?: string;
  readonly outlook?: boolean;
  readonly years?: number;
  readonly incident?: number;
  readonly resolution?: Resolution;
}

export function replay(file: string, options: ReplayOptions, console: Console): ExitCode {
  if (options.outlook) return replayOutlook(file, options, console);
  if (options.incident !== undefined || options.years !== undefined)
    throw new UsageError("--incident and --years go with --outlook");
  if (options.resolution !== undefined) throw new UsageError("--resolution goes with --outlook here");
  if (options.disruption === undefined)
    throw new UsageError("--disruption says which one ('' for none), or --outlook with --incident");
  return replayDisruption(file, { ...options, disruption: options.disruption }, console);
}

function replayDisruption(
  file: string,
  options: ReplayOptions & { readonly disruption: string },
  console: Console,
): ExitCode {
  const { scenario } = openScenario(file, options.set, console);
  const { disruption, replication, seed = scenario.run.seed } = options;
  const known = Object.keys(scenario.disruptions);
  if (disruption !== NOTHING_BREAKS && !known.includes(disruption)) {
    throw new UsageError(`no disruption ${disruption}; there are: ${known.join(", ") || "none"}`);
  }
  const at = options.at === undefined ? undefined : instantOf(options.at);
  const events: LoggedEvent[] = [];
  const result = runOnce(scenario, { disruption, replication, seed }, (event) => events.push(event));
  if (options.json) {
    const { histograms: _, ...summary } = result;
    const lines = [...events.map((event) => ({ event })), { result: summary }];
    console.result(lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
  } else {
    const where = at === undefined ? {} : { atMicros: at };
    console.result(replayText(events, result, { seed, paint: console.paint, ...where }));
  }
  return ExitCode.ok;
}

/** After the first fault; "-2 s" is before it. */
function instantOf(text: string): number {
  const isBefore = text.trim().startsWith("-");
  const reading = parseDuration(text.trim().replace(/^[+-]/, ""));
  if (!reading.ok) throw new UsageError(`--at: ${reading.problem}`);
  return isBefore ? -reading.value : reading.value;
}
