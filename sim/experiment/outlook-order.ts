// What an outlook of one scenario needs before anything runs: its jobs, the sums they go into, and what the summary
// has to know.
import type { Diagnostic } from "../config/diagnostic.ts";
import { randomRoot } from "../kernel/random.ts";
import { failuresOf } from "../model/failures.ts";
import { landscapeOf } from "../model/landscape.ts";
import { structuralOf } from "../model/structure.ts";
import { assumptionsOf } from "../scenario/assumptions.ts";
import { coverageTerms, failureProcesses } from "../scenario/failures.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { OutlookFold } from "./outlook-fold.ts";
import { type OutlookJob, outlookJobs } from "./outlook-job.ts";
import { targetsOf } from "./rare/targets.ts";
import type { Resolution, ScenarioIdentity } from "./result.ts";
import { objectiveOf } from "./run-experiment.ts";
import type { OutlookExperiment } from "./summarise-outlook.ts";

export interface OutlookTerms {
  readonly years: number;
  readonly seed: string;
  readonly resolution: Resolution;
  /** YEARS_PER_REPLICATION if absent. */
  readonly yearsPerReplication?: number;
  /** The first replication; 1 if absent. */
  readonly from?: number;
  /** Every replication draws uncertain inputs of its own. */
  readonly hasOwnInputs?: boolean;
  /** Replications of one job; chosen if absent. Changes no number. */
  readonly blockSize?: number;
  readonly identity: Pick<ScenarioIdentity, "sha256" | "text" | "overrides">;
  readonly diagnostics: readonly Diagnostic[];
}

export interface OrderedOutlook {
  readonly jobs: readonly OutlookJob[];
  readonly fold: OutlookFold;
  readonly experiment: OutlookExperiment;
}

export function outlookOrder(scenario: Scenario, terms: OutlookTerms): OrderedOutlook {
  const { years, seed, resolution, blockSize, yearsPerReplication, from, hasOwnInputs } = terms;
  // Who fails is the scenario's affair, how often is drawn: any draw names them.
  const { processes, areInputsExact } = failuresOf(scenario, randomRoot(seed).replication(0));
  const jobs = outlookJobs({
    years,
    seed,
    resolution,
    areInputsExact,
    ...(blockSize !== undefined && { blockSize }),
    ...(yearsPerReplication !== undefined && { yearsPerReplication }),
    ...(from !== undefined && { from }),
    ...(hasOwnInputs !== undefined && { hasOwnInputs }),
  });
  const { name, title, expect } = scenario;
  const experiment = {
    scenario: { name, title, ...terms.identity },
    jobs,
    processes,
    populations: Object.keys(scenario.clients),
    hasBackup: scenario.backup !== undefined,
    areInputsExact,
    structural: structuralOf(scenario, failureProcesses(scenario)),
    services: landscapeOf(scenario).services.length,
    coverage: coverageTerms(scenario, "outlook"),
    objectives: expect.map(objectiveOf),
    targets: targetsOf(scenario),
    assumptions: assumptionsOf(scenario, "outlook"),
    diagnostics: terms.diagnostics,
  };
  return { jobs, fold: new OutlookFold(processes.map(({ path }) => path)), experiment };
}
