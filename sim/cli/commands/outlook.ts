// run --outlook: what the years bring; the report, or with --json the document; with --out also files.
import { outlookMarkdown } from "../../../reports/outlook-markdown.ts";
import { outlookReport } from "../../../reports/outlook-terminal.ts";
import { type OutlookResult, runOutlook } from "../../index.ts";
import type { Console } from "../console.ts";
import { ExitCode, worstOf } from "../exit-code.ts";
import { ensureFolder, writeWhole } from "../files.ts";
import { listenForInterruption } from "../interruption.ts";
import { DEFAULT_YEARS, type RunOptions, replayOutlookCommand, sameAgain } from "../options.ts";
import { showProgress } from "../progress.ts";
import { openScenario } from "../scenario.ts";
import { JobFailedError, UsageError } from "../stops.ts";
import { verdictCodes } from "../verdict-codes.ts";
import { workerPool } from "../worker-pool.ts";

export interface OutlookCommandOptions extends RunOptions {
  readonly out?: string;
  readonly strict?: boolean;
  readonly years?: number;
  readonly zoom?: number;
}

export async function outlook(
  file: string,
  options: OutlookCommandOptions,
  console: Console,
): Promise<ExitCode> {
  const { years = DEFAULT_YEARS } = options;
  refuseNonsense(options);
  const { source, scenario, warnings, setup } = openScenario(file, options.set, console);
  if (options.out !== undefined) ensureFolder(options.out);
  const interruption = listenForInterruption();
  const progress = showProgress(console, "years");
  const { result, failure } = await runOutlook(scenario, {
    years,
    ...(options.zoom !== undefined && { zoom: options.zoom }),
    ...(options.seed !== undefined && { seed: options.seed }),
    identity: { sha256: source.sha256, text: source.text, overrides: source.overrides },
    diagnostics: warnings,
    executor: workerPool(setup, options.jobs, interruption.signal),
    progress: progress.update,
  }).finally(progress.end);
  interruption.stopListening();
  const again = sameAgain(file, options);
  if (failure) {
    const { firstReplication: replication, seed } = failure.job;
    const replay = replayOutlookCommand(again, { years, replication });
    throw new JobFailedError({ ...failure, job: { disruption: "", replication, seed } }, replay);
  }
  const shown = { arguments: again, years };
  if (options.out !== undefined) writeFiles(options.out, result, shown, console);
  if (options.json) console.json(result);
  else console.result(outlookReport(result, { paint: console.paint, ...shown }));
  const interrupted = interruption.code();
  // What only a drill can judge is said in the report.
  const judged = result.objectives.filter(({ verdict }) => verdict !== "not-evaluated");
  const codes = verdictCodes({ objectives: judged }, options.strict ?? false, console);
  return worstOf([...codes, interrupted ?? ExitCode.ok]);
}

function refuseNonsense({ resolution, replications }: OutlookCommandOptions): void {
  if (resolution === "transaction")
    throw new UsageError(
      "--outlook needs the fluid resolution: at 1,000 writes a second one year is 31 billion writes, hours of work; leave --resolution out",
    );
  if (replications !== undefined)
    throw new UsageError("--outlook counts in years: write --years (20 of them are one replication)");
}

function writeFiles(
  folder: string,
  result: OutlookResult,
  shown: { readonly arguments: string; readonly years: number },
  console: Console,
): void {
  const { name } = result.scenario;
  writeWhole(folder, `${name}.outlook.json`, `${JSON.stringify(result, null, 2)}\n`);
  const path = writeWhole(folder, `${name}.outlook.md`, outlookMarkdown(result, shown));
  console.note(`written: ${path} (and ${name}.outlook.json)`);
}
