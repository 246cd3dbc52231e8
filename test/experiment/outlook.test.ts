// Outlooks of a few days on single writes: short, but with everything in them.
import { expect, test } from "vitest";
import type { Executor } from "../../sim/experiment/executor.ts";
import { inProcessExecutor } from "../../sim/experiment/in-process-executor.ts";
import { outlookJobs } from "../../sim/experiment/outlook-job.ts";
import { replayIncident } from "../../sim/experiment/replay-incident.ts";
import { runOutlook } from "../../sim/experiment/run-outlook.ts";
import { chunkRunner } from "../../sim/experiment/worker-protocol.ts";
import { nothingFailsTexts } from "../support/failures.ts";
import { aSmallScenario } from "./runs.ts";

/** A primary that crashes every other day, and nothing else that fails. */
const scenario = aSmallScenario(
  ...nothingFailsTexts,
  "failures.node-crash={ every: 36 h, repair: 10 min }",
  "failures.link-cut={ every: 60 h, repair: 2 h }",
  "workload.orders.arrivals.mean=1 /s",
  "expect.0=downtime mean <= 30 d",
);
const options = {
  identity: { sha256: "0" },
  years: 0.12,
  yearsPerReplication: 0.02, // a week
  seed: "7",
  resolution: "transaction",
} as const;

const backwards: Executor = {
  async run(jobs, deliver) {
    const { results } = chunkRunner(scenario)([...jobs].reverse());
    results.forEach((result, i) => {
      deliver(jobs.length - 1 - i, result);
    });
    return undefined;
  },
};

test("the document is the same bytes for blocks of any size, in any order of arrival", async () => {
  const of = async (executor: Executor, blockSize: number): Promise<string> =>
    JSON.stringify(await runOutlook(scenario, { ...options, executor, blockSize }));
  const one = await of(inProcessExecutor(scenario), 1);
  expect(await of(backwards, 1)).toBe(one);
  expect(await of(inProcessExecutor(scenario), 4)).toBe(one);
  expect(one).not.toContain("null");
  const { result } = JSON.parse(one);
  expect(result).toMatchObject({ question: "outlook", replications: 6, seed: "7" });
  expect(result.simulatedYears).toBeCloseTo(0.12, 9);
  expect(result.disruptions.map(({ name }: { name: string }) => name).sort()).toEqual([
    "link-cut",
    "node-crash",
  ]);
});

test("what adds up adds up: incidents, downtime and its shares", async () => {
  const { result } = await runOutlook(scenario, { ...options, executor: inProcessExecutor(scenario) });
  const { metrics, disruptions, contributions, simulatedYears: years } = result;
  const incidents = disruptions.reduce((sum, each) => sum + each.incidents, 0);
  expect(metrics.incidentsPerYear?.mean).toBeCloseTo(incidents / years, 6);
  const downtime = contributions.reduce((sum, each) => sum + each.downtimeSecondsPerYear, 0);
  expect(metrics.downtimeSecondsPerYear?.mean ?? 0).toBeGreaterThan(0);
  expect(downtime).toBeCloseTo(metrics.downtimeSecondsPerYear?.mean ?? 0, 3);
  const shares = contributions.reduce((sum, each) => sum + (each.downtimeShare ?? 0), 0);
  expect(shares).toBeCloseTo(1, 9);
  // Nothing here is planned.
  expect(metrics.unplannedDowntimeSecondsPerYear?.mean).toBe(metrics.downtimeSecondsPerYear?.mean);
});

test("an objective on years is judged, one on a single incident is a drill's", async () => {
  const { result } = await runOutlook(scenario, { ...options, executor: inProcessExecutor(scenario) });
  // Six replications are too few for an interval, and the bound on the mean knows no upper end but all of the time.
  expect(result.objectives[0]?.verdict).toMatch(/met|undecided/);
  const other = aSmallScenario(...nothingFailsTexts, "workload.orders.arrivals.mean=1 /s");
  const outcome = await runOutlook(other, {
    ...options,
    years: 0.02,
    executor: inProcessExecutor(other),
  });
  expect(outcome.result.objectives[0]).toMatchObject({ verdict: "not-evaluated" });
});

test("an incident of the list of the worst can be had again, with the same outage", async () => {
  const { result } = await runOutlook(scenario, { ...options, executor: inProcessExecutor(scenario) });
  const [worst] = result.worst;
  if (!worst) throw new Error("this outlook has no incident");
  const { incident, events, causes } = replayIncident(scenario, {
    ...options,
    replication: worst.replication,
    incident: worst.incident,
  });
  expect((incident?.downtime ?? 0) / 1e6).toBe(worst.downtimeSeconds);
  expect(causes).toEqual(worst.causes);
  expect(events[0]).toMatchObject({ name: "faultBegan", at: incident?.begin });
  expect(events.every(({ at }) => at >= (incident?.begin ?? 0) && at <= (incident?.end ?? 0))).toBe(true);
});

test("a cancelled outlook keeps what is finished and says that it is partial", async () => {
  const cancellation = { aborted: false };
  const { result } = await runOutlook(scenario, {
    ...options,
    blockSize: 2,
    executor: inProcessExecutor(scenario),
    cancellation,
    progress: (finished) => {
      cancellation.aborted = finished > 0.03;
    },
  });
  expect(result.partial).toEqual({ finished: 2, planned: 6 });
  expect(result.simulatedYears).toBeCloseTo(0.04, 9);
});

test("nothing finished is a result, too", async () => {
  const { result } = await runOutlook(scenario, {
    ...options,
    executor: inProcessExecutor(scenario),
    cancellation: { aborted: true },
  });
  expect(result).toMatchObject({ partial: { finished: 0, planned: 6 }, simulatedYears: 0, metrics: {} });
  expect(JSON.stringify(result)).not.toContain("null");
});

test("blocks share out all replications, whatever their size", () => {
  const order = { years: 1000, seed: "1", resolution: "fluid", areInputsExact: false } as const;
  for (const blockSize of [1, 3, 7, 50, 1000]) {
    const jobs = outlookJobs({ ...order, blockSize });
    const all = jobs.flatMap(({ firstReplication, replications }) =>
      Array.from({ length: replications }, (_, i) => firstReplication + i),
    );
    expect(all).toEqual(Array.from({ length: 50 }, (_, i) => i + 1));
    expect(new Set(jobs.map(({ years, inputDraws }) => `${years} ${inputDraws}`)).size).toBe(1);
  }
});

test("uncertain inputs are drawn for each of a few replications, later for five of them at a time", () => {
  const draws = (years: number) =>
    outlookJobs({ years, seed: "1", resolution: "fluid", areInputsExact: false })[0]?.inputDraws;
  expect([20, 60, 980, 1000, 2000, 10_000, 1e6].map(draws)).toEqual([1, 3, 49, 10, 20, 100, 100]);
});

test("fewer years than a replication has are one shorter replication", () => {
  const order = { seed: "1", resolution: "fluid", areInputsExact: true } as const;
  expect(outlookJobs({ ...order, years: 3 })).toMatchObject([{ years: 3, replications: 1, inputDraws: 1 }]);
  expect(outlookJobs({ ...order, years: 30 })).toHaveLength(2);
  expect(outlookJobs({ ...order, years: 30 })[0]?.years).toBe(15);
});
