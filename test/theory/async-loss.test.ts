// What asynchronous replication loses, against arithmetic: the one-way delay, the backlog of an overloaded link, and the
// queue M/M/1 that a link is when records have exponential sizes.
import { describe, expect, it } from "vitest";
import { aModel, aScenario, at, drill, drills, metric } from "../support/scenarios.ts";
import { caseOf } from "./validation-cases.ts";

describe("asynchronous, load below the link rate", () => {
  // A record of 1 KB is appended, flushed 0.5 ms later and thereby acknowledged, sent in 8 µs at 1 Gbit/s, and received
  // 15 ms after that. Lost are those acknowledged in the last 15.008 ms; they come 1 ms apart, so 15, or 16 in one run
  // of 125. The oldest of them was acknowledged less than 15.008 ms and more than 14.008 ms before the end.
  const lost = "[ { kind: site-loss, site: a, inFlight: lost } ]";

  it("loses what was acknowledged within one one-way delay when the wire dies too", () => {
    for (const run of drills(aScenario(lost), 3)) {
      expect(metric(run, "rpoAchievedSeconds")).toBeGreaterThan(0.014_008 - 1e-6);
      expect(metric(run, "rpoAchievedSeconds")).toBeLessThan(0.015_008 + 1e-6);
      expect(metric(run, "lostTransactions")).toBeOneOf([15, 16]);
      expect(metric(run, "lostBytes")).toBe(1000 * metric(run, "lostTransactions"));
      // The oldest lost one was appended 0.5 ms before its acknowledgement.
      const flush = metric(run, "recoveryPointAgeSeconds") - metric(run, "rpoAchievedSeconds");
      expect(flush).toBeCloseTo(0.0005, 6);
    }
  });

  it("loses a Poisson count of mean rate × one-way delay when arrivals are Poisson", () => {
    // 1000 /s × 15.008 ms = 15.008 (the flush shifts the window and does not widen it). Group commit: one flush of 1 µs.
    // 100 runs: standard error sqrt(15.008 / 100) = 0.387; outside 4 of them once in 16,000 seeds.
    const scenario = aScenario(lost, {
      "workload.db.arrivals": "{ kind: poisson, mean: 1000 /s }",
      "clusters.db.node.flush": "1 µs",
      "failover.ttl": "3 s",
      "failover.loop": "1 s",
      "run.leadIn": "1 s",
    });
    const counts = drills(scenario, 100).map((run) => metric(run, "lostTransactions"));
    const mean = counts.reduce((sum, count) => sum + count, 0) / counts.length;
    expect(Math.abs(mean - 15.008)).toBeLessThan(4 * 0.387);
    // The variance of a Poisson count is its mean. Its standard error is about mean × sqrt(2 / 99) = 2.1.
    const variance = counts.reduce((sum, count) => sum + (count - mean) ** 2, 0) / (counts.length - 1);
    expect(Math.abs(variance - 15.008)).toBeLessThan(4 * 2.2);
  });

  it("loses nothing when what has left the site arrives", () => {
    // Only what is acknowledged and not yet fully sent could be lost: a window of 8 µs, hit once in 125 runs.
    for (const run of drills(aScenario("[ { kind: site-loss, site: a, inFlight: arrives } ]"), 3)) {
      expect(metric(run, "lostTransactions")).toBe(0);
      expect(metric(run, "rpoAchievedSeconds")).toBe(0);
    }
  });
});

