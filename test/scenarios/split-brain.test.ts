// What the scenarios of partitions are there to show, with numbers that can be checked by hand. All seeds are fixed: what
// passes once passes always. Where a bound is not certain, the comment says how often another seed would fail.
import { describe, expect, test } from "vitest";
import { all, runCounting, runsOf, scenarioOf, valuesOf } from "./shipped.ts";

describe("split-brain", () => {
  const scenario = scenarioOf("split-brain");

  test("both sides take writes until the line is back, and one side's are thrown away", () => {
    const { facts, taken } = runCounting(scenario, "isolated");
    const kept = taken - facts.loss.divergent;
    // 10 min less the lease (20 to 31 s until somebody else is promoted).
    expect(facts.split / 1e6).toBeGreaterThan(565);
    expect(facts.split / 1e6).toBeLessThan(581);
    // 200 writes a second, 600 s, on one side or the other; both had their part.
    expect(facts.loss.divergent).toBeGreaterThan(10_000);
    expect(kept).toBeGreaterThan(10_000);
    expect(facts.loss.transactions).toBeLessThanOrEqual(facts.loss.divergent);
    expect(facts.loss.rpoAchieved / 1e6).toBeGreaterThan(590);
  });

  test("a cut shorter than the lease makes no second primary", () => {
    const runs = runsOf(scenario, "isolated-short", 4);
    expect(valuesOf(runs, "splitBrainSeconds")).toEqual([0, 0, 0, 0]);
    expect(valuesOf(runs, "lostTransactions")).toEqual([0, 0, 0, 0]);
  });

  test("with self-demotion there is no split at all", () => {
    const fenced = scenarioOf("split-brain", ["failover.fencing=self-demotion"]);
    expect(valuesOf(runsOf(fenced, "isolated", 4), "splitBrainSeconds")).toEqual([0, 0, 0, 0]);
  });
});

describe("two-sites-no-witness", () => {
  const scenario = scenarioOf("two-sites-no-witness");

  test.each(["site-loss", "other-site-loss"])(
    "%s: never, in 0 of 6 runs does anybody take over",
    (disruption) => {
      const runs = runsOf(scenario, disruption, 6);
      expect(runs.map(({ recovered }) => recovered)).toEqual(runs.map(() => false));
      expect(
        all(valuesOf(runs, "rtoAchievedSeconds"), (seconds) => seconds === Number.POSITIVE_INFINITY),
      ).toBe(true);
    },
  );

  test("a witness in a third site is what is missing", () => {
    const runs = runsOf(scenarioOf("two-cities"), "site-loss", 3);
    expect(runs.map(({ recovered }) => recovered)).toEqual([true, true, true]);
  });
});

describe("one-city-repaired", () => {
  test("the outage is the repair, the restart and the checks of a proxy", () => {
    const runs = runsOf(scenarioOf("one-city-repaired"), "node-crash", 4);
    // 300 s + 30 s + 2 to 5 s.
    expect(all(valuesOf(runs, "rtoAchievedSeconds"), (seconds) => seconds > 331 && seconds < 336)).toBe(true);
    expect(valuesOf(runs, "lostTransactions")).toEqual([0, 0, 0, 0]);
  });
});
