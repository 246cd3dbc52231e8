// Simulated answers against exact ones: within the case's tolerance and with the interval covering. Intervals
// are at 99.9 % here, so that by chance one in about thirty such files would fail for some seed; that 95 %
// are 95 % is measured in coverage.test.ts. Work is counted in jumps.
import { describe, expect, test } from "vitest";
import { randomRoot } from "../../sim/kernel/random.ts";
import { atLeastUp, componentChain } from "../../sim/rare/component-chain.ts";
import { longRun } from "../../sim/rare/exact-chain.ts";
import {
  rareFailureProbability,
  rareFailureRate,
  rareHitProbability,
  rareUnavailability,
} from "../../sim/rare/rare-chain.ts";
import type { RareMean } from "../../sim/rare/rare-mean.ts";
import { failureProbability } from "../../sim/rare/uniformization.ts";
import { printedRate } from "../../sim/statistics/rare-rate.ts";
import { casesOf } from "../theory/validation-cases.ts";
import {
  commonCause,
  duplex,
  duplexWithRepair,
  expected,
  kOfN,
  queue,
  repairman,
  splitBrain,
  tandem,
} from "./case-chains.ts";

const random = (name: string, n = 0) => randomRoot(name).replication(n);
/** Four standard errors within a hundredth or so: well inside the 5 % (or 3 %) of every case. */
const effort = { relativeHalfWidth: 0.02, confidence: 0.999 };

function expectFound(found: RareMean, truth: number, tolerance: number): void {
  expect(found.bound).toBeUndefined();
  expect(Math.abs((found.mean ?? 0) / truth - 1)).toBeLessThan(tolerance);
  expect(found.low).toBeLessThanOrEqual(truth);
  expect(found.high).toBeGreaterThanOrEqual(truth);
}

/**
 * Jumps that plain simulation would need: 1/p walks of at least two jumps for each of the ((z / goal)²)
 * hits.
 */
const plainSteps = (probability: number): number => (2 * (3.29 / 0.02) ** 2) / probability;

describe("simulation finds what the cases say", () => {
  for (const { id, tolerance } of casesOf("RE-MM1"))
    test(`${id}: a level before empty, in a hundredth of the work and less`, () => {
      const found = rareHitProbability({ chain: queue(id), isEnd: (n) => n === 0 }, random(id), effort);
      expectFound(found, expected(id, "probability"), tolerance.value ?? 0);
      expect(found.steps).toBeLessThan(plainSteps(expected(id, "probability")) / 100);
    });

  for (const { id, tolerance } of casesOf("RE-HRMS"))
    test(`${id}: unavailability and mean time to failure`, () => {
      const chain = repairman(id);
      const down = rareUnavailability(chain, random(id), effort);
      expectFound(down, expected(id, "unavailability"), tolerance.value ?? 0);
      const rate = rareFailureRate(chain, random(id, 1), effort);
      expectFound(rate, 1 / expected(id, "mttf_h"), tolerance.value ?? 0);
    });

  const tandems = ["n2-1-4-2-10", "n2-1-4-2-30", "n2-1-3-2-20", "n2-1-10-2-30"].map(
    (name) => `RE-TANDEM-${name}`,
  );
  for (const id of tandems)
    test(`${id}: two queues in a row, the first without bound`, () => {
      const chain = tandem(id, Number.POSITIVE_INFINITY);
      const found = rareHitProbability({ chain, isEnd: (s) => s === 0 }, random(id), {
        ...effort,
        relativeHalfWidth: 0.045,
      });
      expectFound(found, expected(id, "probability"), 0.05);
    });

  for (const { id, tolerance } of casesOf("AV-DUPLEX-"))
    test(`${id}: mean time to failure`, () =>
      expectFound(
        rareFailureRate(duplex(id), random(id), effort),
        1 / expected(id, "mttf_h"),
        tolerance.rel ?? 0,
      ));

  for (const { id, tolerance } of casesOf("AV-DUPLEXU"))
    test(`${id}: unavailability`, () =>
      expectFound(
        rareUnavailability(duplexWithRepair(id), random(id), effort),
        expected(id, "unavailability"),
        tolerance.rel ?? 0,
      ));

  for (const { id, tolerance } of casesOf("AV-MTTF"))
    test(`${id}: mean time to failure`, () =>
      expectFound(
        rareFailureRate(kOfN(id), random(id), effort),
        1 / expected(id, "mttf_h"),
        tolerance.rel ?? 0,
      ));

  for (const { id, tolerance } of casesOf("AV-BETA"))
    test(`${id}: a common cause`, () => {
      const chain = commonCause(id);
      const down = rareUnavailability(chain, random(id), effort);
      expectFound(down, expected(id, "U_both_down"), tolerance.rel ?? 0);
      const rate = rareFailureRate(chain, random(id, 1), effort);
      expectFound(rate, 1 / expected(id, "mttf_both_h"), tolerance.rel ?? 0);
    });
});

