// An overload that outlives its cause: 10 processors do 1000 writes a second, 800 are asked, and for 10 s everything
// takes 4 times as long. That leaves 5000 writes in the queue, all it holds. What waits longer than clients do (2 s) is
// done in vain.
import { expect, it } from "vitest";
import { aModel, aScenario, at } from "../support/scenarios.ts";

/** Writes answered in time, a second, over the third minute: the cause went after 15 s. */
function servedInTime(retry: string): number {
  const scenario = aScenario("[ { kind: slow-node, service: 4, flush: 1, for: 10 s } ]", {
    failover: "{ kind: none }",
    "clusters.db.node": "{ flush: 0.5 ms, service: 10 ms, servers: 10, connections: 100000, queue: 5000 }",
    "clients.all.near": "a",
    "clients.all.retry": retry,
    "workload.db.arrivals": "{ kind: poisson, mean: 800 /s }",
    "run.limit": "3 min",
    "run.stableFor": "175 s",
  });
  const model = aModel(scenario);
  let inTime = 0;
  model.world.plane.observe({
    looksRegularly: false,
    answered: (_, instant, __, client) => {
      if (instant >= at(120) && instant < at(180) && client <= 2e6) inTime++;
    },
    rounded: () => {},
  });
  model.run();
  return inTime / 60;
}

it("without another attempt the queue drains in 15 s, at the 200 a second that are left, and all are served", () => {
  // 48,000 writes, give or take 219: 4 standard errors are 1.8 %.
  expect(Math.abs(servedInTime("{ delay: 1 s }") - 800)).toBeLessThan(15);
});

it("with another attempt a second later nobody is ever served again", () => {
  // Every write that fails is asked twice: 1600 a second, and the queue stays full, 5 s long.
  expect(servedInTime("{ times: 1, delay: 1 s }")).toBe(0);
});

it("with that attempt spread over five minutes all are served, and those who come back as well", () => {
  // Some 20,000 have failed by the time the queue is short again; of those some 70 come back in a second, within the 200.
  const served = servedInTime("{ times: 1, delay: { kind: uniform, from: 10 s, to: 5 min } }");
  expect(served).toBeGreaterThan(800 + 35);
  expect(served).toBeLessThan(1000);
});
