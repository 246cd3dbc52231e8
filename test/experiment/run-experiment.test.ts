import { expect, test } from "vitest";
import type { Executor } from "../../sim/experiment/executor.ts";
import { inProcessExecutor } from "../../sim/experiment/in-process-executor.ts";
import { jobsOf } from "../../sim/experiment/replicate.ts";
import { runExperiment } from "../../sim/experiment/run-experiment.ts";
import { chunkRunner } from "../../sim/experiment/worker-protocol.ts";
import { aSmallScenario } from "./runs.ts";

const scenario = aSmallScenario();
const options = { identity: { sha256: "0" }, replications: 6, seed: "7" };

/** Does all jobs, but delivers them last first. */
const backwards: Executor = {
  async run(jobs, deliver) {
    const { results } = chunkRunner(scenario)([...jobs].reverse());
    results.forEach((result, i) => {
      deliver(jobs.length - 1 - i, result);
    });
    return undefined;
  },
};

test("each replication has one steady window and every disruption, in the order of the scenario", () => {
  const jobs = jobsOf({ disruptions: ["b", "a"], replications: 2, seed: "x" });
  expect(jobs.map(({ disruption, replication }) => `${replication}${disruption}`)).toEqual([
    "1",
    "1b",
    "1a",
    "2",
    "2b",
    "2a",
  ]);
});

test("the result is the same bytes for any order of arrival", async () => {
  const forwards = await runExperiment(scenario, { ...options, executor: inProcessExecutor(scenario) });
  const reversed = await runExperiment(scenario, { ...options, executor: backwards });
  expect(JSON.stringify(reversed)).toBe(JSON.stringify(forwards));
});

test("another seed gives another fingerprint", async () => {
  const fingerprint = async (seed: string) =>
    (await runExperiment(scenario, { ...options, seed, executor: backwards })).result.fingerprint;
  expect(await fingerprint("7")).toBe(await fingerprint("7"));
  expect(await fingerprint("7")).not.toBe(await fingerprint("8"));
});

test("a cancelled experiment keeps what is finished and says that it is partial", async () => {
  const cancellation = { aborted: false };
  const { result, runs } = await runExperiment(scenario, {
    ...options,
    executor: inProcessExecutor(scenario),
    cancellation,
    progress: (finished) => {
      cancellation.aborted = finished === 7;
    },
  });
  expect(result.partial).toEqual({ finished: 7, planned: 18 });
  expect(runs).toHaveLength(7);
  // jobs 1-3 and 4-6 are the first two replications, 7 the steady window of the third
  expect(result.disruptions.map(({ replications }) => replications)).toEqual([2, 2]);
});

test("a job that fails names itself", async () => {
  const failing: Executor = {
    run: async (jobs) => ({ job: jobs[1] as (typeof jobs)[number], message: "broken", details: "" }),
  };
  const { failure } = await runExperiment(scenario, { ...options, executor: failing });
  expect(failure).toMatchObject({ message: "broken", job: { replication: 1, seed: "7" } });
});

test("no number of the document is null or NaN", async () => {
  const { result } = await runExperiment(scenario, { ...options, executor: backwards });
  expect(JSON.stringify(result)).not.toContain("null");
});
