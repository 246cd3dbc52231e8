// What is too rare to count, against its closed form: a pair of servers, both broken at once.
import { expect, test } from "vitest";
import type { Executor } from "../../sim/experiment/executor.ts";
import { inProcessExecutor } from "../../sim/experiment/in-process-executor.ts";
import { runOutlook } from "../../sim/experiment/run-outlook.ts";
import { chunkRunner } from "../../sim/experiment/worker-protocol.ts";
import { nothingFails } from "../support/failures.ts";
import { aScenario } from "../support/scenarios.ts";

/** Each server breaks once in 200 years and is replaced after two days; nothing else ever fails. */
const pair = aScenario("[{ kind: site-loss, site: a }]", {
  ...nothingFails,
  "failures.inputs": "exact",
  "failures.coverage": "{ fresh: 100 %, floor: 100 % }",
  "failures.server-failure": "{ every: 1752000 h, repair: { kind: exponential, mean: 2 d } }",
});
const options = { identity: { sha256: "0" }, years: 60, yearsPerReplication: 0.2, seed: "7" } as const;

test("both servers of a pair broken: the interval covers the closed form, where counting finds nothing", async () => {
  const { result } = await runOutlook(pair, { ...options, rare: 7, executor: inProcessExecutor(pair) });
  const row = result.rare?.rows.find(({ of, seconds }) => of === "outage" && seconds === 900);
  const { weighted, counted, method } = row ?? {};
  // Either breaks while the other is being replaced: 2 λ² m. A quarter of an hour of two days: less than one in a hundred
  // such outages is over before.
  const exact = (2 * (2 / 365)) / (200 * 200);
  expect(method).toBe("balanced");
  expect(counted?.n).toBe(0);
  console.log(
    `2.7e-7 a year: ${weighted?.mean} [${weighted?.low}, ${weighted?.high}], effective samples ${weighted?.effectiveSamples}, largest weight ${weighted?.largestWeightShare}`,
  );
  expect(weighted?.effectiveSamples).toBeGreaterThan(100);
  expect(weighted?.low).toBeLessThan(exact);
  expect(weighted?.high).toBeGreaterThan(0.99 * exact);
  expect((weighted?.high ?? 1) / (weighted?.low ?? 0)).toBeLessThan(2);
  // Below one in a million years digits are only for inputs that are declared exact, as these are.
  expect(row?.printed.kind).toBe("value");
});

test("the same bytes whoever does the trials, in blocks that come back in any order", async () => {
  const backwards: Executor = {
    async run(jobs, deliver) {
      const { results } = chunkRunner(pair)([...jobs].reverse());
      results.forEach((result, i) => {
        deliver(jobs.length - 1 - i, result);
      });
      return undefined;
    },
  };
  const of = async (executor: Executor): Promise<string> =>
    JSON.stringify((await runOutlook(pair, { ...options, years: 8, rare: 4, executor })).result.rare);
  const one = await of(inProcessExecutor(pair));
  expect(await of(backwards)).toBe(one);
  const { rows, pilotTrials, trials } = JSON.parse(one);
  expect(rows).toHaveLength(10);
  expect(pilotTrials + trials).toBeGreaterThan(250);
});

test("years that are too few for a pilot say nothing of what is rare", async () => {
  const { result } = await runOutlook(pair, {
    ...options,
    years: 2,
    rare: 1,
    executor: inProcessExecutor(pair),
  });
  expect(result.rare).toBeUndefined();
});
