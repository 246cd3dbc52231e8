import { expect, test } from "vitest";
import { randomRoot } from "../../sim/kernel/random.ts";
import { Histogram, type SparseHistogram } from "../../sim/statistics/histogram.ts";
import { estimateOfPooled } from "../../sim/statistics/pooled-estimate.ts";

const windowOf = (values: readonly number[]): SparseHistogram => {
  const histogram = new Histogram(1e6);
  for (const value of values) histogram.add(value);
  return histogram.toSparse();
};

test("the population is every transaction, the independent pieces are the windows", () => {
  const histograms = [windowOf([100, 200]), windowOf([]), windowOf([300, 400, 500, 600])];
  const estimate = estimateOfPooled({ unit: "s", histograms });
  expect(estimate).toMatchObject({ unit: "s", n: 6, effectiveSamples: 2, min: 1e-4, max: 6e-4 });
  expect(estimate.mean).toBeCloseTo(3.5e-4, 12); // 2100 µs / 6, not the mean 300 of the window means 150 and 450
  expect(estimate.quantiles?.[0]?.value).toBeCloseTo(3e-4, 5);
});

test("fewer than ten windows give no interval", () => {
  const few = Array.from({ length: 9 }, () => windowOf(Array.from({ length: 100 }, (_, i) => 1000 + i)));
  const estimate = estimateOfPooled({ unit: "s", histograms: few });
  expect(estimate).not.toHaveProperty("low");
  for (const quantile of estimate.quantiles ?? []) expect(quantile).not.toHaveProperty("low");
});

test("empty windows say nothing at all", () => {
  expect(estimateOfPooled({ unit: "s", histograms: [windowOf([])] })).toEqual({ unit: "s", n: 0 });
});

test("a p99 that lives in one window of twenty has no upper bound", () => {
  const calm = Array.from({ length: 19 }, () => windowOf(new Array(100).fill(1000)));
  const histograms = [...calm, windowOf(new Array(100).fill(90_000))];
  const p99 = estimateOfPooled({ unit: "s", histograms }).quantiles?.[2];
  expect(p99?.value).toBeCloseTo(0.09, 3);
  expect(p99).not.toHaveProperty("high");
});

test("of 400 drills with windows of unlike load, the intervals cover the pooled median, p95 and mean as stated", () => {
  // A window is fast (mean 1 ms) or slow (mean 3 ms), 200 exponential latencies each; pooled: S(x) = (e^-x + e^-x/3) / 2.
  // p50: S = 0.5 at 1.19117 ms; p95: S = 0.05 at 6.9078 ms (e^-x is 0.001 there); mean 2 ms.
  // Nominal 95 %; 400 trials have standard deviation 4.4; below 355 by chance in fewer than 1 of 10,000 seeds.
  const stream = randomRoot("woodruff coverage").replication(1).stream("values");
  const survival = (x: number): number => (Math.exp(-x) + Math.exp(-x / 3)) / 2;
  const solve = (level: number): number => {
    let [low, high] = [0, 100];
    for (let i = 0; i < 80; i++)
      [low, high] = survival((low + high) / 2) > level ? [(low + high) / 2, high] : [low, (low + high) / 2];
    return low;
  };
  const truth = { p50: solve(0.5) / 1e3, p95: solve(0.05) / 1e3, mean: 2e-3 };
  const covered = { p50: 0, p95: 0, mean: 0 };
  for (let trial = 0; trial < 400; trial++) {
    const histograms = Array.from({ length: 40 }, () => {
      const mean = stream.uniform() < 0.5 ? 1000 : 3000;
      return windowOf(Array.from({ length: 200 }, () => mean * stream.exponentialByInversion()));
    });
    const { low = 1, high = 0, quantiles = [] } = estimateOfPooled({ unit: "s", histograms });
    if (low <= truth.mean && truth.mean <= high) covered.mean++;
    const [p50, p95] = quantiles;
    if ((p50?.low ?? 1) <= truth.p50 && truth.p50 <= (p50?.high ?? 0)) covered.p50++;
    if ((p95?.low ?? 1) <= truth.p95 && truth.p95 <= (p95?.high ?? 0)) covered.p95++;
  }
  for (const count of Object.values(covered)) expect(count).toBeGreaterThanOrEqual(355);
});
