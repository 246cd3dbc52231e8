// Simulated answers against exact ones: within the case's tolerance and with the interval covering. Intervals are at
// 99.9 % here, so that by chance one in about thirty such files would fail for some seed; that 95 % are 95 % is
// measured below. Work is counted in jumps.
import { describe, expect, test } from "vitest";
import { randomRoot } from "../../sim/kernel/random.ts";
import { PLAIN } from "../../sim/rare/bias.ts";
import { atLeastUp, componentChain } from "../../sim/rare/component-chain.ts";
import { longRun } from "../../sim/rare/exact-chain.ts";
import type { MarkovChain } from "../../sim/rare/markov-chain.ts";
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
  input,
  kOfN,
  queue,
  repairman,
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

/** Jumps that plain simulation would need: 1/p walks of at least two jumps for each of the ((z / goal)²) hits. */
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

/** Two sites' lines, a witness and its two lines: split brain when both lines are down and the witness is no help. */
function splitBrain(perUnit: readonly (readonly [days: number, hours: number])[]): MarkovChain {
  return componentChain({
    types: perUnit.map(([days, hours]) => ({
      units: 1,
      failureRate: 1 / (24 * days),
      repairRate: 1 / hours,
    })),
    isDown: ([a, b, witness, toOne, toOther]) =>
      a === 1 && b === 1 && (witness === 1 || (toOne === 1 && toOther === 1)),
  });
}

describe("once in a thousand million years", () => {
  const hours = 8760;
  const goal = { relativeHalfWidth: 0.1 };

  test("a duplex of 500 years and one hour: to 10 % in fewer than 10,000 walks", () => {
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

  test("a split brain at 2·10⁻¹⁰ a year: to 10 % in fewer than five million jumps", () => {
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
    expect(found.steps).toBeLessThan(5_000_000);
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

describe("95 % intervals of 1,000 macro-replications cover in 92 to 98 %", () => {
  // In the first, what happens after an uncovered failure is not biased and rarely doubles it: more walks are needed
  // until that has been met often enough (at 5,000 jumps the interval covered in 91 %).
  const chains: readonly (readonly [string, number, MarkovChain])[] = [
    ["duplex with coverage", 25_000, duplexWithRepair("AV-DUPLEXU-l0.000228-c0.95-crew1")],
    ["one repairman", 5000, repairman("RE-HRMS-A-2x2")],
    ["a common cause", 5000, commonCause("AV-BETA-l0.00043-b0.05")],
  ];
  for (const [name, stepsMax, chain] of chains)
    test(name, () => {
      const truth = longRun(chain).unavailability;
      let [printed, covered] = [0, 0];
      for (let macro = 0; macro < 1000; macro++) {
        const { low, high } = rareUnavailability(chain, random(name, macro), {
          stepsMax,
          candidates: [{ kind: "balanced", failureShare: 0.5 }],
        });
        if (low === undefined || high === undefined) continue;
        printed++;
        if (low <= truth && truth <= high) covered++;
      }
      expect(printed).toBeGreaterThan(900);
      expect(covered / printed).toBeGreaterThanOrEqual(0.92);
      expect(covered / printed).toBeLessThanOrEqual(0.98);
    });

  test("plain simulation of a queue that fills up", () => {
    const chain = queue("RE-MM1-0.8-50");
    const level = 6;
    const short = { ...chain, isDown: (n: number) => n === level };
    // Gambler's ruin: (r − 1)/(r^level − 1) with r = 1/ρ.
    const r = 1 / input("RE-MM1-0.8-50", "rho");
    const truth = (r - 1) / (r ** level - 1);
    let covered = 0;
    for (let macro = 0; macro < 1000; macro++) {
      const { low = 0, high = 0 } = rareHitProbability(
        { chain: short, isEnd: (n) => n === 0 },
        random("plain", macro),
        { stepsMax: 20_000, candidates: [PLAIN] },
      );
      if (low <= truth && truth <= high) covered++;
    }
    expect(covered / 1000).toBeGreaterThanOrEqual(0.92);
    expect(covered / 1000).toBeLessThanOrEqual(0.98);
  });
});
