// Modes that give up waiting, each by its own clock, with the instant at which zero loss ended and who was told; in both
// planes. The line is cut at 5 s; 20 writes a second.
import { describe, expect, it } from "vitest";
import { runOnce } from "../../sim/experiment/run-once.ts";
import type { LoggedEvent, RunResult } from "../../sim/experiment/run-result.ts";
import type { Resolution } from "../../sim/model/build.ts";
import { aScenario, metric } from "../support/scenarios.ts";

const CUT = 5;
const play = (
  acknowledge: string,
  {
    faults = "[ { kind: link-cut, link: wan, for: 2 min } ]",
    changes = {},
    resolution = "transaction" as Resolution,
  },
): { run: RunResult; at: (name: string) => number; all: (name: string) => LoggedEvent[] } => {
  const events: LoggedEvent[] = [];
  const scenario = aScenario(faults, {
    "replication.acknowledge": acknowledge,
    "workload.db.arrivals": "{ kind: constant, mean: 20 /s }",
    // Nobody takes over: the mode alone decides.
    failover: "{ kind: none }",
    ...changes,
  });
  const job = { disruption: "test", replication: 1, seed: "modes", resolution };
  const run = runOnce(scenario, job, (event) => events.push(event));
  const all = (name: string): LoggedEvent[] => events.filter((event) => event.name === name);
  return { run, all, at: (name) => (all(name)[0]?.at ?? Number.NaN) / 1e6 - CUT };
};

describe.each<Resolution>(["transaction", "fluid"])("%s", (resolution) => {
  it("maximum availability gives up after NetTimeout, and looks for the standby once in so long", () => {
    const { at, run } = play("{ kind: data-guard, mode: max-availability, reopen: 50 s }", { resolution });
    // The oldest unanswered write is 50 ms from the cut at most.
    expect(at("synchronyDegraded")).toBeGreaterThan(29.95);
    expect(at("synchronyDegraded")).toBeLessThan(30.05);
    // It looks at 80 and 130 s; the line is back at 120 s and the stream has caught up by then.
    expect(at("synchronyRestored")).toBeGreaterThan(129.9);
    expect(at("synchronyRestored")).toBeLessThan(131);
    // Nobody was ever told: silent from one to the other.
    const silent = at("synchronyRestored") - at("synchronyDegraded");
    expect(metric(run, "silentExposureSeconds")).toBeCloseTo(silent, 5);
  });

  it("maximum protection shuts the primary down, and it starts when a standby can be reached", () => {
    const { at, run } = play("{ kind: data-guard, mode: max-protection }", { resolution });
    expect(at("primaryShutDown")).toBeGreaterThan(29.95);
    expect(at("primaryShutDown")).toBeLessThan(30.05);
    expect(Number.isNaN(at("synchronyDegraded"))).toBe(true);
    // 2 min of cut and 20 s of restart; nothing was ever acknowledged that the standby lacks.
    expect(metric(run, "rtoAchievedSeconds")).toBeGreaterThan(138);
    expect(metric(run, "rtoAchievedSeconds")).toBeLessThan(143);
    expect(run.values.silentExposureSeconds).toBeUndefined();
  });

  it("a silent secondary is left out after the session time-out, whether or not anybody commits", () => {
    const { at, all } = play("{ kind: availability-group }", {
      resolution,
      changes: { "workload.db.arrivals": "{ kind: constant, mean: 0.01 /s }" },
    });
    expect(at("synchronyDegraded")).toBe(10);
    expect(all("synchronyRestored")).toHaveLength(1);
  });

  it("below the required number of secondaries nothing commits", () => {
    const { all, run } = play("{ kind: availability-group, required: 1 }", { resolution });
    expect(all("synchronyDegraded")).toEqual([]);
    expect(metric(run, "rtoAchievedSeconds")).toBeGreaterThan(115);
  });

  it("of two secondaries only the silent one is left out: zero loss holds", () => {
    const { all, run } = play("{ kind: availability-group }", {
      resolution,
      changes: { "clusters.db.members": "{ a: 2, b: 1 }" },
    });
    expect(all("synchronyDegraded")).toEqual([]);
    expect(metric(run, "silentExposureSeconds")).toBe(0);
    // Blocked for the session time-out, then answered by the other.
    expect(metric(run, "rtoAchievedSeconds")).toBeGreaterThan(7.5);
    expect(metric(run, "rtoAchievedSeconds")).toBeLessThan(10.1);
  });

  it("DR Auto-Sync: sync, async after 60 s, recovering when the other city is back, sync", () => {
    const { all, at, run } = play("{ kind: dr-auto-sync, noticedAfter: 20 s }", {
      resolution,
      changes: { "workload.db.transaction.log": "100 KB" },
    });
    expect(at("synchronyDegraded")).toBe(60);
    expect(at("degradationNoticed")).toBe(80);
    expect(at("resynchronisationBegan")).toBeGreaterThanOrEqual(120);
    expect(at("synchronyRestored")).toBeGreaterThan(at("resynchronisationBegan"));
    expect(all("synchronyDegraded")).toHaveLength(1);
    expect(metric(run, "silentExposureSeconds")).toBe(20);
  });

  it("a bound on the age holds commits while the only secondary is older, and loses no more than that", () => {
    const faults = "[ { kind: link-cut, link: wan }, { kind: site-loss, site: a, after: 2 min } ]";
    const failover = "{ kind: manual, notice: 10 s, decide: 10 s, fence: 1 s, act: 1 s }";
    const { all, run } = play("{ kind: bounded-lag, rpo: 30 s }", {
      resolution,
      faults,
      changes: { failover },
    });
    expect(all("synchronyDegraded")).toEqual([]);
    // 20 writes a second for 30 s, and what was on the wire.
    expect(metric(run, "lostTransactions")).toBeGreaterThan(595);
    expect(metric(run, "lostTransactions")).toBeLessThan(606);
  });
});
