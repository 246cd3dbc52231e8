// What a lease may have besides: a watchdog, a fail-safe mode, an isolation check, an agent that outlives its database.
// Everything is constant; the phase of the loop is drawn.
import { describe, expect, it } from "vitest";
import { runOnce } from "../../sim/experiment/run-once.ts";
import type { LoggedEvent, RunResult } from "../../sim/experiment/run-result.ts";
import { aScenario, drills, metric, phaseOf } from "../support/scenarios.ts";

const FEW_WRITES = { "workload.db.arrivals": "{ kind: constant, mean: 10 /s }" };
/** s, when the disruption begins. */
const BEGIN = 5;

function told(faults: string, changes: Record<string, string>): { run: RunResult; events: LoggedEvent[] } {
  const events: LoggedEvent[] = [];
  const scenario = aScenario(faults, { ...FEW_WRITES, ...changes });
  const job = { disruption: "test", replication: 1, seed: "lease" };
  const run = runOnce(scenario, job, (event) => events.push(event));
  return { run, events };
}
const when = (events: readonly LoggedEvent[], name: string): number =>
  (events.find((event) => event.name === name && event.at >= BEGIN * 1e6)?.at ?? Number.NaN) / 1e6 - BEGIN;

describe("an agent that starts its database again in place", () => {
  const crash = (lasts: string): string => `[ { kind: node-crash, for: ${lasts} } ]`;

  it("keeps the lease while it waits: nobody is promoted, the outage is the crash and the restart", () => {
    const scenario = aScenario(crash("20 s"), { ...FEW_WRITES, "failover.primaryStart": "5 min" });
    for (const run of drills(scenario, 10)) expect(metric(run, "rtoAchievedSeconds")).toBeCloseTo(40, 0);
  });

  it("gives the lease back one to two rounds after its patience at the latest, one round where it has none", () => {
    const detections = (start: string): number[] => {
      const changes = { ...FEW_WRITES, "failover.primaryStart": start };
      return drills(aScenario(crash("5 min"), changes), 100).map((run) => phaseOf(run, "detect"));
    };
    // loop + primary_start_timeout + loop, in rounds of 10 s: 15 s of patience end with the second.
    const patient = detections("15 s");
    expect(Math.min(...patient)).toBeGreaterThan(20);
    expect(Math.min(...patient)).toBeLessThan(21);
    expect(Math.max(...patient)).toBeLessThanOrEqual(30);
    expect(Math.max(...patient)).toBeGreaterThan(29);
    const hasty = detections("0 s");
    expect(Math.max(...hasty)).toBeLessThanOrEqual(10);
    expect(Math.min(...hasty)).toBeLessThan(1);
  });

  it("dies with its host, and the lease runs out", () => {
    const scenario = aScenario("[ { kind: site-loss, site: a } ]", {
      ...FEW_WRITES,
      "failover.primaryStart": "5 min",
    });
    for (const run of drills(scenario, 5)) expect(phaseOf(run, "detect")).toBeGreaterThanOrEqual(20);
  });
});

describe("a watchdog", () => {
  const isolated = "[ { kind: partition, isolates: a, for: 2 min } ]";

  it("resets a primary that does not stop, before anybody else may lead: no split brain", () => {
    const without = told(isolated, { "failover.fencing": "none" });
    expect(metric(without.run, "splitBrainSeconds")).toBeGreaterThan(60);
    const { run, events } = told(isolated, {
      "failover.fencing": "none",
      "failover.watchdogDevice": "present",
    });
    expect(metric(run, "splitBrainSeconds")).toBe(0);
    // 5 s before the end of the lease.
    expect(when(events, "leaseLost") - when(events, "nodeWillStop")).toBeCloseTo(5, 5);
  });

  it("resets a primary that hangs for longer than ttl − margin since its last renewal, and no other", () => {
    const hang = (seconds: number): LoggedEvent[] =>
      told(`[ { kind: node-hang, for: ${seconds} s } ]`, { "failover.watchdogDevice": "present" }).events;
    expect(when(hang(14.9), "nodeWillStop")).toBeNaN();
    expect(when(hang(25), "nodeWillStop")).toBeLessThanOrEqual(25);
  });

  it("does nothing if it is off", () => {
    const changes = { "failover.watchdogDevice": "present", "failover.watchdog": "off" };
    expect(when(told("[ { kind: node-hang, for: 1 min } ]", changes).events, "nodeWillStop")).toBeNaN();
  });
});

