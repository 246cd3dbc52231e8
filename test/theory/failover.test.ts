// How long a failover takes, as sums of its constants: lease, monitor and people. Clients find their way in 1 s.
import { describe, expect, it } from "vitest";
import { aScenario, drill, drills, metric, phaseOf } from "../support/scenarios.ts";
import { distanceFromUniform } from "./kolmogorov-smirnov.ts";
import { caseOf } from "./validation-cases.ts";

const FEW_WRITES = { "workload.db.arrivals": "{ kind: constant, mean: 10 /s }" };
const siteLoss = "[ { kind: site-loss, site: a } ]";
const RUNS = 300;
/** Once in a thousand seeds for a uniform sample of this size. */
const DISTANCE = 1.95 / Math.sqrt(RUNS);

describe("a lease", () => {
  const runs = drills(aScenario(siteLoss, FEW_WRITES), RUNS);

  it("is missed after ttl − U(0, loop): 20 to 30 s with 30 s and 10 s, uniformly", () => {
    const detect = runs.map((run) => phaseOf(run, "detect"));
    expect(Math.min(...detect)).toBeGreaterThanOrEqual(20);
    expect(Math.max(...detect)).toBeLessThanOrEqual(30);
    expect(distanceFromUniform(detect, 20, 30)).toBeLessThan(DISTANCE);
  });

  it("is down for detection + race 0.5 s + promotion 0.2 s + address 1 s, to the microsecond", () => {
    for (const run of runs) {
      const rest = Math.round(metric(run, "rtoAchievedSeconds") * 1e6 - phaseOf(run, "detect") * 1e6);
      // One write may still have to be applied: 1 KB at 1 GB/s = 1 µs.
      expect(rest).toBeGreaterThanOrEqual(1_700_000);
      expect(rest).toBeLessThanOrEqual(1_700_002);
    }
  });

  it("lives a full ttl from the election of a new store leader when that one dies with the site", () => {
    // Election 2 s + ttl 30 s, whatever the phase of the loop.
    for (const run of drills(aScenario(siteLoss, { ...FEW_WRITES, "failover.storeLeader": "a" }), 5))
      expect(phaseOf(run, "detect")).toBe(32);
  });

  it("needs up to one loop more when standbys only look once a loop", () => {
    const looking = drills(aScenario(siteLoss, { ...FEW_WRITES, "failover.wakes": "at-loop" }), RUNS);
    const waits = looking.map((run) => phaseOf(run, "decide") - 0.5);
    expect(distanceFromUniform(waits, 0, 10)).toBeLessThan(DISTANCE);
  });

  it("is seen to have run out at the next check of the store, which is anywhere between two of them", () => {
    const loss = { ...FEW_WRITES, "failover.loop": "1 µs", "failover.expiryCheck": "4 s" };
    const detect = drills(aScenario(siteLoss, loss), RUNS).map((run) => phaseOf(run, "detect"));
    expect(distanceFromUniform(detect, 30, 34)).toBeLessThan(DISTANCE);
  });

  it("lives longer by the extension of a new store leader", () => {
    const later = { ...FEW_WRITES, "failover.storeLeader": "a", "failover.extension": "1 s" };
    expect(phaseOf(drill(aScenario(siteLoss, later)), "detect")).toBe(33);
  });

  it("costs the time-out of a probe more when the old primary is silent, nothing when it refuses", () => {
    const silent = aScenario(siteLoss, { ...FEW_WRITES, "failover.probeTimeout": "2 s" });
    for (const run of drills(silent, 5)) expect(phaseOf(run, "decide")).toBe(2.5);
    const crash = aScenario("[ { kind: node-crash } ]", { ...FEW_WRITES, "failover.probeTimeout": "2 s" });
    expect(phaseOf(drill(crash), "decide")).toBe(0.5);
  });

  it("is not missed by a cut that is over before the loop comes round twice", () => {
    // 9 s without the store: at most one renewal fails, 10 + 9 < 30.
    const scenario = aScenario("[ { kind: partition, isolates: a, for: 9 s } ]", FEW_WRITES);
    for (const run of drills(scenario, 20)) expect(metric(run, "rtoAchievedSeconds")).toBe(0);
  });

  it("makes an isolated primary step down before anybody else may lead: no split brain", () => {
    // The failing renewal comes U(0, 10) s after the cut, retries take 10 s: stopped 10 to 20 s after it. Others lead
    // 20.5 s after it at the earliest.
    const scenario = aScenario("[ { kind: partition, isolates: a } ]", FEW_WRITES);
    for (const run of drills(scenario, 50)) {
      expect(metric(run, "splitBrainSeconds")).toBe(0);
      // Down from there to expiry + 0.7 s + 1 s: (30 − U) − (10 − U) − 10 + 1.7 = 11.7 s in every run.
      // Or from the write before, if the stop came between its request and the end of its flush, 0.6 ms.
      expect(metric(run, "rtoAchievedSeconds")).toBeGreaterThan(11.7 - 1e-5);
      expect(metric(run, "rtoAchievedSeconds")).toBeLessThan(11.7 + 0.0007);
    }
  });

  it("takes over only when everything received is applied: redo queue / redo rate", () => {
    // 20 MB/s of log for 60 s, applied at 10 MB/s: 600 MB are left when the site goes, 60 s of work. Detection and
    // promotion run meanwhile. Then 1 s for the clients.
    const run = drill(
      aScenario("[ { after: 55 s, kind: site-loss, site: a } ]", {
        "workload.db.arrivals": "{ kind: constant, mean: 100 /s }",
        "workload.db.transaction.log": "200 KB",
        "clusters.db.node.applyRate": "10 MB/s",
      }),
    );
    // One record (20 ms of redo), and what the start lacked.
    expect(Math.abs(metric(run, "rtoAchievedSeconds") - 61)).toBeLessThan(0.05);
    const { micros } = run.phases.find(({ name }) => name === "replay") ?? { micros: 0 };
    expect(micros / 1e6).toBeCloseTo(61 - 1 - 0.7 - phaseOf(run, "detect"), 1);
  });
});

