import { expect, test } from "vitest";
import { Tally } from "../../sim/statistics/tally.ts";

test("mean, variance and extremes of 2, 4, 4, 4, 5, 5, 7, 9 are 5, 32/7, 2 and 9", () => {
  // squared deviations: 9 + 1 + 1 + 1 + 0 + 0 + 4 + 16 = 32
  const tally = Tally.of([2, 4, 4, 4, 5, 5, 7, 9]);
  expect(tally.count).toBe(8);
  expect(tally.mean).toBe(5);
  expect(tally.variance).toBeCloseTo(32 / 7, 14);
  expect([tally.min, tally.max]).toEqual([2, 9]);
});

test("the skewness of 1, 2, 6 is 6 / (14/3)^1.5", () => {
  // deviations -2, -1, 3: squares 4 + 1 + 9 = 14; cubes -8 - 1 + 27 = 18; (18/3) / (14/3)^1.5
  expect(Tally.of([1, 2, 6]).skewness).toBeCloseTo(6 / (14 / 3) ** 1.5, 14);
});

test("a large offset does not destroy the variance", () => {
  expect(Tally.of([1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16]).variance).toBeCloseTo(30, 9);
});

test("two merged halves equal the whole", () => {
  const values = Array.from({ length: 101 }, (_, i) => (i * 37) % 101 ** 1.5);
  const whole = Tally.of(values);
  const merged = Tally.of(values.slice(0, 30));
  merged.merge(Tally.of(values.slice(30)));
  expect(merged.count).toBe(whole.count);
  expect(merged.mean).toBeCloseTo(whole.mean as number, 10);
  expect(merged.variance).toBeCloseTo(whole.variance as number, 8);
  expect(merged.skewness).toBeCloseTo(whole.skewness as number, 10);
  expect(merged.max).toBe(whole.max);
});

test("what an empty or single sample cannot say is undefined", () => {
  expect(new Tally().mean).toBeUndefined();
  expect(new Tally().max).toBeUndefined();
  expect(Tally.of([3]).variance).toBeUndefined();
  expect(Tally.of([3, 3, 3]).skewness).toBeUndefined();
});