describe("where a static change of measure fails, it says so", () => {
  // Total of two equal queues: known to have weights of unbounded variance.
  test("RE-TANDEM-tot-0.04-0.48-0.48-20: a bound that holds, not an interval", () => {
    const id = "RE-TANDEM-tot-0.04-0.48-0.48-20";
    const chain = tandem(id, Number.POSITIVE_INFINITY);
    const candidates = [{ kind: "tilted", factor: 12 } as const];
    const found = rareHitProbability({ chain, isEnd: (s) => s === 0 }, random(id), {
      stepsMax: 1e6,
      candidates,
    });
    expect(found.low).toBeUndefined();
    expect(found.bound?.low).toBeLessThanOrEqual(expected(id, "probability"));
  });
});

describe("once in a thousand million years", () => {
  const hours = 8760;
  const goal = { relativeHalfWidth: 0.1 };

  test("a duplex of 500 years and one hour: to 10 % in fewer than a million jumps", () => {
    const chain = componentChain({
      types: [{ units: 2, failureRate: 1 / (500 * hours), repairRate: 1 }],
      isDown: atLeastUp(1, 2),
    });
    const truth = failureProbability(chain, hours);
    expect(truth / 9.1314e-10).toBeCloseTo(1, 4);
    const found = rareFailureProbability({ chain, until: hours }, random("duplex"), goal);
    expectFound(found, truth, 0.1);
    expect(found.relativeHalfWidth).toBeLessThan(0.1);
    expect(found.steps).toBeLessThan(1_000_000);
    expect(printedRate(found, true).kind).toBe("value");
    expect(printedRate(found)).toEqual({ kind: "order-of-magnitude", exponent: -9 });
  });

  test("a split brain at 2·10⁻¹⁰ a year: to 10 % in fewer than a million jumps", () => {
    const chain = splitBrain([
      [3650, 4],
      [3650, 1],
      [3650, 2],
      [730, 1],
      [730, 1],
    ]);
    const truth = failureProbability(chain, hours);
    expect(truth / 1.8238e-10).toBeCloseTo(1, 4);
    const found = rareFailureProbability({ chain, until: hours }, random("split brain"), goal);
    expectFound(found, truth, 0.1);
    expect(found.relativeHalfWidth).toBeLessThan(0.1);
    expect(found.steps).toBeLessThan(1_000_000);
  });
});

describe("by a given time, when failures of parts are common", () => {
  for (const [name, failureRate, until] of [
    ["many cycles", 0.01, 2000],
    ["likely to fail", 0.05, 1000],
  ] as const)
    test(`${name}: three of three types down`, () => {
      const types = Array.from({ length: 3 }, () => ({ units: 3, failureRate, repairRate: 0.5 }));
      const chain = componentChain({ types, isDown: (failed) => failed.includes(3) });
      const truth = failureProbability(chain, until);
      const found = rareFailureProbability({ chain, until }, random(name), {
        ...effort,
        relativeHalfWidth: 0.1,
      });
      expectFound(found, truth, 0.1);
    });
});

describe("two sites in product form", () => {
  test("simulated, the probability that both are down is the product", () => {
    // Each site is one unit, with its own mean times; independent of each other.
    const sites = [
      { units: 1, failureRate: 1 / 4000, repairRate: 1 / 6 },
      { units: 1, failureRate: 1 / 9000, repairRate: 1 / 20 },
    ];
    const chain = componentChain({ types: sites, isDown: ([a, b]) => a === 1 && b === 1 });
    const truth = (6 / 4006) * (20 / 9020);
    expect(longRun(chain).unavailability / truth).toBeCloseTo(1, 12);
    expectFound(rareUnavailability(chain, random("two sites"), effort), truth, 0.02);
  });
});

describe("two components of which one brings the other down", () => {
  test("a hazard that rises while a part is down: simulated as it is solved", () => {
    const chain = componentChain({
      types: [
        { units: 1, failureRate: 1e-4, repairRate: 0.25 },
        { units: 1, failureRate: ([line = 0]) => (line === 1 ? 1e-2 : 1e-5), repairRate: 0.02 },
      ],
      isDown: ([line, site]) => line === 1 && site === 1,
    });
    expectFound(rareUnavailability(chain, random("rolling"), effort), longRun(chain).unavailability, 0.02);
  });
});

describe("what a pilot chooses", () => {
  test("plain simulation for what is common, biasing for what is rare", () => {
    const fiveTypes = (failureRate: number) =>
      componentChain({
        types: Array.from({ length: 5 }, () => ({ units: 3, failureRate, repairRate: 1 })),
        isDown: (failed) => failed.includes(3),
      });
    expect(rareFailureRate(fiveTypes(0.5), random("common"), { stepsMax: 1e5 }).bias).toBe("plain");
    expect(rareFailureRate(fiveTypes(0.01), random("rare"), { stepsMax: 1e5 }).bias).toMatch(/^balanced/);
  });

  test("the same seed gives the same bytes", () => {
    const once = () => rareUnavailability(repairman("RE-HRMS-A-2x2"), random("again"), effort);
    expect(once()).toEqual(once());
  });
});
