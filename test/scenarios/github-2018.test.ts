// What the golden incidents are there to show, with numbers that can be checked by hand. All seeds are fixed: what
// passes once passes always. Where a bound is not certain, the comment says how often another seed would fail.
import { describe, expect, test } from "vitest";
import { randomRoot } from "../../sim/kernel/random.ts";
import { Model } from "../../sim/model/model.ts";
import { Histogram } from "../../sim/statistics/histogram.ts";
import { runCounting, runsOf, scenarioOf, valuesOf } from "./shipped.ts";

describe("incidents/github-2018", () => {
  const scenario = scenarioOf("incidents/github-2018");

  test("43 seconds leave two sets of writes that do not fit together, and half a day of repair", () => {
    const { facts, taken } = runCounting(scenario, "partition");
    // The East: 22 /s × 43 s = 946 writes; a Poisson count within 4 standard deviations of 31.
    expect(facts.loss.divergent).toBeGreaterThan(820);
    expect(facts.loss.divergent).toBeLessThan(1070);
    // The West, all the time since.
    expect(taken - facts.loss.divergent).toBeGreaterThan(100_000);
    expect(facts.split / 1e6).toBeGreaterThan(10);
    const service = facts.outage ? facts.outage.end - facts.outage.start : 0;
    const data = (facts.redundantAgainAt ?? Number.POSITIVE_INFINITY) - facts.injectedAt;
    expect(service / 1e6).toBeLessThan(120);
    expect(data / 1e6).toBeGreaterThan(5 * 3600);
    expect(data).toBeGreaterThan(100 * service);
  });

  test("afterwards the applications in the East write across the coast", () => {
    const model = new Model(scenario, "partition", randomRoot("42").replication(1));
    const latencies = { before: new Histogram(), after: new Histogram() };
    const answered = (_population: string, at: number, _commit: number, client: number): void => {
      if (at < model.measuresFrom) latencies.before.add(client);
      // The line is back after 43 s.
      else if (at > model.measuresFrom + 60e6) latencies.after.add(client);
    };
    model.world.plane.observe({ looksRegularly: true, answered, rounded: () => {} });
    model.run();
    // Four statements and a commit: a round trip of 60 ms each, where there was none.
    expect(latencies.before.quantile(0.5)).toBeLessThan(0.02);
    expect(latencies.after.quantile(0.5)).toBeGreaterThan(0.3);
    expect(latencies.after.quantile(0.5)).toBeLessThan(0.32);
  });

  test("a cut shorter than the time-out of a probe changes nothing", () => {
    const runs = runsOf(scenario, "shorter", 4);
    expect(valuesOf(runs, "divergentTransactions")).toEqual([0, 0, 0, 0]);
  });
});