describe("fail-safe mode", () => {
  const storeLost = "{ kind: site-loss, site: w, for: 3 min }";
  const votes = { "failover.votes": "[w]" };

  it("lets the primary go on without the store while every member answers", () => {
    expect(metric(told(`[ ${storeLost} ]`, votes).run, "rtoAchievedSeconds")).toBeGreaterThan(150);
    const { run } = told(`[ ${storeLost} ]`, { ...votes, "failover.failsafe": "true" });
    expect(metric(run, "rtoAchievedSeconds")).toBe(0);
  });

  it("ends when one of them no longer answers: at the next round and after the time-out of the question", () => {
    const faults = `[ ${storeLost}, { after: 1 min, kind: node-crash, node: db-b-1, for: 10 min } ]`;
    const changes = { ...votes, "failover.failsafe": "true", "failover.probeTimeout": "2 s" };
    const stopped = when(told(faults, changes).events, "writerStopped");
    expect(stopped).toBeGreaterThan(62);
    expect(stopped).toBeLessThanOrEqual(72);
  });
});

describe("an isolation check", () => {
  const check = { "failover.fencing": "isolation-check", "failover.isolation": "40 s" };

  it("stops a primary that is alone so late, although another has long been promoted", () => {
    const { run, events } = told("[ { kind: partition, isolates: a, for: 2 min } ]", check);
    expect(when(events, "writerStopped")).toBeCloseTo(40, 5);
    const led = when(events, "promoted");
    expect(metric(run, "splitBrainSeconds")).toBeGreaterThan(40 - led - 2);
    expect(metric(run, "splitBrainSeconds")).toBeLessThan(40 - led + 1);
  });

  it("lets a primary go on that has lost the store and sees a member", () => {
    const { events } = told("[ { kind: site-loss, site: w, for: 2 min } ]", {
      ...check,
      "failover.votes": "[w]",
    });
    expect(when(events, "writerStopped")).toBeNaN();
  });
});

describe("a candidate", () => {
  it("that lags more than maximumLag behind what the last holder has told the store is not promoted", () => {
    // 1 MB/s for up to a loop of 10 s is not in the store when the site goes; 4 s of stalled line are missing.
    const faults =
      "[ { kind: partition, between: [a, b], for: 10 min }, { after: 4 s, kind: site-loss, site: a } ]";
    const promoted = (lag: string, loop: string): number =>
      when(
        told(faults, {
          "workload.db.arrivals": "{ kind: constant, mean: 1000 /s }",
          "failover.maximumLag": lag,
          "failover.loop": loop,
          "failover.retry": "5 s",
        }).events,
        "promoted",
      );
    // Renewed every ms, so the store knows all of it.
    expect(promoted("3 MB", "1 ms")).toBeNaN();
    expect(promoted("5 MB", "1 ms")).toBeGreaterThan(0);
  });

  it("that is known to have everything acknowledged is promoted however far it lags, and nothing is lost", () => {
    const faults =
      "[ { kind: partition, between: [a, b], for: 10 min }, { after: 4 s, kind: site-loss, site: a } ]";
    const changes = { "failover.maximumLag": "1 B", "failover.loop": "1 ms", "failover.retry": "5 s" };
    const synchronous = told(faults, { ...changes, "replication.acknowledge": "{ kind: synchronous }" });
    expect(when(synchronous.events, "promoted")).toBeGreaterThan(0);
    expect(metric(synchronous.run, "lostTransactions")).toBe(0);
    expect(when(told(faults, changes).events, "promoted")).toBeNaN();
  });
});
