// What executor and worker say to each other: the scenario's text once per worker, then chunks of jobs; units bring
// their own. The same on a thread of Node, in a browser worker, and without any (in-process-executor.ts).
import { type LoadOptions, loadScenarioOrThrow } from "../scenario/load.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { AnyJob, JobFailure, ResultOf } from "./executor.ts";
import type { OutlookJob } from "./outlook-job.ts";
import type { ExcursionJob } from "./rare/excursion-job.ts";
import { runExcursions } from "./rare/run-excursions.ts";
import { runOnce } from "./run-once.ts";
import { runOutlookBlock } from "./run-outlook-block.ts";
import { RunError, unitDoer } from "./study/do-unit.ts";
import type { Unit, UnitResult } from "./study/unit.ts";
import { runWindows } from "./zoom/run-windows.ts";
import type { WindowJob } from "./zoom/window-job.ts";

export interface WorkerSetup {
  readonly text: string;
  readonly options: LoadOptions;
}

export interface ChunkOutcome<J extends AnyJob = AnyJob> {
  /** In the order of the jobs, up to the one that failed. */
  readonly results: readonly ResultOf<J>[];
  readonly failure?: JobFailure<J>;
}

/** A worker's answer to chunks; the scenario is loaded once. Without a setup it does units only. */
export function serve(setup?: WorkerSetup): <J extends AnyJob>(jobs: readonly J[]) => ChunkOutcome<J> {
  return chunkRunner(setup && loadScenarioOrThrow(setup.text, setup.options));
}

export function chunkRunner(
  scenario: Scenario | undefined,
): <J extends AnyJob>(jobs: readonly J[]) => ChunkOutcome<J> {
  const doUnit = unitDoer();
  const doJob = (job: AnyJob): ResultOf<Exclude<AnyJob, Unit>> | UnitResult => {
    if (isUnit(job)) return doUnit(job);
    if (!scenario) throw new Error("this worker was given no scenario");
    if (isOutlookJob(job)) return runOutlookBlock(scenario, job);
    if (isExcursionJob(job)) return runExcursions(scenario, job);
    return isWindowJob(job) ? runWindows(scenario, job.outlook, job.spots) : runOnce(scenario, job);
  };
  return <J extends AnyJob>(jobs: readonly J[]) => {
    const results: ResultOf<J>[] = [];
    for (const job of jobs) {
      try {
        // What comes of a job is what its kind says.
        results.push(doJob(job) as ResultOf<J>);
      } catch (error) {
        const isError = error instanceof Error;
        const details = isError ? (error.stack ?? "") : "";
        const message = isError ? error.message : String(error);
        const at = error instanceof RunError ? { at: error.at } : {};
        return { results, failure: { job, message, details, ...at } };
      }
    }
    return { results };
  };
}

const isUnit = (job: AnyJob): job is Unit => "question" in job && job.question === "unit";
const isOutlookJob = (job: AnyJob): job is OutlookJob => "question" in job && job.question === "outlook";
const isExcursionJob = (job: AnyJob): job is ExcursionJob =>
  "question" in job && job.question === "excursions";
const isWindowJob = (job: AnyJob): job is WindowJob => "question" in job && job.question === "windows";
