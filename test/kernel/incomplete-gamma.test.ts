import { expect, test } from "vitest";
import { exp } from "../../sim/kernel/arithmetic.ts";
import { gammaProbability, gammaQuantile, logGamma } from "../../sim/kernel/incomplete-gamma.ts";

test("ln Γ of 1/2, 1, 10 and 101", () => {
  expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.PI) / 2, 14);
  expect(logGamma(1)).toBeCloseTo(0, 14);
  expect(logGamma(10)).toBeCloseTo(Math.log(362_880), 12);
  expect(logGamma(101)).toBeCloseTo(363.73937555556347, 10); // ln 100!
});

test("shape 1 is the exponential distribution, shape k a Poisson tail", () => {
  for (const x of [0.001, 0.5, 1, 3, 20]) expect(gammaProbability(1, x)).toBeCloseTo(1 - Math.exp(-x), 14);
  // P(gamma(3) ≤ x) = 1 − e^−x (1 + x + x²/2)
  for (const x of [0.1, 2, 4.5, 15])
    expect(gammaProbability(3, x)).toBeCloseTo(1 - exp(-x) * (1 + x + (x * x) / 2), 13);
});

test("quantiles invert, from half an event to a million", () => {
  for (const shape of [0.5, 1, 7, 300, 1e6])
    for (const p of [1e-6, 0.025, 0.5, 0.975]) {
      const x = gammaQuantile(shape, p);
      // What the terms of the exponent lose: 1e6 × ln 1e6 × 2⁻⁵³ = 1.5e-9, a few times over.
      expect(Math.abs(gammaProbability(shape, x) / p - 1)).toBeLessThan(1e-8);
    }
});

test("chi-square table: 3.841 for 1 degree, 11.070 for 5, 124.342 for 100, at 95 %", () => {
  expect(2 * gammaQuantile(0.5, 0.95)).toBeCloseTo(3.841, 3);
  expect(2 * gammaQuantile(2.5, 0.95)).toBeCloseTo(11.07, 3);
  expect(2 * gammaQuantile(50, 0.95)).toBeCloseTo(124.342, 3);
});
