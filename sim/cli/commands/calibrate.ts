// calibrate: what files from a live system say, as a fragment of a scenario; with --diff, how far a scenario is off.
import { dirname } from "node:path";
import type { Command } from "commander";
import { driftReport } from "../../../reports/calibration-terminal.ts";
import {
  arrivalsCsv,
  calibrationText,
  combinedCalibration,
  driftOf,
  type Reading,
  readMeasurements,
  type Scenario,
  withRecordedArrivals,
} from "../../index.ts";
import { type Console, openConsole } from "../console.ts";
import { ExitCode } from "../exit-code.ts";
import { placeOf, writeWhole } from "../files.ts";
import { InvalidMeasurement, openMeasurements } from "../measurement-files.ts";
import { type CommonOptions, collectSets, withCommonOptions } from "../options.ts";
import { openScenario } from "../scenario.ts";
import { UsageError } from "../stops.ts";

export interface CalibrateOptions extends CommonOptions {
  readonly out?: string;
  readonly recorded?: boolean;
  readonly diff?: string;
  readonly set: readonly string[];
}

export function calibrate(files: readonly string[], options: CalibrateOptions, console: Console): ExitCode {
  const { diff, out, recorded = false, set } = options;
  if (diff !== undefined) {
    if (out !== undefined || recorded)
      throw new UsageError("--diff writes nothing: leave --out and --recorded out");
    return compare(files, { ...options, diff }, console);
  }
  if (set.length > 0) throw new UsageError("--set changes a scenario: it goes with --diff");
  if (recorded && out === undefined)
    throw new UsageError("--recorded needs --out: the recordings lie beside it");
  const readings = readAll(files);
  const { folder, name } = placeOf(out ?? "fragment.yaml");
  const recordings = recorded
    ? recordingsOf(readings, name.replace(/\.ya?ml$/, ""))
    : new Map<Reading, string>();
  const calibration = combinedCalibration(
    readings.map((each) => withRecordedArrivals(each, recordings.get(each))),
  );
  for (const [{ arrivals = [] }, file] of recordings) writeWhole(folder, file, arrivalsCsv(arrivals));
  const text = calibrationText(calibration);
  const written = out === undefined ? undefined : writeWhole(folder, name, text);
  if (options.json) console.json({ ...calibration, ...(written !== undefined && { written }) });
  else if (written === undefined) console.result(text);
  else
    console.result(
      `${[written, ...[...recordings.values()].map((each) => `${dirname(written)}/${each}`)].join("\n")}\n`,
    );
  return ExitCode.ok;
}

/** Throws InvalidMeasurement: of several files none is used when one is wrong. */
function readAll(names: readonly string[], scenario?: Scenario): readonly Reading[] {
  const sources = openMeasurements(names, scenario);
  const { readings, diagnostics } = readMeasurements(sources);
  if (!readings) throw new InvalidMeasurement(diagnostics, sources);
  return readings;
}

/** A name for the recording of each reading that has arrivals. */
function recordingsOf(readings: readonly Reading[], stem: string): Map<Reading, string> {
  const having = readings.filter(({ arrivals }) => arrivals !== undefined);
  if (having.length === 0)
    throw new UsageError("--recorded: no file has instants of arrivals; pgbench --log has");
  return new Map(
    having.map((each, i) => [each, `${stem}-arrivals${having.length > 1 ? `-${i + 1}` : ""}.csv`]),
  );
}

function compare(
  files: readonly string[],
  options: CalibrateOptions & { readonly diff: string },
  console: Console,
): ExitCode {
  const { scenario } = openScenario(options.diff, options.set, console);
  const drift = driftOf(readAll(files, scenario), scenario);
  if (options.json) console.json(drift);
  else console.result(driftReport(drift, console.paint));
  return drift.differs > 0 ? ExitCode.missed : ExitCode.ok;
}

export function addCalibrate(twinsite: Command, done: (code: ExitCode) => void): void {
  withCommonOptions(
    twinsite
      .command("calibrate <files...>")
      .description(
        "a scenario's values from ping, iperf3 --json, pgbench --log, pg_stat_replication, patroni.yml, my.cnf; name=file says which link or cluster",
      ),
  )
    .option("--out <file>", "write the fragment there; to stdout if absent")
    .option("--recorded", "keep arrivals as they were, in a CSV beside --out")
    .option(
      "--diff <scenario>",
      "compare instead: exit code 4 where the scenario is outside what was measured",
    )
    .option("--set <path=value>", "change the scenario of --diff, repeatable", collectSets, [])
    .action((files, options) => done(calibrate(files, options, openConsole(options))));
}