describe("a candidate that dies while it is promoted", () => {
  const two = { ...FEW_WRITES, "clusters.db.members": "{ a: 1, b: 2 }", "failover.promote": "20 s" };
  const crash = (seconds: number): string =>
    `[ { kind: site-loss, site: a }, { after: ${seconds} s, kind: node-crash, node: db-b-1, for: 1 min } ]`;

  it("is followed by another when its lease has run out, under any controller", () => {
    // It took the lease 20.5 to 30.5 s after the loss and died at 31 s; another follows between 51 and 61 s, in 20.5 s.
    const lease = drill(aScenario(crash(31), two));
    expect(metric(lease, "rtoAchievedSeconds")).toBeGreaterThan(51 + 20.5 - 10);
    expect(metric(lease, "rtoAchievedSeconds")).toBeLessThan(61 + 20.5 + 1);
    // The monitor promotes at 19 to 24 s; the first one dies at 30 s, the promise of 20 s ends in vain before 44 s, and then
    // it probes again for at most 24 s.
    const monitor = drill(
      aScenario(crash(30), { ...two, failover: "{ kind: monitor, at: w, promote: 20 s }" }),
    );
    expect(metric(monitor, "rtoAchievedSeconds")).toBeLessThan(44 + 24 + 20 + 1);
  });

  it("is followed by another although it died in the middle of its redo queue", () => {
    // As above: 60 s of redo. The first one dies 35 s after the loss; it renewed its lease 0 to 10 s before, so the other
    // one is chosen 55.5 to 65.5 s after the loss, and leads 0.2 s later or when it has worked off the same queue.
    const run = drill(
      aScenario(
        "[ { after: 55 s, kind: site-loss, site: a }, { after: 90 s, kind: node-crash, node: db-b-1, for: 1 min } ]",
        {
          "clusters.db.members": "{ a: 1, b: 2 }",
          "workload.db.arrivals": "{ kind: constant, mean: 100 /s }",
          "workload.db.transaction.log": "200 KB",
          "clusters.db.node.applyRate": "10 MB/s",
        },
      ),
    );
    expect(metric(run, "rtoAchievedSeconds")).toBeGreaterThan(61 - 0.05);
    expect(metric(run, "rtoAchievedSeconds")).toBeLessThan(65.7 + 1 + 0.01);
    expect(metric(run, "lostTransactions")).toBe(0);
  });

  it("is not replaced by the old primary because of news from elsewhere", () => {
    // A link of the dead site is cut while the candidate is promoted.
    const run = drill(
      aScenario("[ { kind: site-loss, site: a }, { after: 35 s, kind: link-cut, link: a-w } ]", two),
    );
    expect(metric(run, "splitBrainSeconds")).toBe(0);
    expect(metric(run, "rtoAchievedSeconds") - phaseOf(run, "detect")).toBeCloseTo(21.5, 4);
  });
});