describe("asynchronous, load above the link rate", () => {
  // 1000 /s of 10 KB = 10 MB/s into 40 Mbit/s = 5 MB/s: the backlog grows by 5 MB/s.
  const overload = {
    "workload.db.transaction.log": "10 KB",
    "links.wan.bandwidth": "40 Mbit/s",
    "failover.maximumLag": "1 TB",
  };

  it("has lost the whole backlog, (g − c) · T, when the site goes after T", () => {
    // T = 60 s (lead-in 5 s and 55 s): acknowledged 600 MB, received 5 MB/s × (60 s − 15 ms) = 299.925 MB: 300.075 MB
    // lost, and their oldest acknowledgement is 30.0075 s old. Three records (of 10 KB, 1 ms) for phases and flush.
    const run = drill(aScenario("[ { after: 55 s, kind: site-loss, site: a, inFlight: lost } ]", overload));
    expect(Math.abs(metric(run, "lostBytes") - 300.075e6)).toBeLessThanOrEqual(30_000);
    expect(Math.abs(metric(run, "rpoAchievedSeconds") - 30.0075)).toBeLessThanOrEqual(0.003);
    expect(metric(run, "lostTransactions")).toBe(metric(run, "lostBytes") / 10_000);
  });

  it("has lost less by exactly what was on the wire, 15 ms × c, when that arrives", () => {
    const run = drill(aScenario("[ { after: 55 s, kind: site-loss, site: a } ]", overload));
    expect(Math.abs(metric(run, "lostBytes") - 300e6)).toBeLessThanOrEqual(30_000);
  });

  it("loses the same, to a quarter of a second of load, when long waits are simulated in coarse records", () => {
    const run = drill(
      aScenario("[ { after: 175 s, kind: site-loss, site: a, inFlight: lost } ]", {
        ...overload,
        "run.everyWrite": "false",
      }),
    );
    // T = 180 s: 900.075 MB.
    expect(Math.abs(metric(run, "lostBytes") - 900.075e6)).toBeLessThanOrEqual(2.5e6);
    expect(Math.abs(metric(run, "rpoAchievedSeconds") - 90.0075)).toBeLessThanOrEqual(0.25);
  });

  it("is not failed over to while its only standby lags by more than maximumLag", () => {
    const run = drill(
      aScenario("[ { after: 55 s, kind: site-loss, site: a } ]", {
        ...overload,
        "failover.maximumLag": "1 MiB",
      }),
    );
    expect(run.recovered).toBe(false);
    expect(run.censored).toContain("rtoAchievedSeconds");
  });

  it("drains at c − g when the link has its rate back", () => {
    // c = 12.5 MB/s, 40 % of it for 60 s: backlog (10 − 5) × 60 = 300 MB, drained at 2.5 MB/s in 120 s.
    const model = aModel(
      aScenario("[ { kind: link-degradation, link: wan, bandwidth: 40 %, for: 60 s } ]", {
        "workload.db.transaction.log": "10 KB",
        "links.wan.bandwidth": "100 Mbit/s",
      }),
    );
    const { kernel, plane } = model.world;
    const backlogAt = (seconds: number): number => {
      kernel.run(at(seconds));
      return plane.ledger(0).appended(kernel.now) - plane.position("db-b-1", 0, "received", kernel.now);
    };
    // Beside the backlog there is always what is on the wire: 15 ms × rate, and the record being written.
    const near = (megabytes: number, wire: number): [number, number] => [megabytes * 1e6 + wire, 40_000];
    for (const [seconds, [expected, tolerance]] of [
      [5 + 30, near(150, 75_000)],
      [5 + 60, near(300, 75_000)],
      [5 + 60 + 60, near(150, 187_500)],
      [5 + 60 + 119, near(2.5, 187_500)],
      [5 + 60 + 121, near(0, 150_000)],
    ] as const)
      expect(Math.abs(backlogAt(seconds) - expected), `at ${seconds} s`).toBeLessThanOrEqual(tolerance);
  });

  it("counts as unprotected while the copy is more than 10 s old", () => {
    // Received after t of overload is 5 t, appended at t/2: the copy's age t/2 passes 10 s at t = 20 s. Draining for s, the
    // received end was appended at 30 + 1.25 s and is 30 − 0.25 s old: back at 10 s at s = 80 s. 40 + 80 = 120 s.
    const run = drill(
      aScenario("[ { kind: link-degradation, link: wan, bandwidth: 40 %, for: 60 s } ]", {
        "workload.db.transaction.log": "10 KB",
        "links.wan.bandwidth": "100 Mbit/s",
      }),
    );
    // Looked at ten times a second.
    expect(Math.abs(metric(run, "unprotectedSeconds") - 120)).toBeLessThanOrEqual(0.4);
    expect(run.values.rtoAchievedSeconds).toBe(0);
  });
});

describe("a link as the queue M/M/1", () => {
  for (const [id, seconds] of [
    ["RPO-ASYNC-MM1-1000", 200],
    ["RPO-ASYNC-MM1-1200", 1000],
  ] as const)
    it(`${id}: by Little's law rate × mean lag writes are not yet replicated`, () => {
      const { inputs, expected, source } = caseOf(id);
      expect(source).not.toBe("");
      const model = aModel(
        aScenario("[ { kind: site-loss, site: a } ]", {
          "workload.db.arrivals": `{ kind: poisson, mean: ${inputs.writes_per_s} /s }`,
          "workload.db.transaction.log": `{ kind: exponential, mean: ${inputs.record_bytes_mean} B }`,
          "links.wan.bandwidth": `${inputs.link_Mbps} Mbit/s`,
          "links.wan.rtt": `${2 * (inputs.one_way_ms as number)} ms`,
          "clusters.db.node.flush": "1 µs",
        }),
        "",
      );
      const { kernel, plane } = model.world;
      let sum = 0;
      let count = 0;
      for (let now = 10; now < 10 + seconds; now += 0.02) {
        kernel.run(at(now));
        const there = plane.position("db-b-1", 0, "received", kernel.now);
        sum += plane.ledger(0).transactionsBetween(there, plane.ledger(0).appended(kernel.now));
        count++;
      }
      // The time average of the number in M/M/1 over T has variance 2 ρ (1 + ρ) / (μ (1 − ρ)⁴ T): 0.085 and 1.08 writes,
      // 0.4 % and 2.6 % of the mean. Beyond 4 standard errors: once in 16,000 seeds.
      const mu = ((inputs.link_Mbps as number) * 1e6) / 8 / (inputs.record_bytes_mean as number);
      const rho = (inputs.writes_per_s as number) / mu;
      const standardError = Math.sqrt((2 * rho * (1 + rho)) / (mu * (1 - rho) ** 4 * seconds));
      const mean = expected.mean_unreplicated_writes as number;
      expect(Math.abs(sum / count - mean)).toBeLessThan(Math.max(0.03 * mean, 4 * standardError));
      const lag = (1000 * sum) / count / (inputs.writes_per_s as number);
      const lagTolerance = Math.max(0.03, (4 * standardError) / mean) * (expected.mean_lag_ms as number);
      expect(Math.abs(lag - (expected.mean_lag_ms as number))).toBeLessThan(lagTolerance);
    });
});
