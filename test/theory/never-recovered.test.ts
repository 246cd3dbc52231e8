// What never comes back is a result, and no average of the rest.
import { describe, expect, it } from "vitest";
import { estimateOf } from "../../sim/statistics/estimate.ts";
import { aScenario, drill, drills, metric } from "../support/scenarios.ts";

const FEW_WRITES = { "workload.db.arrivals": "{ kind: constant, mean: 10 /s }" };

describe("two sites with one vote each", () => {
  const twoVotes = { ...FEW_WRITES, "failover.votes": "[a, b]", "failover.storeLeader": "b" };

  it("never recover from the loss of the one with the primary: b alone is no majority", () => {
    for (const run of drills(aScenario("[ { kind: site-loss, site: a } ]", twoVotes), 5)) {
      expect(run.recovered).toBe(false);
      // A lower bound: the limit of 10 min.
      expect(metric(run, "rtoAchievedSeconds")).toBeCloseTo(600, 5);
      expect(run.censored).toContain("rtoAchievedSeconds");
      expect(run.censored).toContain("rtoFirstWriteSeconds");
      expect(metric(run, "lostTransactions")).toBe(0);
    }
  });

  it("lose the service when the other one is lost, too, until it is back: a alone is no majority either", () => {
    // b is away for 2 min and starts for 20 s; the store elects for 2 s when it has two voters again. The old primary had
    // stepped down 10 to 20 s after the loss.
    const run = drill(aScenario("[ { kind: site-loss, site: b, for: 2 min } ]", twoVotes));
    expect(run.recovered).toBe(true);
    expect(metric(run, "rtoAchievedSeconds")).toBeGreaterThan(100);
    expect(metric(run, "rtoAchievedSeconds")).toBeLessThan(125);
  });

  it("with a witness as the third vote survive either", () => {
    for (const site of ["a", "b"]) {
      const run = drill(aScenario(`[ { kind: site-loss, site: ${site} } ]`, FEW_WRITES));
      expect(run.recovered).toBe(true);
    }
  });
});

describe("estimates over runs of which some never recover", () => {
  it("have no mean, and quantiles only below the censored mass", () => {
    // b comes back after an exponential time of 5 min; the limit is 10 min (and 22 s to start and elect): exp(−578/300) =
    // 14.6 % are expected never to recover. 200 runs: 29 ± 5, 4 standard errors: 9 to 49.
    const scenario = aScenario("[ { kind: site-loss, site: b, for: { kind: exponential, mean: 5 min } } ]", {
      ...FEW_WRITES,
      "failover.votes": "[a, b]",
      "failover.storeLeader": "b",
      "workload.db.arrivals": "{ kind: constant, mean: 1 /s }",
    });
    const runs = drills(scenario, 200);
    const censored = runs.filter((run) => run.censored.includes("rtoAchievedSeconds"));
    expect(censored.length).toBeGreaterThan(9);
    expect(censored.length).toBeLessThan(49);
    expect(censored.every((run) => !run.recovered)).toBe(true);
    const values = runs.map((run) => metric(run, "rtoAchievedSeconds"));
    const estimate = estimateOf({ unit: "s", values, censored: censored.length, beyond: 600 });
    expect(estimate.mean).toBeUndefined();
    expect(estimate.censored).toBe(censored.length);
    expect(estimate.quantiles?.find(({ p }) => p === 0.99)).toBeUndefined();
    // An outage that began when a had stepped down, and was watched to the end of the 10 min.
    const longest = Math.max(...values);
    expect(longest).toBeLessThanOrEqual(590);
    expect(longest).toBeGreaterThan(580);
  });
});
