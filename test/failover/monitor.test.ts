// What a monitor wants beside failed probes, what it waits for before it promotes, and one that only observes.
import { expect, it } from "vitest";
import { runOnce } from "../../sim/experiment/run-once.ts";
import type { LoggedEvent, RunResult } from "../../sim/experiment/run-result.ts";
import { aScenario } from "../support/scenarios.ts";

function told(failover: string, faults: string, replication = 1) {
  const events: LoggedEvent[] = [];
  const scenario = aScenario(faults, {
    failover,
    "workload.db.arrivals": "{ kind: constant, mean: 20 /s }",
    "clusters.db.node.restart": "1 s",
    "run.limit": "5 min",
  });
  const job = { disruption: "test", replication, seed: "monitor" };
  const run: RunResult = runOnce(scenario, job, (event) => events.push(event));
  const after = events.filter(({ at }) => at > 5e6);
  const when = (name: string): number =>
    (after.find((event) => event.name === name)?.at ?? Number.NaN) / 1e6 - 5;
  return { run, when, names: after.map(({ name }) => name), texts: after.map(({ text }) => text) };
}
const quick = "interval: 1 s, timeout: 1 s, retries: 0, retryDelay: 0 s, promote: 0.2 s";
const keeper = `{ kind: monitor, at: w, ${quick}, confirm: monitor-only, unhealthyAfter: 20 s, reports: 1 s`;
const LOST = "[ { kind: site-loss, site: a } ]";

it("with a keeper, failed probes alone are no reason: its last report is to be old as well", () => {
  for (const replication of [1, 2, 3]) {
    const { when } = told(`${keeper} }`, LOST, replication);
    expect(when("primarySuspected")).toBeGreaterThan(19);
    expect(when("primarySuspected")).toBeLessThanOrEqual(20);
  }
  // Back within the time: nothing happens, and the time begins anew.
  const twice = "[ { kind: node-hang, for: 15 s }, { after: 16 s, kind: node-hang, for: 15 s } ]";
  expect(told(`${keeper} }`, twice).names).not.toContain("primarySuspected");
  expect(told(`${keeper} }`, "[ { kind: node-hang, for: 25 s } ]").names).toContain("promoted");
});

it("probes that get lost on a bad line are made up for by the keeper's reports", () => {
  const bad = "[ { kind: link-degradation, link: a-w, loss: 60 %, for: 1 min } ]";
  const lossy = quick.replace("timeout: 1 s", "timeout: 500 ms");
  const alone = `{ kind: monitor, at: w, ${lossy}, confirm: monitor-only, probe: datagram }`;
  expect(told(alone, bad).names).toContain("promoted");
  const both = told(`${keeper.replace(quick, lossy)}, probe: datagram }`, bad);
  expect(both.names).toContain("suspicionDropped");
  expect(both.names).not.toContain("promoted");
});

it("drains: whoever cannot be told is waited for, whoever is told is not", () => {
  const dead = told(`${keeper}, drain: 30 s }`, LOST);
  expect(dead.when("promoted") - dead.when("candidateChosen")).toBeCloseTo(30.2, 3);
  // One that runs, and is only seen badly, is told at once.
  const bad = "[ { kind: link-degradation, link: a-w, loss: 60 %, for: 1 min } ]";
  const fenced = `{ kind: monitor, at: w, ${quick}, confirm: monitor-only, probe: datagram, drain: 30 s }`;
  const alive = told(fenced, bad);
  expect(alive.when("promoted") - alive.when("candidateChosen")).toBeCloseTo(0.2, 3);
});

it("a primary that shows itself before the other one leads is told, unless nothing is fenced", () => {
  const slow = `{ kind: monitor, at: w, ${quick.replace("promote: 0.2 s", "promote: 20 s")}, confirm: monitor-only, fence: `;
  const hangs = "[ { kind: node-hang, for: 10 s } ]";
  const fenced = told(`${slow}reachable }`, hangs);
  expect(fenced.when("writerStopped")).toBe(10);
  expect(fenced.when("promoted")).toBeGreaterThan(20);
  expect(fenced.run.values.lostTransactions).toBe(0);
  expect(told(`${slow}none }`, hangs).run.values.lostTransactions).toBeGreaterThan(9 * 20);
});

it("only observing, it says whom it would promote and when, once, and promotes nobody", () => {
  const acts = told(`{ kind: monitor, at: w, ${quick} }`, LOST);
  const observes = told(`{ kind: monitor, at: w, ${quick}, observeOnly: true }`, LOST);
  expect(observes.names).not.toContain("promoted");
  expect(observes.run.recovered).toBe(false);
  expect(observes.texts.filter((text) => text.includes("it would promote db-b-1"))).toHaveLength(1);
  expect(observes.when("suspicionDropped")).toBe(acts.when("candidateChosen"));
});

it("no second failover within the block, as Orchestrator's recovery period", () => {
  const block = `{ kind: monitor, at: w, ${quick}, block: 2 min }`;
  const twice = "[ { kind: site-loss, site: a, for: 20 s }, { after: 1 min, kind: site-loss, site: b } ]";
  const { names, when } = told(block, twice);
  expect(names.filter((name) => name === "promoted")).toHaveLength(2);
  expect(when("electionBlocked")).toBeGreaterThan(60);
  expect(told(block.replace("2 min", "0 s"), twice).names).not.toContain("electionBlocked");
});
