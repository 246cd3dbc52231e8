// A drill of expected values answers what a drill of single writes answers, but for what only single writes know; an
// objective on that is not evaluated, and says why.
import { expect, it } from "vitest";
import { inProcessExecutor } from "../../sim/experiment/in-process-executor.ts";
import { runExperiment } from "../../sim/experiment/run-experiment.ts";
import { runOnce } from "../../sim/experiment/run-once.ts";
import { NOTHING_BREAKS } from "../../sim/experiment/run-result.ts";
import type { Resolution } from "../../sim/model/build.ts";
import { aScenario } from "../support/scenarios.ts";

const scenario = aScenario("[ { kind: site-loss, site: a } ]", {
  "workload.db.arrivals": "{ kind: poisson, mean: 100 /s }",
  expect: "[ commitLatency p99 <= 20 ms, throughput mean >= 90 /s, rpoAchieved max <= 5 s for test ]",
});
const namesOf = (disruption: string, resolution: Resolution): string[] =>
  Object.keys(runOnce(scenario, { disruption, replication: 1, seed: "names", resolution }).values);

it("knows the same metrics of a disruption", () => {
  expect(namesOf("test", "fluid")).toEqual(namesOf("test", "transaction"));
});

it("knows no throughput and no stale reads while nothing breaks, and every other metric", () => {
  const known = namesOf(NOTHING_BREAKS, "transaction");
  const absent = known.filter((name) => !namesOf(NOTHING_BREAKS, "fluid").includes(name));
  expect(absent.sort()).toEqual(["staleReadProbability", "throughputPerSecond"]);
});

it("does not evaluate an objective on what it does not know", async () => {
  const executor = inProcessExecutor(scenario);
  const { result } = await runExperiment(scenario, {
    identity: { sha256: "0" },
    executor,
    replications: 5,
    resolution: "fluid",
  });
  const [latency, throughput, recoveryPoint] = result.objectives;
  for (const objective of [latency, throughput]) {
    expect(objective?.verdict).toBe("not-evaluated");
    expect(objective?.reason).toBeTruthy();
  }
  expect(recoveryPoint?.verdict).toBe("met");
});
