import { expect, it } from "vitest";
import { meanWait } from "../../sim/fluid/queueing.ts";

it("is Pollaczek-Khinchine's mean for Poisson arrivals of constant and of exponential records", () => {
  // M/D/1: ρ s / (2 (1 − ρ)); M/M/1: ρ s / (1 − ρ).
  expect(meanWait(0.8, 100, 1)).toBeCloseTo((0.8 * 100) / 0.4, 9);
  expect(meanWait(0.8, 100, 2)).toBeCloseTo((0.8 * 100) / 0.2, 9);
});

it("at full use it is as far as a reflected Brownian motion can have come in an hour", () => {
  // 5,000 records a second, Poisson arrivals and exponential sizes: σ √(2 T / π) = √(2 λ) √(2 T / π) records.
  const records = Math.sqrt(2 * 5000) * Math.sqrt((2 * 3600) / Math.PI);
  expect(meanWait(1, 200, 2) / 200).toBeCloseTo(records, 6);
  expect(meanWait(0.999999, 200, 2)).toBeLessThanOrEqual(meanWait(1, 200, 2));
});

it("a clockwork waits for nothing", () => {
  expect(meanWait(0.99, 100, 0)).toBe(0);
});
