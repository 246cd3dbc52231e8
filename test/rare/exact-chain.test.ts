import { describe, expect, test } from "vitest";
import { atLeastUp, componentChain } from "../../sim/rare/component-chain.ts";
import { hitProbability, longRun, longRunShares, meanTimeToFailure } from "../../sim/rare/exact-chain.ts";
import { tableChain } from "../../sim/rare/markov-chain.ts";
import { downByTime, failureProbability } from "../../sim/rare/uniformization.ts";
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
  twoState,
} from "./case-chains.ts";

/** Expected values carry nine digits. */
const expectDigits = (value: number, wanted: number, digits = 8): void =>
  expect(value / wanted).toBeCloseTo(1, digits);

describe("exact answers agree with the cases to all printed digits", () => {
  for (const { id } of casesOf("AV-2S"))
    test(`${id}: in the long run, at ten hours, over a year`, () => {
      const chain = twoState(id);
      const { unavailability, failureFrequency } = longRun(chain);
      expectDigits(1 - unavailability, expected(id, "A"));
      expectDigits(unavailability * 8760, expected(id, "downtime_h_per_yr"));
      expectDigits(failureFrequency * 8760, expected(id, "failures_per_yr"));
      expectDigits(1 - downByTime(chain, 10).downAtEnd, expected(id, "A_t10h"));
      expectDigits(1 - downByTime(chain, 8760).downShare, expected(id, "A_interval_1yr"));
    });

  for (const { id } of casesOf("AV-DUPLEX-"))
    test(`${id}: mean time to failure`, () =>
      expectDigits(meanTimeToFailure(duplex(id)), expected(id, "mttf_h")));

  for (const { id } of casesOf("AV-DUPLEXU"))
    test(`${id}: unavailability and its parts`, () => {
      const chain = duplexWithRepair(id);
      expectDigits(longRun(chain).unavailability, expected(id, "unavailability"));
      const [bothDown = 0, uncovered = 0] = longRunShares(chain, [(s) => s === 2, (s) => s === 3]);
      expectDigits(bothDown, expected(id, "p_both_down"));
      // Where coverage is complete the case holds rounding dust of its own solver: −7e-21.
      if (input(id, "coverage") === 1) expect(uncovered).toBe(0);
      else expectDigits(uncovered, expected(id, "p_uncovered"));
    });

  for (const { id } of casesOf("AV-MTTF"))
    test(`${id}: mean time to failure`, () =>
      expectDigits(meanTimeToFailure(kOfN(id)), expected(id, "mttf_h")));

  for (const { id } of casesOf("AV-BETA"))
    test(`${id}: a common cause`, () => {
      expectDigits(longRun(commonCause(id)).unavailability, expected(id, "U_both_down"));
      expectDigits(meanTimeToFailure(commonCause(id)), expected(id, "mttf_both_h"));
    });

  for (const { id } of casesOf("RE-HRMS"))
    test(`${id}: one repairman`, () => {
      expectDigits(longRun(repairman(id)).unavailability, expected(id, "unavailability"));
      expectDigits(meanTimeToFailure(repairman(id)), expected(id, "mttf_h"));
    });

  for (const { id } of casesOf("RE-MM1"))
    test(`${id}: the level before empty`, () =>
      expectDigits(
        hitProbability(queue(id), (n) => n === 0),
        expected(id, "probability"),
      ));

  for (const { id } of casesOf("RE-TANDEM"))
    test(`${id}: two queues in a row`, () =>
      expectDigits(
        hitProbability(tandem(id, 60), (s) => s === 0),
        expected(id, "probability"),
      ));
});

test("two components of which one fails more easily while the other is down", () => {
  // a = λ of each alone, b = λ of the other then, repairs m. Balance by hand: with both alike
  // P1/P0 = 2a/m · …: P(one down) = P0 2a/m, P(both) = P(one) b/(2m), as in any birth-and-death chain.
  const [a, b, m] = [1e-4, 1e-2, 0.25];
  const chain = componentChain({
    types: [
      {
        units: 2,
        failureRate: ([failed = 0]) => (failed === 0 ? a : b),
        repairRate: m,
      },
    ],
    isDown: atLeastUp(1, 2),
  });
  const [one, both] = [(2 * a) / m, ((2 * a) / m) * (b / (2 * m))];
  expectDigits(longRun(chain).unavailability, both / (1 + one + both), 12);
  // Mean time to both down: (m + b + 2a) / (2a b).
  expectDigits(meanTimeToFailure(chain), (m + b + 2 * a) / (2 * a * b), 12);
});

