// score: a rehearsal on the real system beside what the scenario predicts for it, stretch by stretch.
import type { Command } from "commander";
import { Option } from "commander";
import { scoreReport } from "../../../reports/calibration-terminal.ts";
import { suggestion } from "../../config/nearest.ts";
import {
  type Job,
  REHEARSAL_TEMPLATE,
  type RunResult,
  readRehearsal,
  type Score,
  scoreOf,
} from "../../index.ts";
import { type Console, openConsole } from "../console.ts";
import { ExitCode } from "../exit-code.ts";
import { listenForInterruption } from "../interruption.ts";
import { InvalidMeasurement, openMeasurement } from "../measurement-files.ts";
import {
  type RunOptions,
  replayCommand,
  sameAgain,
  wholeUpTo,
  withJobs,
  withScenarioOptions,
} from "../options.ts";
import { showProgress } from "../progress.ts";
import { openScenario } from "../scenario.ts";
import { JobFailedError, UsageError } from "../stops.ts";
import { workerPool } from "../worker-pool.ts";

export interface ScoreOptions extends RunOptions {
  readonly template?: boolean;
  readonly scenario?: string;
  readonly disruption?: string;
  readonly runs?: number;
}

export async function score(
  file: string | undefined,
  options: ScoreOptions,
  console: Console,
): Promise<ExitCode> {
  if (options.template) {
    if (options.json) console.json({ schema: "twinsite/rehearsal-template/v1", text: REHEARSAL_TEMPLATE });
    else console.result(REHEARSAL_TEMPLATE);
    return ExitCode.ok;
  }
  const { scenario: path, disruption } = options;
  if (file === undefined)
    throw new UsageError("score what? A file of a rehearsal, or --template for an empty one");
  if (path === undefined || disruption === undefined)
    throw new UsageError("--scenario says what predicts, and --disruption what was rehearsed");
  const source = openMeasurement(file);
  const { rehearsal, diagnostics } = readRehearsal(source);
  if (!rehearsal) throw new InvalidMeasurement(diagnostics, [source]);
  const done = await runsOf(path, disruption, options, console);
  if ("interrupted" in done) {
    console.note("interrupted: there is no score");
    return done.interrupted;
  }
  const result = scoreOf(rehearsal, done.runs, options.resolution !== "fluid");
  const about = {
    rehearsal: rehearsal.file,
    scenario: path,
    disruption,
    runs: done.runs.length,
    seed: done.seed,
  };
  const { remarks } = rehearsal;
  if (options.json) console.json({ ...result, about, remarks });
  else console.result(scoreReport(result, { ...about, remarks }, console.paint));
  return CODES[result.verdict];
}

const CODES: Readonly<Record<Score["verdict"], ExitCode>> = {
  consistent: ExitCode.ok,
  contradicted: ExitCode.missed,
  undecided: ExitCode.undecided,
};

type Done =
  | { readonly runs: readonly RunResult[]; readonly seed: string }
  | { readonly interrupted: ExitCode };

async function runsOf(
  path: string,
  disruption: string,
  options: ScoreOptions,
  console: Console,
): Promise<Done> {
  const { scenario, setup } = openScenario(path, options.set, console);
  const known = Object.keys(scenario.disruptions);
  if (!known.includes(disruption))
    throw new UsageError(`no disruption ${disruption}: ${suggestion(disruption, known, "disruptions")}`);
  const { seed = scenario.run.seed, runs: count = scenario.run.replications, resolution } = options;
  const jobs = Array.from(
    { length: count },
    (_, i): Job => ({
      disruption,
      replication: i + 1,
      seed,
      ...(resolution !== undefined && { resolution }),
    }),
  );
  const runs: RunResult[] = [];
  const interruption = listenForInterruption();
  const progress = showProgress(console, "runs");
  const deliver = (index: number, result: RunResult): void => {
    runs[index] = result;
    progress.update(Object.keys(runs).length, count);
  };
  try {
    const failure = await workerPool(setup, options.jobs, interruption.signal).run(
      jobs,
      deliver,
      interruption.signal,
    );
    const interrupted = interruption.code();
    if (interrupted !== undefined) return { interrupted };
    if (failure) {
      const { replication } = failure.job;
      throw new JobFailedError(failure, replayCommand(sameAgain(path, options), disruption, replication));
    }
  } finally {
    progress.end();
    interruption.stopListening();
  }
  const unmodelled = runs.find(({ modelled }) => !modelled);
  if (unmodelled)
    throw new UsageError(`${disruption} cannot be played here: ${unmodelled.reason ?? "no reason given"}`);
  return { runs, seed };
}

export function addScore(twinsite: Command, done: (code: ExitCode) => void): void {
  withJobs(
    withScenarioOptions(
      twinsite
        .command("score [rehearsal]")
        .description(
          "a rehearsal on the real system (CSV: event,instant) beside what the scenario predicts for it",
        ),
    ),
  )
    .option("--template", "an empty rehearsal to fill in, and nothing else")
    .option("--scenario <file>", "what predicts")
    .option("--disruption <name>", "what was rehearsed")
    .option(
      "--runs <number>",
      "runs to set it beside; the scenario's replications if absent",
      wholeUpTo(1_000_000),
    )
    .addOption(
      new Option(
        "--resolution <name>",
        "transaction: every write is simulated; fluid: data moves as curves",
      ).choices(["transaction", "fluid"]),
    )
    .action(async (file, options) => done(await score(file, options, openConsole(options))));
}
