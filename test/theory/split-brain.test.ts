// A primary that nobody fences goes on acknowledging behind a cut. What it acknowledged is lost when it comes back.
import { describe, expect, it } from "vitest";
import { aScenario, drill, drills, metric } from "../support/scenarios.ts";

/** Clients stay connected to a for as long as it serves. */
const cut = (length: string): string => `[ { kind: partition, isolates: a, for: ${length} } ]`;
const UNFENCED = {
  "workload.db.arrivals": "{ kind: constant, mean: 100 /s }",
  "failover.fencing": "none",
  "clients.all.lifetime": "1 d",
};

describe("an unfenced primary behind a cut", () => {
  it("loses everything it acknowledged from the one-way delay before the cut until it was told: at least 30 s", () => {
    // Cut for 60 s. Another leads ttl − U + 0.7 s = 20.7 to 30.7 s after it; the old one goes on until the cut is over and
    // the store tells it. So 60 s and 15 ms of acknowledgements are lost, although the failure began 60 s ago: the
    // recovery point is counted up to the last lost acknowledgement. 10 ms between two writes.
    for (const run of drills(aScenario(cut("60 s"), UNFENCED), 5)) {
      expect(metric(run, "rpoAchievedSeconds")).toBeGreaterThan(30);
      expect(Math.abs(metric(run, "rpoAchievedSeconds") - 60.015)).toBeLessThan(0.021);
      expect(Math.abs(metric(run, "lostTransactions") - 6001)).toBeLessThanOrEqual(2);
      // Both take writes from the promotion until then.
      expect(metric(run, "splitBrainSeconds")).toBeGreaterThan(60 - 30.71);
      expect(metric(run, "splitBrainSeconds")).toBeLessThan(60 - 20.69);
      expect(metric(run, "strandedTransactions")).toBe(metric(run, "lostTransactions"));
    }
  });

  it("loses at most what it acknowledged until it stepped down when it is fenced", () => {
    // The renewal that fails comes U(0, 10) s after the cut, the retries last 10 s: 10 to 20 s and 15 ms.
    for (const run of drills(
      aScenario(cut("60 s"), { ...UNFENCED, "failover.fencing": "self-demotion" }),
      20,
    )) {
      expect(metric(run, "splitBrainSeconds")).toBe(0);
      expect(metric(run, "rpoAchievedSeconds")).toBeGreaterThan(10);
      expect(metric(run, "rpoAchievedSeconds")).toBeLessThan(20.016);
    }
  });

  it("keeps its lease and loses nothing when the cut is shorter than any lease", () => {
    const run = drill(aScenario(cut("15 s"), UNFENCED));
    expect(metric(run, "lostTransactions")).toBe(0);
    expect(metric(run, "splitBrainSeconds")).toBe(0);
  });
});

describe("an old primary that thaws", () => {
  it("has acknowledged nothing while it was frozen: at most the one-way delay is in doubt, nothing is lost", () => {
    // Frozen for 60 s, replaced after 20.7 to 30.7 s; what it had sent arrives. Asynchronous: its last 15 ms arrive, too.
    const run = drill(
      aScenario("[ { kind: node-hang, for: 60 s } ]", { ...UNFENCED, "failover.fencing": "self-demotion" }),
    );
    expect(metric(run, "lostTransactions")).toBe(0);
    expect(metric(run, "splitBrainSeconds")).toBe(0);
  });
});

describe("a split that is never mended", () => {
  it("is watched to the limit, and its figures are lower bounds", () => {
    // 10 min of acknowledgements behind the cut, and 15 ms of them on the wire.
    const run = drill(aScenario("[ { kind: partition, isolates: a } ]", UNFENCED));
    expect(Math.abs(metric(run, "rpoAchievedSeconds") - 600.015)).toBeLessThan(0.021);
    expect(metric(run, "splitBrainSeconds")).toBeGreaterThan(600 - 30.71);
    for (const name of ["rpoAchievedSeconds", "lostTransactions", "lostBytes", "splitBrainSeconds"])
      expect(run.censored).toContain(name);
  });
});