test("two unlike components, correlated: four states by hand", () => {
  const [a1, a2, b1, b2, m1, m2] = [1e-3, 2e-3, 0.05, 0.01, 1, 0.5];
  const chain = tableChain(
    0,
    [3],
    [
      { from: 0, to: 1, rate: a1, kind: "failure" },
      { from: 0, to: 2, rate: a2, kind: "failure" },
      { from: 1, to: 3, rate: b2, kind: "failure" },
      { from: 2, to: 3, rate: b1, kind: "failure" },
      { from: 1, to: 0, rate: m1, kind: "repair" },
      { from: 2, to: 0, rate: m2, kind: "repair" },
      { from: 3, to: 2, rate: m1, kind: "repair" },
      { from: 3, to: 1, rate: m2, kind: "repair" },
    ],
  );
  // Balance of 1 and 2 with p0 = 1 and p3 = x: p1 = (a1 + m2 x)/(m1 + b2), p2 = (a2 + m1 x)/(m2 + b1),
  // (m1 + m2) x = b2 p1 + b1 p2.
  const [f, g] = [b2 / (m1 + b2), b1 / (m2 + b1)];
  const x = (f * a1 + g * a2) / (m1 + m2 - f * m2 - g * m1);
  const [p1, p2] = [(a1 + m2 * x) / (m1 + b2), (a2 + m1 * x) / (m2 + b1)];
  expectDigits(longRun(chain).unavailability, x / (1 + p1 + p2 + x), 12);
  expectDigits(longRun(chain).failureFrequency, (b2 * p1 + b1 * p2) / (1 + p1 + p2 + x), 12);
});

describe("by a given time", () => {
  /** All up → degraded → failed, from the characteristic roots. */
  const closedForm = (a: number, b: number, mu: number, until: number): number => {
    const sum = a + b + mu;
    const s2 = -(sum + Math.sqrt(sum * sum - 4 * a * b)) / 2;
    const s1 = (a * b) / s2;
    return (s1 * -Math.expm1(s2 * until) - s2 * -Math.expm1(s1 * until)) / (s1 - s2);
  };
  for (const [years, hours] of [
    [2, 10],
    [20, 1],
    [500, 1],
  ] as const)
    test(`a duplex of ${years} years and ${hours} h fails within a year as its closed form says`, () => {
      const [lambda, mu] = [1 / (years * 8760), 1 / hours];
      const chain = componentChain({
        types: [{ units: 2, failureRate: lambda, repairRate: mu }],
        isDown: atLeastUp(1, 2),
      });
      expectDigits(failureProbability(chain, 8760), closedForm(2 * lambda, lambda, mu, 8760), 7);
    });
});

test("above 1,200 states sweeps give what elimination gives", () => {
  // 11 unlike units: 2,048 states by sweeps; as independent units the answer is a product.
  const types = Array.from({ length: 11 }, (_, i) => ({
    units: 1,
    failureRate: 0.001 * (i + 1),
    repairRate: 1 / (1 + (i % 3)),
  }));
  const chain = componentChain({
    types,
    isDown: (failed) => (failed[0] ?? 0) + (failed[5] ?? 0) + (failed[10] ?? 0) === 3,
  });
  const down = [0, 5, 10].map((i) => {
    const { failureRate = 0, repairRate = 1 } = types[i] ?? {};
    return failureRate / (failureRate + repairRate);
  });
  expectDigits(
    longRun(chain).unavailability,
    down.reduce((product, u) => product * u, 1),
    10,
  );
});

test("too many states are refused with a way out", () => {
  const types = Array.from({ length: 13 }, () => ({ units: 1, failureRate: 0.001, repairRate: 1 }));
  expect(() => longRun(componentChain({ types, isDown: () => false }))).toThrow(/simulate/);
});

test("a state that nothing leads out of is a mistake, a failure that cannot happen is infinitely far", () => {
  const edge = (from: number, to: number) => ({ from, to, rate: 1, kind: "failure" as const });
  expect(() => longRun(tableChain(0, [1], [edge(0, 1)]))).toThrow(/out of state 1/);
  const trap = [edge(0, 1), edge(1, 2), edge(2, 1)];
  expect(() => longRun(tableChain(0, [2], trap))).toThrow(/back to the start/);
  expect(meanTimeToFailure(tableChain(0, [9], [edge(0, 1), edge(1, 0)]))).toBe(Number.POSITIVE_INFINITY);
});
