// A backup on the line that carries the heartbeats: it may cause a failover that nobody needed.
import { expect, it } from "vitest";
import { runOnce } from "../../sim/experiment/run-once.ts";
import type { RunResult } from "../../sim/experiment/run-result.ts";
import { scenarioOf } from "../scenarios/shipped.ts";

const NAME = "backup-on-the-line";
const SHIPPED = scenarioOf(NAME);
const PRIORITY = scenarioOf(NAME, ["links.north-south.priority=heartbeats"]);

const runs = (scenario: typeof SHIPPED, disruption: string): RunResult[] =>
  (["transaction", "fluid"] as const).flatMap((resolution) =>
    [1, 2, 3].map((replication) => runOnce(scenario, { disruption, replication, seed: "42", resolution })),
  );
const outages = (results: readonly RunResult[]): number[] =>
  results.map(({ values }) => values.rtoAchievedSeconds as number);

it("a copy that fills the only line keeps back the renewals: the other site is promoted, and what it lacks is lost", () => {
  const results = runs(SHIPPED, "backup");
  for (const { phases } of results) expect(phases.map(({ name }) => name)).toContain("promote");
  // A renewal is retried for 10 s; then the primary steps down, although it lacks nothing.
  for (const { phases } of results)
    expect(phases.find(({ name }) => name === "detect")?.micros).toBeGreaterThanOrEqual(10e6);
  expect(results.some(({ values }) => (values.lostTransactions ?? 0) > 0)).toBe(true);
});

it("with priority for heartbeats the same copy causes no outage", () => {
  expect(outages(runs(PRIORITY, "backup"))).toEqual(Array(6).fill(0));
});

it("a copy below the bandwidth of the line, or on another line, causes none either", () => {
  expect(outages(runs(SHIPPED, "slow-backup"))).toEqual(Array(6).fill(0));
  expect(outages(runs(SHIPPED, "other-line"))).toEqual(Array(6).fill(0));
});
