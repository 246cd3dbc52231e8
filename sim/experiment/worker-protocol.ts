// What executor and worker say to each other: the scenario's text once per worker, then chunks of jobs. The same on a
// thread of Node, in a browser worker, and without any (in-process-executor.ts).
import { type LoadOptions, loadScenarioOrThrow } from "../scenario/load.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { JobFailure } from "./executor.ts";
import { runOnce } from "./run-once.ts";
import type { Job, RunResult } from "./run-result.ts";

export interface WorkerSetup {
  readonly text: string;
  readonly options: LoadOptions;
}

export interface ChunkOutcome {
  /** In the order of the jobs, up to the one that failed. */
  readonly results: readonly RunResult[];
  readonly failure?: JobFailure;
}

/** A worker's answer to chunks; the scenario is loaded once. */
export function serve(setup: WorkerSetup): (jobs: readonly Job[]) => ChunkOutcome {
  const scenario = loadScenarioOrThrow(setup.text, setup.options);
  return (jobs) => runChunk(scenario, jobs);
}

export function runChunk(scenario: Scenario, jobs: readonly Job[]): ChunkOutcome {
  const results: RunResult[] = [];
  for (const job of jobs) {
    try {
      results.push(runOnce(scenario, job));
    } catch (error) {
      const isError = error instanceof Error;
      const details = isError ? (error.stack ?? "") : "";
      return { results, failure: { job, message: isError ? error.message : String(error), details } };
    }
  }
  return { results };
}
