// Builders: results from runs written as literals.
import type { Objective } from "../../sim/experiment/judge.ts";
import type { Job, RunResult } from "../../sim/experiment/run-result.ts";
import { summarise } from "../../sim/experiment/summarise.ts";
import type { ExperimentResult } from "../../sim/index.ts";
import { aRun } from "../experiment/runs.ts";

export interface DrillShape {
  readonly rto: (i: number) => number;
  readonly lost: (i: number) => number;
  /** The last so many never recover. */
  readonly never?: number;
  readonly differing?: Partial<RunResult>;
}

export function runsOf(
  disruption: string,
  count: number,
  { rto, lost, never = 0, differing }: DrillShape,
): RunResult[] {
  return Array.from({ length: count }, (_, i) => {
    const recovered = i < count - never;
    const seconds = recovered ? rto(i) : 3600;
    return aRun(i + 1, {
      disruption,
      recovered,
      values: {
        lostTransactions: lost(i),
        rpoAchievedSeconds: lost(i) / 100,
        recoveryPointAgeSeconds: lost(i) / 100,
        rtoAchievedSeconds: seconds,
        rto99Seconds: seconds,
        unprotectedSeconds: seconds,
      },
      censored: recovered ? [] : ["rtoAchievedSeconds", "rto99Seconds", "unprotectedSeconds"],
      phases:
        seconds === 0
          ? []
          : [
              { name: "detect", setBy: "failover.ttl", micros: seconds * 0.75e6 },
              { name: "redirect", setBy: "clients.east.redirect.ttl", micros: seconds * 0.25e6 },
            ],
      ...differing,
    });
  });
}

export function aResult(runs: readonly RunResult[], objectives: readonly Objective[] = []): ExperimentResult {
  const jobs: Job[] = runs.map(({ disruption, replication }) => ({ disruption, replication, seed: "42" }));
  const assumption = (path: string) => ({
    path,
    value: "30 s",
    source: "our assumption",
    mark: "assumption" as const,
  });
  const experiment = {
    scenario: { name: "two", title: "Two cities", sha256: "abc" },
    seed: "42",
    replications: 400,
    disruptions: [...new Set(runs.map(({ disruption }) => disruption))].filter((name) => name !== ""),
    objectives,
    assumptions: [
      assumption("clusters.*.dataset"),
      assumption("clients.*.redirect.ttl"),
      assumption("failover.ttl"),
    ],
    diagnostics: [],
  };
  return summarise(experiment, jobs, runs);
}