describe("a monitor", () => {
  const monitor = "{ kind: monitor, at: w, promote: 0.5 s }"; // interval 5 s, time-out 5 s, 2 retries after 2 s

  it("suspects silence after U(0, interval) + time-out + retries × (delay + time-out)", () => {
    // 5 + 2 × (2 + 5) = 19 s, plus up to 5 s.
    const runs = drills(aScenario(siteLoss, { ...FEW_WRITES, failover: monitor }), RUNS);
    const detect = runs.map((run) => phaseOf(run, "detect"));
    expect(distanceFromUniform(detect, 19, 24)).toBeLessThan(DISTANCE);
    for (const run of runs)
      expect(metric(run, "rtoAchievedSeconds") - phaseOf(run, "detect")).toBeCloseTo(1.5, 5);
  });

  it("suspects a refusal after U(0, interval) + retries × delay", () => {
    const crash = aScenario("[ { kind: node-crash } ]", { ...FEW_WRITES, failover: monitor });
    const detect = drills(crash, RUNS).map((run) => phaseOf(run, "detect"));
    expect(distanceFromUniform(detect, 4, 9)).toBeLessThan(DISTANCE);
  });

  it("does nothing while a standby hears the primary, if the standbys are asked", () => {
    const cut = "[ { kind: partition, between: [a, w], for: 2 min } ]";
    const asking = drill(aScenario(cut, { ...FEW_WRITES, failover: monitor }));
    expect(metric(asking, "rtoAchievedSeconds")).toBe(0);
    const alone = drill(
      aScenario(cut, {
        ...FEW_WRITES,
        failover: "{ kind: monitor, at: w, promote: 0.5 s, confirm: monitor-only }",
      }),
    );
    expect(metric(alone, "splitBrainSeconds")).toBeGreaterThan(0);
  });
});

describe("people", () => {
  it("take the sum of their steps", () => {
    // 3 min + 10 min + 1 min + 5 min = 19 min, then 1 s for the clients.
    const run = drill(
      aScenario(siteLoss, {
        ...FEW_WRITES,
        failover: "{ kind: manual, notice: 3 min, decide: 10 min, fence: 1 min, act: 5 min }",
        "run.limit": "1 h",
      }),
    );
    expect(metric(run, "rtoAchievedSeconds")).toBeCloseTo(19 * 60 + 1, 5);
    expect(run.phases.map(({ name, micros }) => [name, Math.round(micros / 1e6)])).toEqual([
      ["detect", 180],
      ["decide", 600],
      ["fence", 60],
      ["human", 300],
      ["redirect", 1],
    ]);
  });

  it("RTO-SUM-failover: detection, decision, set-up and replay of 2 GB at 100 MB/s add up", () => {
    // The redo queue is what the standby may not apply before: here it is worked off during the first three steps, so that
    // a queue of 41 GB leaves 2 GB (20 s) at the end of the 390 s: 100 MB/s more than it can apply, for 410 s.
    const { inputs, expected } = caseOf("RTO-SUM-failover");
    const run = drill(
      aScenario("[ { after: 405 s, kind: site-loss, site: a } ]", {
        "run.limit": "1 h",
        "workload.db.arrivals": "{ kind: constant, mean: 10 /s }",
        "workload.db.transaction.log": "20 MB",
        "links.wan.bandwidth": "10 Gbit/s",
        "clusters.db.node.applyRate": `${inputs.replay_MBps} MB/s`,
        "replication.transport": "{ kind: fixed-window, window: 1 GB }",
        failover: `{ kind: manual, notice: ${inputs.detect_s} s, decide: ${inputs.decide_s} s, fence: 0 s, act: ${inputs.setup_s} s }`,
      }),
    );
    // One record is 0.2 s of redo; 1 s for the clients.
    expect(Math.abs(metric(run, "rtoAchievedSeconds") - 1 - (expected.rto_s as number))).toBeLessThan(0.4);
    expect(
      Math.abs(phaseOf(run, "replay") - (1000 * (inputs.log_GB as number)) / (inputs.replay_MBps as number)),
    ).toBeLessThan(0.4);
  });
});

describe("a primary that hangs for less than its lease", () => {
  it("renews as soon as it wakes, goes on, and its standby has caught up at once", () => {
    // 15 s without a renewal: at least 5 s of the lease are left. Nobody else leads; the outage is the hang.
    const scenario = aScenario("[ { kind: node-hang, for: 15 s } ]", FEW_WRITES);
    for (const run of drills(scenario, 20)) {
      expect(metric(run, "rtoAchievedSeconds")).toBeCloseTo(15, 4);
      expect(metric(run, "lostTransactions")).toBe(0);
      // Looked at once a second.
      expect(metric(run, "rtoDataSeconds")).toBeLessThanOrEqual(16.1);
    }
  });
});
