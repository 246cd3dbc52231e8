import { expect, test } from "vitest";
import { Binomial } from "../../sim/statistics/binomial.ts";
import { clopperPearson, ruleOfThree } from "../../sim/statistics/proportion.ts";

test("five fair coins give 1, 6, 16, 26, 31, 32 thirty-seconds", () => {
  const coins = new Binomial(5, 0.5);
  [1, 6, 16, 26, 31, 32].forEach((count, k) => {
    expect(coins.upTo(k)).toBeCloseTo(count / 32, 14);
  });
  expect(coins.upTo(-1)).toBe(0);
  expect(coins.upTo(9)).toBe(1);
});

test("a binomial of ten thousand trials neither under- nor overflows", () => {
  const many = new Binomial(10_000, 0.5);
  expect(many.upTo(4999) + (many.upTo(5000) - many.upTo(4999)) / 2).toBeCloseTo(0.5, 11); // by symmetry
  expect(new Binomial(10_000, 0.001).upTo(0)).toBeCloseTo(0.999 ** 10_000, 15);
});

test("certain and impossible trials are not special", () => {
  expect(new Binomial(7, 1).upTo(6)).toBe(0);
  expect(new Binomial(7, 1).upTo(7)).toBe(1);
  expect(new Binomial(7, 0).upTo(0)).toBe(1);
});

test("0 of n is bounded by the exact rule of three", () => {
  expect(ruleOfThree(400)).toBeCloseTo(1 - 0.05 ** (1 / 400), 15); // 0.746 %, against 3/400 = 0.75 %
  expect(ruleOfThree(1)).toBeCloseTo(0.95, 14);
});

test("Clopper-Pearson agrees with its closed forms at the ends and the published middle", () => {
  expect(clopperPearson(0, 20).high).toBeCloseTo(1 - 0.025 ** (1 / 20), 12);
  expect(clopperPearson(20, 20).low).toBeCloseTo(0.025 ** (1 / 20), 12);
  expect(clopperPearson(0, 20).low).toBe(0);
  // 10 of 100: 0.0490 .. 0.1762 (Fleiss, Statistical Methods for Rates and Proportions, table)
  expect(clopperPearson(10, 100).low).toBeCloseTo(0.049, 4);
  expect(clopperPearson(10, 100).high).toBeCloseTo(0.1762, 4);
});

test("Clopper-Pearson covers at least 95 % for every share, computed without sampling", () => {
  for (const share of [0.003, 0.02, 0.1, 0.37, 0.5]) {
    const n = 40;
    const law = new Binomial(n, share);
    let covered = 0;
    for (let k = 0; k <= n; k++) {
      const { low, high } = clopperPearson(k, n);
      if (low <= share && share <= high) covered += law.upTo(k) - law.upTo(k - 1);
    }
    expect(covered).toBeGreaterThanOrEqual(0.95);
  }
});
