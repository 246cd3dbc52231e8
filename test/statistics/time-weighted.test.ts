import { expect, test } from "vitest";
import { TimeWeighted } from "../../sim/statistics/time-weighted.ts";

test("a signal at 2 for 10, then at 5 for 30, has mean 4.25", () => {
  const signal = new TimeWeighted(100, 2);
  signal.set(110, 5); // (2 × 10 + 5 × 30) / 40
  expect(signal.mean(140)).toBe(4.25);
  expect(signal.max(140)).toBe(5);
});

test("a value that lasts no time leaves no trace", () => {
  const signal = new TimeWeighted(0, 1);
  signal.set(5, 1000);
  signal.set(5, 3);
  expect(signal.max(10)).toBe(3);
  expect(signal.mean(10)).toBe(2);
});

test("over an empty interval there is neither mean nor maximum", () => {
  expect(new TimeWeighted(7, 3).mean(7)).toBeUndefined();
  expect(new TimeWeighted(7, 3).max(7)).toBeUndefined();
});

test("a signal cannot change in its past", () => {
  const signal = new TimeWeighted(0, 1);
  signal.set(5, 2);
  expect(() => signal.set(4, 3)).toThrow(RangeError);
});
