import { expect, test } from "vitest";
import type { Objective } from "../../sim/experiment/judge.ts";
import type { Job, RunResult } from "../../sim/experiment/run-result.ts";
import { summarise } from "../../sim/experiment/summarise.ts";
import { Histogram } from "../../sim/statistics/histogram.ts";
import { aRun } from "./runs.ts";

const objective = (differing: Partial<Objective>): Objective => ({
  expression: "rtoAchieved p50 <= 60 s",
  metric: "rtoAchievedSeconds",
  statistic: "p50",
  comparison: "<=",
  threshold: 60,
  ...differing,
});

function judged(asked: Objective, runs: readonly RunResult[]) {
  const jobs: Job[] = runs.map(({ disruption, replication }) => ({ disruption, replication, seed: "1" }));
  const experiment = {
    scenario: { name: "s", title: "S", sha256: "" },
    seed: "1",
    replications: 10,
    disruptions: ["a", "b", "c"],
    objectives: [asked],
    assumptions: [],
    diagnostics: [],
  };
  return summarise(experiment, jobs, runs).objectives[0];
}

const ten = (disruption: string, rto: number, differing: Partial<RunResult> = {}): RunResult[] =>
  Array.from({ length: 10 }, (_, i) =>
    aRun(i + 1, { disruption, values: { rtoAchievedSeconds: rto + i }, ...differing }),
  );

test("without `for` the disruption that fares worst decides", () => {
  const found = judged(objective({}), [...ten("a", 10), ...ten("b", 100), ...ten("c", 20)]);
  expect(found).toMatchObject({ verdict: "missed", disruption: "b", value: 104 });
  expect(found?.judged).toEqual([
    { disruption: "a", verdict: "met" },
    { disruption: "b", verdict: "missed" },
    { disruption: "c", verdict: "met" },
  ]);
});

test("with `for` only that disruption counts", () => {
  const found = judged(objective({ disruption: "a" }), [...ten("a", 10), ...ten("b", 100)]);
  expect(found).toMatchObject({ verdict: "met", disruption: "a" });
});

test("a disruption that is not modelled leaves the objective not evaluated, unless another misses it", () => {
  const impossible = ten("b", 0, { modelled: false, reason: "no such link" });
  expect(judged(objective({}), [...ten("a", 10), ...impossible, ...ten("c", 10)])).toMatchObject({
    verdict: "not-evaluated",
    reason: "no such link",
  });
  expect(judged(objective({}), [...ten("a", 99), ...impossible])?.verdict).toBe("missed");
});

test("a metric that only the steady state has is judged there", () => {
  const latency = new Histogram();
  for (let i = 0; i < 1000; i++) latency.add(1000);
  const steady = ten("", 0, { values: {}, histograms: { commitLatencySeconds: latency.toSparse() } });
  const asked = objective({ metric: "commitLatencySeconds", threshold: 0.02 });
  expect(judged(asked, [...steady, ...ten("a", 1)])).toMatchObject({ verdict: "met", disruption: "" });
});

test("a metric nobody measures is not evaluated", () => {
  expect(judged(objective({ metric: "restoreSeconds" }), ten("a", 1))).toMatchObject({
    verdict: "not-evaluated",
  });
});
