import { expect, it } from "vitest";
import { runOnce } from "../../sim/experiment/run-once.ts";
import { loadScenarioOrThrow } from "../../sim/scenario/load.ts";

const lossWith = (storage: "intact" | "destroyed", beijing: number) => {
  const members = beijing > 0 ? "{ shanghai: 2, beijing: 1 }" : "{ shanghai: 2 }";
  const scenario = loadScenarioOrThrow(`
twinsite: 1
title: Nobody takes over
run: { limit: 1 min }
sites: { shanghai: {}, beijing: {} }
links: { line: { between: [shanghai, beijing], bandwidth: 1 Gbit/s, rtt: 27 ms } }
clusters: { orders: { members: ${members} } }
failover: { kind: none }
workload: { orders: { arrivals: { kind: constant, mean: 1000 /s } } }
disruptions: { gone: [ { kind: site-loss, site: shanghai, inFlight: lost, storage: ${storage} } ] }
`);
  return runOnce(scenario, { disruption: "gone", replication: 1, seed: "7" });
};

it("with the disks destroyed at least what no other site has is lost, though nobody took over", () => {
  const { values, censored } = lossWith("destroyed", 1);
  // Beijing is 13.5 ms away, a write comes every millisecond and takes a few tenths to be flushed.
  expect(values.lostTransactions).toBeGreaterThanOrEqual(12);
  expect(values.lostTransactions).toBeLessThanOrEqual(14);
  expect(values.destroyedTransactions).toBe(values.lostTransactions);
  expect(censored).toEqual(expect.arrayContaining(["lostTransactions", "rpoAchievedSeconds"]));
});

it("with no other copy everything that was acknowledged is lost", () => {
  const { values, censored } = lossWith("destroyed", 0);
  expect(values.lostTransactions).toBeGreaterThan(1000);
  expect(censored).toContain("lostTransactions");
});

it("with the disks intact nothing is lost by waiting", () => {
  const { values, censored } = lossWith("intact", 1);
  expect(values.lostTransactions).toBe(0);
  expect(censored).not.toContain("lostTransactions");
});
