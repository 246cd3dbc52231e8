// Coverage: the chance that a failover works decays between drills, in closed form; one that does not waits for people.
import { describe, expect, it } from "vitest";
import { runOnce } from "../../sim/experiment/run-once.ts";
import type { LoggedEvent } from "../../sim/experiment/run-result.ts";
import { Coverage, type CoverageTerms, coverageMet, meanCoverage } from "../../sim/failover/coverage.ts";
import { randomRoot } from "../../sim/kernel/random.ts";
import { constant } from "../../sim/quantity/distribution.ts";
import { days, type Instant, minutes } from "../../sim/quantity/time.ts";
import { aScenario, drill, drills, metric } from "../support/scenarios.ts";

const terms: CoverageTerms = {
  fresh: 0.98,
  floor: 0.6,
  decay: days(180),
  drill: days(91),
  repair: constant(minutes(45)),
};
const random = (n = 1) => randomRoot("coverage").replication(n);
const at = (day: number): Instant => days(day) as number as Instant;

describe("the chance", () => {
  it("starts fresh at a drill and decays towards the floor", () => {
    const coverage = new Coverage({ ...terms, drill: "never" }, random(), "db");
    expect(coverage.chance(at(50))).toBe(0.6);
    coverage.proven(at(100));
    for (const age of [0, 1, 30, 180, 2000])
      expect(coverage.chance(at(100 + age))).toBeCloseTo(0.6 + 0.38 * Math.exp(-age / 180), 12);
  });

  it("is restored by every drill, and averages to the closed form", () => {
    const coverage = new Coverage(terms, random(), "db");
    // Fifty periods in steps of a thousandth.
    const steps = Array.from({ length: 50_000 }, (_, i) => coverage.chance(at(0.091 * (i + 0.5))));
    const mean = steps.reduce((a, b) => a + b, 0) / steps.length;
    // One step in a thousand holds a jump of 0.15: at most 0.15 / 2 / 1000 of error.
    expect(Math.abs(mean - meanCoverage(terms))).toBeLessThan(0.000_075);
    expect(Math.max(...steps)).toBeCloseTo(0.98, 3);
    expect(Math.min(...steps)).toBeCloseTo(0.6 + 0.38 * Math.exp(-91 / 180), 3);
  });

  it("of a drill per quarter instead of one a year is what the closed form buys", () => {
    const yearly = meanCoverage({ ...terms, drill: days(364) });
    // 0.6 + 0.38 × (1 − e^(−364/180)) × 180/364 against 0.6 + 0.38 × (1 − e^(−91/180)) × 180/91
    expect(yearly).toBeCloseTo(0.763, 3);
    expect(meanCoverage(terms)).toBeCloseTo(0.8983, 3);
    expect(meanCoverage({ ...terms, drill: "never" })).toBe(0.6);
  });

  it("with failovers that restore it, too, is what they meet in the closed form", () => {
    for (const drill of [days(91), "never"] as const) {
      const own = { ...terms, drill };
      const coverage = new Coverage(own, random(2), "db");
      const waits = random(3).stream("failovers");
      const count = 20_000;
      let now = 0;
      let sum = 0;
      for (let i = 0; i < count; i++) {
        now += Math.round(days(120) * waits.exponentialByInversion());
        sum += coverage.chance(now as Instant);
        coverage.proven(now as Instant);
      }
      // Chances lie within 0.38, so four standard errors are at most 0.0054.
      expect(Math.abs(sum / count - coverageMet(own, 1 / days(120)))).toBeLessThan(0.0054);
    }
    expect(coverageMet(terms, 0)).toBeCloseTo(meanCoverage(terms), 12);
  });

  it("is what attempts meet at random instants", () => {
    // Four standard errors of 4000 attempts: 0.019.
    const works = Array.from({ length: 4000 }, (_, n) =>
      new Coverage(terms, random(n), "db").attempt(at(1000)) === "works" ? 1 : 0,
    ).reduce((a: number, b) => a + b, 0);
    expect(Math.abs(works / 4000 - meanCoverage(terms))).toBeLessThan(0.02);
  });
});

describe("in a drill", () => {
  const coverage = (fresh: string, floor: string): Readonly<Record<string, string>> => ({
    "failures.coverage": `{ fresh: ${fresh}, floor: ${floor}, repair: 5 min, inDrills: true }`,
  });
  const faults = "[ { kind: site-loss, site: a } ]";

  it("a failover that surely works is the one without coverage, to the last number", () => {
    expect(drill(aScenario(faults, coverage("100 %", "100 %"))).values).toEqual(
      drill(aScenario(faults)).values,
    );
    expect(drill(aScenario(faults, { "failures.preset": "pessimistic" })).values).toEqual(
      drill(aScenario(faults)).values,
    );
  });

  it("one that surely does not work waits until people have repaired it", () => {
    const without = metric(drill(aScenario(faults)), "rtoAchievedSeconds");
    const run = drill(aScenario(faults, coverage("0 %", "0 %")));
    expect(metric(run, "rtoAchievedSeconds")).toBeCloseTo(without + 300, 1);
    expect(run.recovered).toBe(true);
  });

  it("one that works half of the time is either, each time", () => {
    const runs = drills(aScenario(faults, coverage("50 %", "50 %")), 24);
    const late = runs.filter((run) => metric(run, "rtoAchievedSeconds") > 200).length;
    // Binomial(24, ½): outside 3 to 21 once in 50,000.
    expect(late).toBeGreaterThanOrEqual(3);
    expect(late).toBeLessThanOrEqual(21);
  });

  it("one whose repair takes longer than the trouble is not carried out any more", () => {
    // Suspected after at most 4 s, and the failover does not work; the primary thaws after 20 s and serves.
    const policy =
      "kind: monitor, at: w, interval: 1 s, timeout: 1 s, retries: 1, retryDelay: 1 s, confirm: monitor-only";
    const events: LoggedEvent[] = [];
    const scenario = aScenario("[ { kind: node-hang, for: 20 s } ]", {
      ...coverage("0 %", "0 %"),
      failover: `{ ${policy}, fence: none, promote: 1 s }`,
    });
    const run = runOnce(scenario, { disruption: "test", replication: 1, seed: "coverage" }, (event) =>
      events.push(event),
    );
    const names = events.map(({ name }) => name);
    expect(names).toContain("candidateChosen");
    expect(names).not.toContain("promoted");
    expect(events.some(({ text }) => text.includes("the primary serves again"))).toBe(true);
    expect(metric(run, "lostTransactions")).toBe(0);
    expect(metric(run, "rtoAchievedSeconds")).toBeLessThan(25);
  });

  it("one whose candidate dies meanwhile is tried again with another, or with the same when it is back", () => {
    const faults =
      "[ { kind: site-loss, site: a }, { after: 1 min, kind: node-crash, node: db-b-1, for: 1 min } ]";
    const run = drill(aScenario(faults, coverage("0 %", "0 %")));
    // Dead from 60 s to 140 s (restart 20 s), chosen anew at once or after its lease has run out, and 300 s of repair.
    expect(run.recovered).toBe(true);
    expect(metric(run, "rtoAchievedSeconds")).toBeGreaterThan(420);
    expect(metric(run, "rtoAchievedSeconds")).toBeLessThan(500);
  });
});
