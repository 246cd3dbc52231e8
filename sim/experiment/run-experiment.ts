// One drill: scenario and order → jobs → runs → result document. Who does the jobs, and in which order they
// come back, is the executor's affair and leaves no trace in the result.
import type { Diagnostic } from "../config/diagnostic.ts";
import { assumptionsOf } from "../scenario/assumptions.ts";
import type { Expectation, Scenario } from "../scenario/scenario.ts";
import type { Cancellation, Executor, JobFailure } from "./executor.ts";
import type { Objective } from "./judge.ts";
import { jobsOf } from "./replicate.ts";
import type { ExperimentResult, Resolution, ScenarioIdentity } from "./result.ts";
import type { RunResult } from "./run-result.ts";
import { summarise } from "./summarise.ts";
import { twoWorldsOf } from "./two-worlds.ts";

export interface ExperimentOptions {
  /** Both from the scenario if absent. */
  readonly seed?: string;
  readonly replications?: number;
  /** "transaction" if absent. */
  readonly resolution?: Resolution;
  /** The text and its hash; whoever can hash passes it in. */
  readonly identity: Pick<ScenarioIdentity, "sha256" | "text" | "overrides">;
  readonly diagnostics?: readonly Diagnostic[];
  readonly executor: Executor;
  readonly cancellation?: Cancellation;
  readonly progress?: (finished: number, planned: number) => void;
}

export interface ExperimentOutcome {
  readonly result: ExperimentResult;
  /** In the order of the jobs; those that were not done are left out. */
  readonly runs: readonly RunResult[];
  readonly failure?: JobFailure;
}

export async function runExperiment(
  scenario: Scenario,
  options: ExperimentOptions,
): Promise<ExperimentOutcome> {
  const {
    seed = scenario.run.seed,
    replications = scenario.run.replications,
    resolution = "transaction",
  } = options;
  const disruptions = Object.keys(scenario.disruptions);
  const jobs = jobsOf({ disruptions, replications, seed, resolution });
  const runs = new Array<RunResult | undefined>(jobs.length).fill(undefined);
  let finished = 0;
  const deliver = (index: number, result: RunResult): void => {
    runs[index] = result;
    options.progress?.(++finished, jobs.length);
  };
  const failure = await options.executor.run(jobs, deliver, options.cancellation ?? { aborted: false });
  const { name, title, expect } = scenario;
  const experiment = {
    scenario: { name, title, ...options.identity },
    seed,
    replications,
    resolution,
    disruptions,
    objectives: expect.map(objectiveOf),
    assumptions: assumptionsOf(scenario),
    twoWorlds: twoWorldsOf(scenario),
    diagnostics: options.diagnostics ?? [],
  };
  const result = summarise(experiment, jobs, runs);
  return { result, runs: runs.filter((run) => run !== undefined), ...(failure && { failure }) };
}

export const objectiveOf = (expectation: Readonly<Expectation>): Objective => {
  const { text, metric, scope, statistic, comparison, threshold, disruption } = expectation;
  return {
    expression: text,
    metric: scope === undefined ? metric : `${metric}@${scope}`,
    statistic,
    comparison,
    threshold,
    ...(disruption !== undefined && { disruption }),
  };
};
