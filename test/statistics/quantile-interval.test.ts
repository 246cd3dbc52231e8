import { expect, test } from "vitest";
import { Binomial } from "../../sim/statistics/binomial.ts";
import { quantileInterval, quantileRank } from "../../sim/statistics/quantile-interval.ts";

test("a 95 % interval of the p99 begins to exist at 368 values", () => {
  expect(quantileInterval(367, 0.99)).toBeUndefined(); // 0.99^367 = 0.02502 > 0.025
  expect(quantileInterval(368, 0.99)?.high).toBe(368);
});

test("a 95 % interval of the median begins to exist at 6 values, with the extremes", () => {
  expect(quantileInterval(5, 0.5)).toBeUndefined(); // 2^-5 = 0.031 > 0.025
  expect(quantileInterval(6, 0.5)).toEqual({ low: 1, high: 6 });
});

test("the ranks for the median of 100 values are 40 and 61", () => {
  // the published table (Conover, table A3: 40 and 61)
  expect(quantileInterval(100, 0.5)).toEqual({ low: 40, high: 61 });
});

test("the coverage, computed exactly, is at least 95 % and at most 2.5 % is missed on each side", () => {
  for (const [n, p] of [
    [400, 0.99],
    [400, 0.95],
    [400, 0.5],
    [1000, 0.99],
    [25, 0.5],
  ] as const) {
    const ranks = quantileInterval(n, p);
    if (ranks === undefined) throw new Error(`no interval for ${n}, ${p}`);
    const below = new Binomial(n, p);
    expect(below.upTo(ranks.low - 1)).toBeLessThanOrEqual(0.025);
    expect(1 - below.upTo(ranks.high - 1)).toBeLessThanOrEqual(0.025);
  }
});

test("the rank of a quantile is n p where that is whole, else the next", () => {
  expect(quantileRank(400, 0.99)).toBe(396);
  expect(quantileRank(100, 0.07)).toBe(7); // 100 × 0.07 is 7.000000000000001 in binary
  expect(quantileRank(5, 0.5)).toBe(3);
  expect(quantileRank(3, 0.01)).toBe(1);
});
