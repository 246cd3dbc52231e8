import { expect, test } from "vitest";
import { studentQuantile, studentWithin } from "../../sim/statistics/student-t.ts";

test("the quantiles of 1 and 2 degrees of freedom are their closed forms", () => {
  for (const p of [0.6, 0.75, 0.9, 0.975, 0.995, 0.9995]) {
    const cauchy = Math.tan(Math.PI * (p - 0.5));
    expect(Math.abs(studentQuantile(p, 1) - cauchy) / cauchy).toBeLessThan(1e-10);
    const two = (2 * p - 1) / Math.sqrt(2 * p * (1 - p));
    expect(Math.abs(studentQuantile(p, 2) - two) / two).toBeLessThan(1e-12);
  }
});

test("the two-sided 95 % and 99 % quantiles agree with the published table to 1e-8", () => {
  // NIST/SEMATECH e-Handbook 1.3.6.7.2, with the further digits of Abramowitz & Stegun table 26.10 and of R's qt
  const table: [number, number, number][] = [
    [0.975, 5, 2.5705818366],
    [0.975, 10, 2.228138852],
    [0.975, 30, 2.0422724563],
    [0.975, 100, 1.983971519],
    [0.995, 10, 3.1692726726],
    [0.995, 29, 2.756385904],
  ];
  for (const [p, degrees, expected] of table) {
    expect(Math.abs(studentQuantile(p, degrees) - expected)).toBeLessThan(1e-8);
  }
});

test("the expansion above 1,000 degrees agrees with the sums it replaces", () => {
  for (const degrees of [1001, 1002, 5000]) {
    for (const p of [0.9, 0.975, 0.9995]) {
      expect(studentWithin(studentQuantile(p, degrees), degrees)).toBeCloseTo(2 * p - 1, 11);
    }
  }
});

test("the lower quantiles mirror the upper ones", () => {
  expect(studentQuantile(0.025, 7)).toBe(-studentQuantile(0.975, 7));
  expect(studentQuantile(0.5, 7)).toBe(0);
});

test("probabilities of 0 and 1 and fractional degrees are refused", () => {
  expect(() => studentQuantile(1, 5)).toThrow(RangeError);
  expect(() => studentQuantile(0.9, 2.5)).toThrow(RangeError);
});
