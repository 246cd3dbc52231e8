// What a vault gives back and when, by arithmetic: copies on a schedule are between one age and one period older.
import { describe, expect, it } from "vitest";
import { Tally } from "../../sim/statistics/tally.ts";
import { aScenario, drill, drills, metric, phaseOf } from "../support/scenarios.ts";
import { distanceFromUniform } from "./kolmogorov-smirnov.ts";
import { caseOf } from "./validation-cases.ts";

const siteLoss = "[ { kind: site-loss, site: a, storage: destroyed } ]";
const VAULT = {
  "workload.db.arrivals": "{ kind: constant, mean: 1 /s }",
  "replication.shape": "off-site-backup",
  "links.b-w.bandwidth": "10 Gbit/s",
  "run.limit": "24 h",
  "run.everyWrite": "false",
  failover: "{ kind: manual, notice: 30 s, decide: 300 s, fence: 0 s, act: 60 s }",
};

describe("full copies only", () => {
  for (const [id, full] of [
    ["RPO-PER-1-0.1-0.25", "1 h"],
    ["RPO-PER-0.0167-0-0.0167", "1 min"],
  ] as const)
    it(`${id}: the recovery point is as old as a copy takes, plus U(0, period)`, () => {
      const { inputs, expected } = caseOf(id);
      // Window and transfer together, at 100 MB/s.
      const hours = (inputs.backup_window_h as number) + (inputs.transfer_h as number);
      const gigabytes = (hours * 3600 * 100) / 1000;
      const scenario = aScenario(siteLoss, {
        ...VAULT,
        backup: `{ to: w, full: ${full}, incremental: none, log: none, rate: 100 MB/s }`,
        "clusters.db.dataset": `${gigabytes} GB`,
      });
      const ages = drills(scenario, 300).map((run) => metric(run, "recoveryPointAgeSeconds") / 3600);
      const tally = Tally.of(ages);
      // 300 instants: the mean of a uniform sample has standard error T / sqrt(12 n) = 1.7 % of T.
      const period = inputs.interval_h as number;
      const standardError = period / Math.sqrt(12 * 300);
      expect(Math.abs((tally.mean as number) - (expected.mean_h as number))).toBeLessThan(4 * standardError);
      expect(tally.min).toBeGreaterThan((expected.best_h as number) - 1 / 3600);
      expect(tally.max).toBeLessThan((expected.worst_h as number) + 1 / 3600);
      expect(distanceFromUniform(ages, expected.best_h as number, expected.worst_h as number)).toBeLessThan(
        1.95 / Math.sqrt(300),
      );
    });

  it("lose rate × age: one write a second", () => {
    const scenario = aScenario(siteLoss, {
      ...VAULT,
      backup: "{ to: w, full: 1 h, incremental: none, log: none, rate: 100 MB/s }",
      "clusters.db.dataset": "126 GB",
    });
    for (const run of drills(scenario, 20)) {
      const age = metric(run, "recoveryPointAgeSeconds");
      expect(Math.abs(metric(run, "lostTransactions") - age)).toBeLessThanOrEqual(2);
      expect(Math.abs(metric(run, "rpoAchievedSeconds") - age)).toBeLessThanOrEqual(2);
      expect(metric(run, "destroyedTransactions")).toBe(metric(run, "lostTransactions"));
    }
  });

  it("take size / restore rate after the people's steps: 390 s + 200 GB at 200 MB/s + 1 s", () => {
    const run = drill(
      aScenario(siteLoss, {
        ...VAULT,
        backup: "{ to: w, full: 1 h, incremental: none, log: none, rate: 1 GB/s, restoreRate: 200 MB/s }",
        "clusters.db.dataset": "200 GB",
      }),
    );
    expect(metric(run, "restoreSeconds")).toBeCloseTo(1000, 3);
    expect(metric(run, "rtoAchievedSeconds")).toBeCloseTo(390 + 1000 + 1, 3);
    expect(phaseOf(run, "restore")).toBeCloseTo(1000, 3);
  });

  it("come over the line when that is slower: 200 GB at 1 Gbit/s = 1600 s", () => {
    const run = drill(
      aScenario(siteLoss, {
        ...VAULT,
        "links.b-w.bandwidth": "1 Gbit/s",
        backup: "{ to: w, full: 1 h, incremental: none, log: none, rate: 1 GB/s, restoreRate: 200 MB/s }",
        "clusters.db.dataset": "200 GB",
      }),
    );
    expect(metric(run, "restoreSeconds")).toBeCloseTo(1600, 3);
  });
});

describe("log shipped all the time", () => {
  it("is at most a segment behind: 16 MiB at 1 MB/s", () => {
    // A segment fills in 16.78 s and is shipped in 0.168 s: between 0.17 and 16.95 s old.
    const scenario = aScenario(siteLoss, {
      ...VAULT,
      "workload.db.arrivals": "{ kind: constant, mean: 10 /s }",
      "workload.db.transaction.log": "100 KB",
      backup: "{ to: w, full: 1 h, log: continuous, rate: 100 MB/s }",
      "clusters.db.dataset": "10 GB",
    });
    const ages = drills(scenario, 100).map((run) => metric(run, "recoveryPointAgeSeconds"));
    expect(distanceFromUniform(ages, 0.168, 16.945)).toBeLessThan(1.95 / 10 + 0.1 / 16.8);
  });

  it("adds the replay of the log since the copy: uniform up to a period's log / replay rate", () => {
    // 1 MB/s for up to an hour: 3.6 GB, 36 s at 100 MB/s; after 10 GB at 100 MB/s, 100 s.
    const scenario = aScenario(siteLoss, {
      ...VAULT,
      "workload.db.arrivals": "{ kind: constant, mean: 10 /s }",
      "workload.db.transaction.log": "100 KB",
      backup:
        "{ to: w, full: 1 h, log: continuous, rate: 100 MB/s, restoreRate: 100 MB/s, replayRate: 100 MB/s }",
      "clusters.db.dataset": "10 GB",
    });
    const replays = drills(scenario, 100).map((run) => metric(run, "restoreSeconds") - 100);
    expect(distanceFromUniform(replays, 0, 36)).toBeLessThan(1.95 / 10);
  });
});
