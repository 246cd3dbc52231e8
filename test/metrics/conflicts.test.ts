import { expect, it } from "vitest";
import { runOnce } from "../../sim/experiment/run-once.ts";
import { loadScenarioOrThrow } from "../../sim/scenario/load.ts";

const scenario = loadScenarioOrThrow(`
twinsite: 1
title: Two sides that both write
sites: { a: {}, b: {} , w: { role: witness } }
links:
  ab: { between: [a, b], bandwidth: 1 Gbit/s, rtt: 10 ms }
  aw: { between: [a, w], bandwidth: 1 Gbit/s, rtt: 10 ms }
  bw: { between: [b, w], bandwidth: 1 Gbit/s, rtt: 10 ms }
clusters: { orders: { members: { a: 1, b: 1 } } }
replication: { shape: two-way, reconnect: 0 s }
failover: { kind: lease, preset: patroni }
clients: { ca: { near: a, share: 50 % }, cb: { near: b, share: 50 % } }
workload: { orders: { arrivals: { kind: poisson, mean: 400 /s }, keys: 10000 } }
disruptions: { cut: [ { kind: partition, between: [a, b], for: 2 min } ] }
`);

it("a cut overwrites, of each row, every write of the side that did not write last", () => {
  const runs = [1, 2, 3, 4].map((replication) =>
    runOnce(scenario, { disruption: "cut", replication, seed: "7" }),
  );
  const mean =
    runs.reduce((sum, { values }) => sum + (values.overwrittenTransactions as number), 0) / runs.length;
  // 400 writes/s on 10,000 rows for T = 120 s and two round trips to connect again: m = 0.04 × 120.02
  // writes a row, each from either side with probability 1/2. Of N writes of a row the last wins; of the other N − 1 half
  // are of the other side: 10,000 × (m − 1 + e^−m) / 2 = 19,050. What was written just before or after the cut adds less
  // than 0.1 %. The standard deviation of a run is about 140, of the mean 70: 1.5 % is four of them.
  const m = 0.04 * 120.02;
  const expected = (10_000 * (m - 1 + Math.exp(-m))) / 2;
  expect(Math.abs(mean - expected)).toBeLessThan(0.015 * expected);
});

it("while nothing breaks, conflicts come at the rate of two writes within the way between the sides", () => {
  const runs = Array.from({ length: 30 }, (_, i) =>
    runOnce(scenario, { disruption: "", replication: i + 1, seed: "7" }),
  );
  const mean = runs.reduce((sum, { values }) => sum + (values.conflictRate as number), 0) / runs.length;
  // 2 × 200 × 200 / 10,000 × (5 ms + flush and sending, 0.5 ms) = 0.044 /s; 600 s give 26 ± 5: four deviations.
  expect(mean).toBeGreaterThan(0.044 - 0.034);
  expect(mean).toBeLessThan(0.044 + 0.034);
});
