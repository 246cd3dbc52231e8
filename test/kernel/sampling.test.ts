import { describe, expect, it } from "vitest";
import { randomRoot } from "../../sim/kernel/random.ts";
import { meanOf, quantileOf, sample, sampleFast } from "../../sim/kernel/sampling.ts";
import type { Distribution } from "../../sim/quantity/distribution.ts";

interface Case {
  readonly distribution: Distribution;
  /** P(X ≤ x), from the textbook. */
  readonly cumulative: (x: number) => number;
  readonly mean: number;
  readonly variance: number;
}

const normal = (x: number): number => {
  // Simpson's rule over the density from −10, our own check on the closed forms.
  const steps = 2000;
  const h = (x + 10) / steps;
  let sum = 0;
  for (let i = 0; i <= steps; i++) {
    const t = -10 + i * h;
    sum += Math.exp((-t * t) / 2) * (i === 0 || i === steps ? 1 : i % 2 === 1 ? 4 : 2);
  }
  return (sum * h) / 3 / Math.sqrt(2 * Math.PI);
};

const cases: Readonly<Record<string, Case>> = {
  uniform: {
    distribution: { kind: "uniform", from: 10, to: 30 },
    cumulative: (x) => (x - 10) / 20,
    mean: 20,
    variance: 400 / 12,
  },
  exponential: {
    distribution: { kind: "exponential", mean: 5 },
    cumulative: (x) => 1 - Math.exp(-x / 5),
    mean: 5,
    variance: 25,
  },
  // E max(0, X) for X normal (3, 1): 3 Φ(3) + φ(3) = 2.995950 + 0.004432 = 3.000382
  normal: {
    distribution: { kind: "normal", mean: 3, sd: 1 },
    cumulative: (x) => normal(x - 3),
    mean: 3.000382,
    variance: 1,
  },
  // Mean e^(σ²/2), variance (e^(σ²) − 1) e^(σ²), σ = 0.5
  lognormal: {
    distribution: { kind: "lognormal", median: 1, sigma: 0.5 },
    cumulative: (x) => normal(Math.log(x) / 0.5),
    mean: Math.exp(0.125),
    variance: (Math.exp(0.25) - 1) * Math.exp(0.25),
  },
  // Shape 1/2: mean Γ(3) = 2, second moment Γ(5) = 24
  weibull: {
    distribution: { kind: "weibull", scale: 1, shape: 0.5 },
    cumulative: (x) => 1 - Math.exp(-Math.sqrt(x)),
    mean: 2,
    variance: 20,
  },
  // Shape 3: mean 3/2, variance 3/4
  pareto: {
    distribution: { kind: "pareto", scale: 1, shape: 3 },
    cumulative: (x) => 1 - x ** -3,
    mean: 1.5,
    variance: 0.75,
  },
  // Mean 0.9 · 1 + 0.1 · 11 = 2, second moment 2 (0.9 · 1 + 0.1 · 121) = 26
  hyperexponential: {
    distribution: { kind: "hyperexponential", p: 0.9, means: [1, 11] },
    cumulative: (x) => 1 - 0.9 * Math.exp(-x) - 0.1 * Math.exp(-x / 11),
    mean: 2,
    variance: 22,
  },
  // Three stages of mean 2: P(X > x) = e^−y (1 + y + y²/2) with y = x / 2
  erlang: {
    distribution: { kind: "erlang", stages: 3, mean: 6 },
    cumulative: (x) => 1 - Math.exp(-x / 2) * (1 + x / 2 + (x * x) / 8),
    mean: 6,
    variance: 12,
  },
};

const N = 100_000;

describe("sampling", () => {
  for (const [kind, { distribution, cumulative, mean, variance }] of Object.entries(cases)) {
    for (const draw of [sample, sampleFast]) {
      // √n D > 1.95 with probability 0.001; a mean beyond 4 deviations with probability 0.00006. The seed is
      // fixed.
      it(`${draw.name} draws ${kind} variables with their distribution and mean`, () => {
        const stream = randomRoot("sampling.test").replication(0).stream(`${kind} ${draw.name}`);
        const drawn = Float64Array.from({ length: N }, () => draw(distribution, stream)).sort();
        let distance = 0;
        for (let i = 0; i < N; i += 7) {
          // A normal below zero counts as zero: there the distribution jumps.
          if (drawn[i] === 0) continue;
          const p = cumulative(drawn[i]!);
          distance = Math.max(distance, p - i / N, (i + 1) / N - p);
        }
        expect(Math.sqrt(N) * distance).toBeLessThan(1.95);
        const average = drawn.reduce((sum, x) => sum + x, 0) / N;
        expect(Math.abs(average - mean)).toBeLessThan(4 * Math.sqrt(variance / N));
      });
    }

    it(`the mean of ${kind} is the closed form's, and its quantiles undo its distribution`, () => {
      expect(meanOf(distribution)).toBeCloseTo(mean, 6);
      for (const p of [0.01, 0.05, 0.3, 0.5, 0.9, 0.999]) {
        expect(cumulative(quantileOf(distribution, p))).toBeCloseTo(p, 9);
      }
    });
  }

  it("a constant is always itself", () => {
    const stream = randomRoot("x").replication(0).stream("constant");
    const distribution: Distribution = { kind: "constant", value: 7 };
    expect([sample(distribution, stream), meanOf(distribution), quantileOf(distribution, 0.9)]).toEqual([
      7, 7, 7,
    ]);
  });

  it("recorded values are drawn equally often and have the recorded mean and quantiles", () => {
    const stream = randomRoot("x").replication(0).stream("recorded");
    const distribution: Distribution = { kind: "recorded", values: [9, 1, 5, 1] };
    let ones = 0;
    for (let i = 0; i < 10_000; i++) if (sample(distribution, stream) === 1) ones++;
    // 5,000 ± 50; beyond 4 deviations once in 16,000 times.
    expect(Math.abs(ones - 5000)).toBeLessThan(200);
    expect(meanOf(distribution)).toBe(4);
    expect([0.25, 0.5, 0.51, 0.75, 0.99].map((p) => quantileOf(distribution, p))).toEqual([1, 1, 5, 5, 9]);
  });

  it("a normal is never below zero", () => {
    const stream = randomRoot("x").replication(0).stream("normal");
    const distribution: Distribution = { kind: "normal", mean: 0, sd: 1 };
    for (let i = 0; i < 100; i++) expect(sample(distribution, stream)).toBeGreaterThanOrEqual(0);
    // E max(0, X) = φ(0) = 1 / √(2π)
    expect(meanOf(distribution)).toBeCloseTo(0.3989422804014327, 15);
  });

  it("a Pareto of shape 1 has no finite mean", () => {
    expect(meanOf({ kind: "pareto", scale: 1, shape: 1 })).toBe(Number.POSITIVE_INFINITY);
  });

  it("uses a fixed number of uniforms, and a larger uniform gives no smaller draw", () => {
    for (const { distribution } of Object.values(cases)) {
      if (distribution.kind === "hyperexponential" || distribution.kind === "erlang") continue;
      const stream = randomRoot("x").replication(0).stream("fixed");
      const same = randomRoot("x").replication(0).stream("fixed");
      for (let i = 0; i < 20; i++) {
        const u = same.uniform();
        expect(sample(distribution, stream)).toBe(quantileOf(distribution, u));
        expect(quantileOf(distribution, u / 2)).toBeLessThanOrEqual(quantileOf(distribution, u));
      }
    }
  });
});
