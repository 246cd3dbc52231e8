// Nothing is broken but a line that loses packets, or is slow: what follows from taking the living for dead.
import { expect, it } from "vitest";
import { runOnce } from "../../sim/experiment/run-once.ts";
import type { LoggedEvent, RunResult } from "../../sim/experiment/run-result.ts";
import { aScenario } from "../support/scenarios.ts";

function told(faults: string, failover: string): { run: RunResult; events: LoggedEvent[]; names: string[] } {
  const events: LoggedEvent[] = [];
  const scenario = aScenario(faults, {
    failover,
    "workload.db.arrivals": "{ kind: constant, mean: 50 /s }",
    "run.limit": "5 min",
  });
  const run = runOnce(scenario, { disruption: "test", replication: 1, seed: "false" }, (event) =>
    events.push(event),
  );
  const later = events.filter(({ at }) => at >= 5e6);
  return { run, events: later, names: later.map(({ name }) => name) };
}
const monitor = (rest: string): string =>
  `{ kind: monitor, at: w, interval: 1 s, timeout: 500 ms, retries: 1, retryDelay: 0 s, probe: datagram, ${rest} }`;
const bad = "[ { kind: link-degradation, link: a-w, loss: 60 %, for: 1 min } ]";

it("a monitor that sees badly promotes a standby and fences the primary, which was well: an outage out of nothing", () => {
  const { run, events, names } = told(bad, monitor("confirm: monitor-only, fence: reachable"));
  const order = ["primarySuspected", "candidateChosen", "writerStopped", "promoted"];
  expect(order.map((name) => names.indexOf(name))).toEqual(
    [...order.map((name) => names.indexOf(name))].sort((a, b) => a - b),
  );
  expect(names.filter((name) => name === "promoted")).toHaveLength(1);
  // The node was never down.
  expect(events.some(({ name, subject }) => name === "nodeStateChanged" && subject === "db-a-1")).toBe(false);
  expect(run.values.rtoAchievedSeconds).toBeGreaterThan(0);
  expect(run.values.splitBrainSeconds).toBe(0);
});

it("without a fence the primary, which was well, goes on beside the new one until it is told", () => {
  const { run } = told(bad, monitor("confirm: monitor-only, fence: none"));
  expect(run.values.splitBrainSeconds).toBeLessThan(1);
  expect(run.recovered).toBe(true);
});

it("a standby that hears the primary saves it from a monitor that sees badly", () => {
  const { run, names } = told(bad, monitor("confirm: with-standbys"));
  expect(names).toContain("suspicionDropped");
  expect(names).not.toContain("promoted");
  expect(run.values.rtoAchievedSeconds).toBe(0);
});

it("a line whose round trip outlasts the time-out is as good as cut", () => {
  const slow = "[ { kind: link-degradation, link: a-w, addedDelay: 250 ms, for: 1 min } ]";
  const { names } = told(slow, monitor("confirm: monitor-only, fence: reachable"));
  expect(names).toContain("promoted");
  const quicker = "[ { kind: link-degradation, link: a-w, addedDelay: 200 ms, for: 1 min } ]";
  expect(told(quicker, monitor("confirm: monitor-only, fence: reachable")).names).not.toContain("promoted");
});

it("a holder whose renewals get lost steps down, and goes on when one gets through, or loses its lease", () => {
  const lease =
    "{ kind: lease, storeLeader: w, votes: [w], ttl: 9 s, loop: 3 s, retry: 3 s, race: 0.5 s, promote: 0.2 s }";
  const { run, events } = told("[ { kind: link-degradation, link: a-w, loss: 80 %, for: 2 min } ]", lease);
  const stops = events.filter(({ name }) => name === "writerStopped");
  expect(stops.length).toBeGreaterThan(0);
  // Whoever steps down writes again 0.2 s after a renewal that gets through, which is at a tick of the loop, or
  // another does: never at the same instant.
  const starts = events.filter(({ name }) => name === "writerStarted").map(({ at }) => at);
  for (const { at } of stops) expect(starts).not.toContain(at);
  expect(run.recovered).toBe(true);
  expect(run.values.splitBrainSeconds).toBe(0);
});
