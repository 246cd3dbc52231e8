// The runs of an experiment → its result document. Runs come by the index of their job; nothing here depends on
// the order in which they arrived or on who did them, so the same runs give the same bytes.
import type { Diagnostic } from "../config/diagnostic.ts";
import { Fingerprint } from "../kernel/fingerprint.ts";
import type { Assumption } from "../scenario/scenario.ts";
import { ENGINE_VERSION } from "./engine.ts";
import { estimateMetrics } from "./estimate-metrics.ts";
import type { Objective } from "./judge.ts";
import {
  type ExperimentResult,
  type LostReplications,
  partialResult,
  RESULT_SCHEMA,
  type Resolution,
  type ScenarioIdentity,
} from "./result.ts";
import { type Job, NOTHING_BREAKS, type RunResult } from "./run-result.ts";
import { summariseDisruption } from "./summarise-disruption.ts";
import type { TwoWorlds } from "./two-worlds.ts";
import { judgeObjective } from "./verdict.ts";

/** What the summary needs to know of the scenario and of the order. */
export interface Experiment {
  readonly scenario: ScenarioIdentity;
  readonly seed: string;
  readonly replications: number;
  /** "transaction" if absent. */
  readonly resolution?: Resolution;
  /** In the order of the scenario. */
  readonly disruptions: readonly string[];
  readonly objectives: readonly Objective[];
  readonly assumptions: readonly Readonly<Assumption>[];
  readonly diagnostics: readonly Diagnostic[];
  readonly twoWorlds?: TwoWorlds | undefined;
  /** What nobody could do. */
  readonly lost?: readonly LostReplications[];
}

/** `runs[i]` is the result of `jobs[i]`; a hole is a job that was not done. */
export function summarise(
  experiment: Experiment,
  jobs: readonly Job[],
  runs: readonly (RunResult | undefined)[],
): ExperimentResult {
  const finished = jobs.flatMap((_, i) => runs[i] ?? []);
  const byDisruption = groupByDisruption(finished);
  const runsOf = (name: string): readonly RunResult[] => byDisruption.get(name) ?? [];
  const metrics = estimateMetrics(runsOf(NOTHING_BREAKS));
  const disruptions = experiment.disruptions.map((name) => summariseDisruption(name, runsOf(name)));
  const judged = { metrics, disruptions, runsOf };
  const total = (of: (run: RunResult) => number): number => finished.reduce((sum, run) => sum + of(run), 0);
  return {
    schema: RESULT_SCHEMA,
    engine: { version: ENGINE_VERSION },
    scenario: experiment.scenario,
    question: "drill",
    resolution: experiment.resolution ?? "transaction",
    seed: experiment.seed,
    replications: experiment.replications,
    simulatedSeconds: total((run) => run.simulatedMicros) / 1e6,
    events: total((run) => run.events),
    writes: total((run) => run.writes),
    fingerprint: fingerprintOf(finished),
    assumptions: { unverified: experiment.assumptions.length, list: experiment.assumptions },
    metrics,
    disruptions,
    objectives: experiment.objectives.map((objective) => judgeObjective(objective, judged)),
    ...(experiment.twoWorlds && { twoWorlds: experiment.twoWorlds }),
    ...partialResult(finished.length, jobs.length, experiment.lost),
    diagnostics: experiment.diagnostics,
  };
}

function groupByDisruption(runs: readonly RunResult[]): Map<string, RunResult[]> {
  const groups = new Map<string, RunResult[]>();
  for (const run of runs) {
    const group = groups.get(run.disruption);
    if (group) group.push(run);
    else groups.set(run.disruption, [run]);
  }
  return groups;
}

/** Of runs in the order of their jobs: equal if and only if they were the same. */
export function fingerprintOf(runs: readonly RunResult[]): string {
  const hash = new Fingerprint();
  for (const { disruption, replication, fingerprint } of runs) {
    hash.addText(disruption);
    hash.addInteger(replication);
    hash.addText(fingerprint.trajectory);
    hash.addText(fingerprint.draws);
    hash.addText(fingerprint.results);
  }
  return hash.digest();
}
