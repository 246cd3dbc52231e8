// run: every disruption of a scenario, replicated; the table, or with --json the document; with --out also files.
import { terminalReport } from "../../../reports/terminal.ts";
import { runExperiment } from "../../index.ts";
import type { Console } from "../console.ts";
import { ExitCode, worstOf } from "../exit-code.ts";
import { ensureFolder } from "../files.ts";
import { listenForInterruption } from "../interruption.ts";
import { type RunOptions, replayCommand, sameAgain } from "../options.ts";
import { showProgress } from "../progress.ts";
import { writeResultFiles } from "../result-files.ts";
import { openScenario } from "../scenario.ts";
import { JobFailedError, UsageError } from "../stops.ts";
import { verdictCodes } from "../verdict-codes.ts";
import { workerPool } from "../worker-pool.ts";
import { outlook } from "./outlook.ts";

export interface RunCommandOptions extends RunOptions {
  readonly out?: string;
  readonly strict?: boolean;
  readonly outlook?: boolean;
  readonly years?: number;
  readonly zoom?: number;
}

export async function run(file: string, options: RunCommandOptions, console: Console): Promise<ExitCode> {
  if (options.outlook) return outlook(file, options, console);
  if (options.years !== undefined) throw new UsageError("--years goes with --outlook");
  if (options.zoom !== undefined) throw new UsageError("--zoom goes with --outlook");
  const { source, scenario, warnings, setup } = openScenario(file, options.set, console);
  if (options.out !== undefined) ensureFolder(options.out);
  const interruption = listenForInterruption();
  const progress = showProgress(console, "runs");
  const outcome = await runExperiment(scenario, {
    ...(options.seed !== undefined && { seed: options.seed }),
    ...(options.replications !== undefined && { replications: options.replications }),
    ...(options.resolution !== undefined && { resolution: options.resolution }),
    identity: { sha256: source.sha256, text: source.text, overrides: source.overrides },
    diagnostics: warnings,
    executor: workerPool(setup, options.jobs, interruption.signal),
    progress: progress.update,
  }).finally(progress.end);
  interruption.stopListening();
  const again = sameAgain(file, options);
  if (outcome.failure) {
    const { disruption, replication } = outcome.failure.job;
    throw new JobFailedError(outcome.failure, replayCommand(again, disruption, replication));
  }
  const { result } = outcome;
  if (options.out !== undefined) writeResultFiles(options.out, outcome, again, console);
  if (options.json) console.json(result);
  else console.result(terminalReport(result, { paint: console.paint, arguments: again }));
  const interrupted = interruption.code();
  return worstOf([...verdictCodes(result, options.strict ?? false, console), interrupted ?? ExitCode.ok]);
}
