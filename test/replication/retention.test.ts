// What becomes of a standby that lags, and of the primary that keeps log for it; in both planes. 1 KB of log 100 times a
// second is 100 KB/s; the line is cut at 5 s for 2 minutes.
import { describe, expect, it } from "vitest";
import { runOnce } from "../../sim/experiment/run-once.ts";
import type { LoggedEvent, RunResult } from "../../sim/experiment/run-result.ts";
import type { Resolution } from "../../sim/model/build.ts";
import { loadScenario } from "../../sim/scenario/load.ts";
import { aScenario, metric } from "../support/scenarios.ts";

const play = (
  changes: Readonly<Record<string, string>>,
  resolution: Resolution,
  faults = "[ { kind: link-cut, link: wan, for: 2 min } ]",
): { run: RunResult; at: (name: string) => number; told: string } => {
  const events: LoggedEvent[] = [];
  const scenario = aScenario(faults, {
    "workload.db.arrivals": "{ kind: constant, mean: 100 /s }",
    "clusters.db.dataset": "1 GB",
    failover: "{ kind: none }",
    "run.limit": "1 h",
    ...changes,
  });
  const run = runOnce(scenario, { disruption: "test", replication: 1, seed: "slots", resolution }, (event) =>
    events.push(event),
  );
  const at = (name: string): number =>
    (events.find((event) => event.name === name)?.at ?? Number.NaN) / 1e6 - 5;
  return { run, at, told: events.map(({ text }) => text).join("\n") };
};

describe.each<Resolution>(["transaction", "fluid"])("%s", (resolution) => {
  it("a standby that lags beyond what is kept is copied anew; the primary goes on", () => {
    const { at, run } = play({ "clusters.db.retention": "6 MB" }, resolution);
    // 6 MB are a minute of log.
    expect(at("logOverrun")).toBeGreaterThan(59.5);
    expect(at("logOverrun")).toBeLessThan(60.5);
    expect(at("copyBegan")).toBeGreaterThanOrEqual(120);
    expect(at("copyFinished")).toBeGreaterThan(at("copyBegan"));
    expect(metric(run, "rtoAchievedSeconds")).toBe(0);
  });

  it("a slot without a limit fills the disk: the primary stops until people drop the slot", () => {
    const { at, run, told } = play(
      { "clusters.db.retention": "unlimited", "clusters.db.disk": "{ room: 6 MB, makeRoom: 10 min }" },
      resolution,
    );
    expect(at("primaryShutDown")).toBeGreaterThan(59.5);
    expect(at("primaryShutDown")).toBeLessThan(60.5);
    expect(told).toContain("its disk is full of log kept for db-b-1 (clusters.db.retention)");
    // 10 min until there is room, and 20 s of restart; the standby is copied anew.
    expect(metric(run, "rtoAchievedSeconds")).toBeGreaterThan(618);
    expect(metric(run, "rtoAchievedSeconds")).toBeLessThan(623);
    expect(at("copyFinished")).toBeGreaterThan(660);
    expect(metric(run, "lostTransactions")).toBe(0);
  });

  it("with room enough the standby catches up, and nothing is copied", () => {
    const { at, run } = play(
      { "clusters.db.retention": "unlimited", "clusters.db.disk": "{ room: 20 MB }" },
      resolution,
    );
    expect([at("primaryShutDown"), at("copyBegan"), at("logOverrun")]).toEqual([
      Number.NaN,
      Number.NaN,
      Number.NaN,
    ]);
    expect(metric(run, "rtoAchievedSeconds")).toBe(0);
  });

  it("an old primary that wrote past the fork is rewound; one whose history is not kept any more is copied", () => {
    const failover = "{ kind: manual, notice: 5 s, decide: 5 s, fence: 0 s, act: 0 s }";
    const faults = "[ { kind: site-loss, site: a, inFlight: lost, for: 5 min } ]";
    const kept = play({ failover }, resolution, faults);
    expect(kept.at("rewindBegan")).toBeGreaterThan(300);
    // 15 s of rewinding, as configured.
    expect(kept.at("rewound") - kept.at("rewindBegan")).toBeCloseTo(15, 5);
    expect(kept.at("copyBegan")).toBeNaN();
    // It was cut off alone, and wrote 12 MB that nobody has: of 5 MB it has the log, not of all of them.
    const alone = "[ { kind: partition, isolates: a, for: 2 min } ]";
    const lease = "{ kind: lease, fencing: none, storeLeader: w, ttl: 30 s, maximumLag: 1 GB }";
    const lone = { failover: lease, "clients.all.near": "a", "clients.all.lifetime": "100000 d" };
    const split = play({ ...lone, "clusters.db.retention": "20 MB" }, resolution, alone);
    expect([split.at("rewindBegan") > 0, split.at("copyBegan") > 0]).toEqual([true, false]);
    const gone = play({ ...lone, "clusters.db.retention": "5 MB" }, resolution, alone);
    expect([gone.at("rewindBegan") > 0, gone.at("copyBegan") > 0]).toEqual([false, true]);
  });
});

it("log kept without end on a disk of no size is warned of, and so is a limit that does not fit", () => {
  const text = (cluster: string): string => `
twinsite: 1
title: Kept log
sites: { a: {}, b: {} }
links: { wan: { between: [a, b], bandwidth: 1 Gbit/s, rtt: 10 ms } }
clusters: { db: { members: { a: 1, b: 1 }, ${cluster} } }
clients: { all: { near: a, redirect: { kind: proxy } } }
workload: { db: { arrivals: { kind: constant, mean: 1 /s } } }
`;
  const codes = (cluster: string): readonly string[] =>
    loadScenario(text(cluster))
      .diagnostics.map(({ code }) => code)
      .filter((code) => code === "TWIN1062");
  expect(codes("retention: unlimited")).toEqual(["TWIN1062"]);
  expect(codes("retention: 10 GB, disk: { room: 5 GB }")).toEqual(["TWIN1062"]);
  expect(codes("retention: unlimited, disk: { room: 5 GB }")).toEqual([]);
});
