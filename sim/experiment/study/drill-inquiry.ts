// A drill of one design, cut into units: each disruption on its own, and the time in which nothing breaks.
import { assumptionsOf } from "../../scenario/assumptions.ts";
import { definitionOf } from "../estimate-metrics.ts";
import { objectiveOf } from "../run-experiment.ts";
import { NOTHING_BREAKS, type RunResult } from "../run-result.ts";
import { summarise } from "../summarise.ts";
import { twoWorldsOf } from "../two-worlds.ts";
import type { Inquiry, Question, Subject } from "./inquiry.ts";
import { LostJobs } from "./lost-jobs.ts";
import { type PairableSample, sampleName } from "./sample.ts";
import { type DrillBlock, drillJobs } from "./unit.ts";

export function drillInquiry({ design, scenario, diagnostics }: Subject, question: Question): Inquiry {
  const { seed, replications, from = 1, resolution = "transaction" } = question;
  const disruptions = question.disruptions ?? Object.keys(scenario.disruptions);
  const names = question.disruptions ?? [NOTHING_BREAKS, ...disruptions];
  const jobs = drillJobs({
    disruptions: names,
    replications,
    from,
    seed,
    resolution,
    ...(question.blockSize !== undefined && { blockSize: question.blockSize }),
  });
  const blocks = new Array<DrillBlock | undefined>(jobs.length).fill(undefined);
  const lost = new LostJobs(jobs);
  const { name, title, expect } = scenario;
  return {
    jobs,
    take: (index, result) => {
      blocks[index] = result as DrillBlock;
    },
    lose: (index, why) => lost.add(index, why),
    answer: () => {
      const planned = jobs.flatMap((job, i) =>
        Array.from({ length: job.replications * names.length }, (_, j) => ({
          run: blocks[i]?.runs[j],
          disruption: names[j % names.length] as string,
          replication: job.firstReplication + Math.floor(j / names.length),
          seed,
          resolution,
        })),
      );
      const experiment = {
        scenario: { name, title, sha256: design.sha256, text: design.text, overrides: design.overrides },
        seed,
        replications,
        resolution,
        disruptions,
        objectives: expect.map(objectiveOf),
        assumptions: assumptionsOf(scenario),
        twoWorlds: twoWorldsOf(scenario),
        diagnostics,
        lost: lost.replications,
      };
      const runs = planned.map(({ run }) => run);
      const finished = runs.filter((run) => run !== undefined);
      return {
        result: summarise(experiment, planned, runs),
        samples: samplesOf(finished, from, replications),
        runs: finished,
      };
    },
  };
}

/** What has one value per transaction is paired by the mean of its run. */
export function samplesOf(
  runs: readonly Omit<RunResult, "fingerprint">[],
  from: number,
  replications: number,
): PairableSample[] {
  const samples = new Map<string, PairableSample & { values: number[]; isCensored: boolean[] }>();
  for (const { disruption, replication, values, histograms, censored, modelled } of runs) {
    if (!modelled) continue;
    for (const [metric, value] of [...Object.entries(values), ...meansOf(histograms)]) {
      const definition = definitionOf(metric);
      if (!definition) continue;
      const name = sampleName({ metric, disruption });
      let sample = samples.get(name);
      if (!sample) {
        sample = {
          metric,
          disruption,
          unit: definition.unit,
          better: definition.better,
          values: new Array<number>(replications).fill(Number.NaN),
          isCensored: new Array<boolean>(replications).fill(false),
        };
        samples.set(name, sample);
      }
      sample.values[replication - from] = value;
      sample.isCensored[replication - from] = censored.includes(metric);
    }
  }
  return [...samples.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, sample]) => sample);
}

function meansOf(histograms: RunResult["histograms"]): [string, number][] {
  return Object.entries(histograms).flatMap(([metric, { bins, sum, perUnit }]): [string, number][] => {
    const count = bins.reduce((all, each, i) => (i % 2 === 1 ? all + each : all), 0);
    return count > 0 ? [[metric, sum / count / perUnit]] : [];
  });
}
