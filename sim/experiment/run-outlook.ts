// One outlook: scenario and order → blocks of replications → sums → result document. Who does the blocks, and
// in which order they come back, leaves no trace in the result.
import type { Diagnostic } from "../config/diagnostic.ts";
import { randomRoot } from "../kernel/random.ts";
import { failuresOf } from "../model/failures.ts";
import { landscapeOf } from "../model/landscape.ts";
import { structuralOf } from "../model/structure.ts";
import { assumptionsOf } from "../scenario/assumptions.ts";
import { coverageTerms, failureProcesses } from "../scenario/failures.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { Cancellation, Executor, JobFailure } from "./executor.ts";
import { OutlookFold } from "./outlook-fold.ts";
import { type OutlookJob, outlookJobs } from "./outlook-job.ts";
import type { OutlookResult } from "./outlook-result.ts";
import type { Resolution, ScenarioIdentity } from "./result.ts";
import { objectiveOf } from "./run-experiment.ts";
import { summariseOutlook } from "./summarise-outlook.ts";
import { type Zoomed, zoomInto } from "./zoom/zoom.ts";

export interface OutlookOptions {
  readonly years: number;
  /** From the scenario if absent. */
  readonly seed?: string;
  /** "fluid" if absent: a year of single writes takes hours. */
  readonly resolution?: Resolution;
  /** YEARS_PER_REPLICATION if absent. */
  readonly yearsPerReplication?: number;
  /** Windows of single writes for each state of the system; 0 if absent. */
  readonly zoom?: number;
  /** Replications of one job; chosen if absent. Changes no number. */
  readonly blockSize?: number;
  /** The text and its hash; whoever can hash passes it in. */
  readonly identity: Pick<ScenarioIdentity, "sha256" | "text" | "overrides">;
  readonly diagnostics?: readonly Diagnostic[];
  readonly executor: Executor;
  readonly cancellation?: Cancellation;
  /** In years. */
  readonly progress?: (finished: number, planned: number) => void;
}

export interface OutlookOutcome {
  readonly result: OutlookResult;
  readonly failure?: JobFailure<OutlookJob>;
}

export async function runOutlook(scenario: Scenario, options: OutlookOptions): Promise<OutlookOutcome> {
  const {
    years,
    seed = scenario.run.seed,
    resolution = "fluid",
    zoom = 0,
    blockSize,
    yearsPerReplication,
  } = options;
  // Who fails is the scenario's affair, how often is drawn: any draw names them.
  const { processes, areInputsExact } = failuresOf(scenario, randomRoot(seed).replication(0));
  const jobs = outlookJobs({
    years,
    seed,
    resolution,
    areInputsExact,
    ...(blockSize !== undefined && { blockSize }),
    ...(yearsPerReplication !== undefined && { yearsPerReplication }),
  });
  const fold = new OutlookFold(processes.map(({ path }) => path));
  let finished = 0;
  const cancellation = options.cancellation ?? { aborted: false };
  let failure = await options.executor.run(
    jobs,
    (index, block) => {
      fold.add(index, block);
      finished += block.replications.length * (jobs[index] as OutlookJob).years;
      options.progress?.(finished, years);
    },
    cancellation,
  );
  fold.finish();
  let zoomed: Zoomed | undefined;
  if (zoom > 0 && !failure && !cancellation.aborted) {
    const order = {
      jobs,
      times: fold.stateTimes,
      windows: zoom,
      seed,
      executor: options.executor,
      cancellation,
    };
    ({ zoomed, failure } = await zoomInto(order));
  }
  const { name, title, expect } = scenario;
  const experiment = {
    scenario: { name, title, ...options.identity },
    jobs,
    processes,
    populations: Object.keys(scenario.clients),
    hasBackup: scenario.backup !== undefined,
    areInputsExact,
    structural: structuralOf(scenario, failureProcesses(scenario)),
    services: landscapeOf(scenario).services.length,
    coverage: coverageTerms(scenario, "outlook"),
    objectives: expect.map(objectiveOf),
    assumptions: assumptionsOf(scenario, "outlook"),
    diagnostics: options.diagnostics ?? [],
    ...(zoomed && { zoomed }),
  };
  return { result: summariseOutlook(experiment, fold), ...(failure && { failure }) };
}
