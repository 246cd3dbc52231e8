import { expect, it } from "vitest";
import { isPrecise, nextSize, relativeHalfWidth } from "../../sim/statistics/relative-precision.ts";

it("the true error stays below what is asked: half width over value is at most g/(1+g)", () => {
  // ±4.76 % of the estimate is ±5 % of a true value at its lower end.
  const at = (half: number) => ({ value: 100, low: 100 - half, high: 100 + half });
  expect(isPrecise(at(4.76), 0.05)).toBe(true);
  expect(isPrecise(at(4.77), 0.05)).toBe(false);
});

it("what has no interval is not precise, unless nothing varies", () => {
  expect(relativeHalfWidth({ value: 3 })).toBe(Number.POSITIVE_INFINITY);
  expect(relativeHalfWidth({ value: 0, isConstant: true })).toBe(0);
});

it("the next size follows the root law, in whole blocks, and at most doubles", () => {
  const terms = { relative: 0.05, block: 10 };
  const target = 0.05 / 1.05;
  expect(nextSize(100, target * Math.sqrt(1.34), terms)).toBe(140);
  expect(nextSize(100, 1, terms)).toBe(200);
  expect(nextSize(100, target, terms)).toBe(110);
});
