// Hazards: the inverse is one, the rate is the slope, and a random instant finds long lives in proportion to their length.
import { describe, expect, it } from "vitest";
import { ageAt, hazardAt, hazardSpent } from "../../sim/kernel/hazard.ts";
import { sampleLengthBiased } from "../../sim/kernel/length-biased.ts";
import { randomRoot } from "../../sim/kernel/random.ts";
import { meanOf, quantileOf, sample } from "../../sim/kernel/sampling.ts";
import { type Distribution, scaled } from "../../sim/quantity/distribution.ts";

const smooth: readonly Distribution[] = [
  { kind: "uniform", from: 2, to: 9 },
  { kind: "exponential", mean: 5 },
  { kind: "normal", mean: 20, sd: 4 },
  { kind: "lognormal", median: 3, sigma: 1.2 },
  { kind: "weibull", scale: 4, shape: 0.7 },
  { kind: "weibull", scale: 4, shape: 2.5 },
  { kind: "pareto", scale: 2, shape: 3.5 },
  { kind: "hyperexponential", p: 0.9, means: [1, 20] },
  { kind: "erlang", stages: 4, mean: 6 },
];
const atomic: readonly Distribution[] = [
  { kind: "constant", value: 7 },
  { kind: "recorded", values: [3, 1, 4, 1, 5] },
];

describe.each(smooth)("$kind", (distribution) => {
  it("uses up an amount of hazard by the age that belongs to it, far into the tail", () => {
    for (const amount of [0.01, 0.3, 1, 4, 20]) {
      expect(hazardSpent(distribution, ageAt(distribution, amount)) / amount).toBeCloseTo(1, 6);
    }
    for (const p of [0.05, 0.5, 0.95])
      expect(hazardSpent(distribution, quantileOf(distribution, p))).toBeCloseTo(-Math.log(1 - p), 8);
  });

  it("has the slope of its cumulative hazard as its rate", () => {
    for (const p of [0.1, 0.5, 0.9]) {
      const age = quantileOf(distribution, p);
      const h = age * 1e-5;
      const slope = (hazardSpent(distribution, age + h) - hazardSpent(distribution, age - h)) / (2 * h);
      expect(hazardAt(distribution, age) / slope).toBeCloseTo(1, 5);
    }
  });

  it("uses up nothing before it begins", () => {
    expect(hazardSpent(distribution, 0)).toBe(0);
    expect(hazardSpent(distribution, -3)).toBe(0);
  });
});

describe.each([...smooth, ...atomic])("found at a random instant, $kind", (distribution) => {
  it("has the mean of its square over its mean", () => {
    const stream = randomRoot("length-biased").replication(1).stream(distribution.kind);
    const n = 40_000;
    // Plain draws weighted by their length have the same mean; both errors are estimated, and add.
    const plain = Array.from({ length: n }, () => sample(distribution, stream));
    const biased = Array.from({ length: n }, () => sampleLengthBiased(distribution, stream));
    const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
    const expected = mean(plain.map((x) => x * x)) / meanOf(distribution);
    const ratioError = deviation(plain.map((x) => (x * x) / meanOf(distribution))) / Math.sqrt(n);
    const error = deviation(biased) / Math.sqrt(n);
    // Four standard errors: one in 16,000 by chance.
    expect(Math.abs(mean(biased) - expected)).toBeLessThanOrEqual(4 * Math.hypot(error, ratioError) + 1e-9);
  });

  it("scaled has its quantiles and its mean scaled", () => {
    const longer = scaled(distribution, 3);
    expect(meanOf(longer) / meanOf(distribution)).toBeCloseTo(3, 9);
    for (const p of [0.1, 0.6, 0.95])
      expect(quantileOf(longer, p) / quantileOf(distribution, p)).toBeCloseTo(3, 9);
  });
});

function deviation(values: readonly number[]): number {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  return Math.sqrt(values.reduce((a, b) => a + (b - mean) ** 2, 0) / (values.length - 1));
}
