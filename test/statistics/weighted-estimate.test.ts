import { expect, test } from "vitest";
import { exp, log } from "../../sim/kernel/arithmetic.ts";
import { randomRoot } from "../../sim/kernel/random.ts";
import { weightedEstimate } from "../../sim/statistics/weighted-estimate.ts";

test("equal weights: their number is the effective sample size", () => {
  const estimate = weightedEstimate({ unit: "p", hits: new Array<number>(400).fill(1e-6), trials: 1000 });
  expect(estimate.effectiveSamples).toBeCloseTo(400, 9);
  expect(estimate.largestWeightShare).toBeCloseTo(1 / 400, 12);
  expect(estimate.mean).toBeCloseTo(4e-7, 15);
  // 400 of 1000: ± 1.96 √(0.4 · 0.6 / 1000) on 0.4
  expect(estimate.relativeHalfWidth).toBeCloseTo(0.0759, 3);
});

test("a weight of more than a twentieth, or few effective samples, leave a lower bound", () => {
  const few = weightedEstimate({ unit: "p", hits: new Array<number>(60).fill(1), trials: 1000 });
  expect(few.bound?.method).toBe("effective sample size 60 of 100");
  const dominated = weightedEstimate({
    unit: "p",
    hits: [...new Array<number>(900).fill(1), 60],
    trials: 1000,
  });
  expect(dominated.bound?.method).toBe("the largest weight is 6 % of the sum");
  expect(dominated.low).toBeUndefined();
  expect(dominated.bound?.low).toBeLessThan(0.9);
  expect(weightedEstimate({ unit: "p", hits: [], trials: 9 }).bound?.method).toBe("no hit in 9 trials");
});

test("P(exponential > 20) under a flatter law: 95 % intervals cover in 92 to 98 %", () => {
  const truth = exp(-20);
  let [printed, covered] = [0, 0];
  for (let macro = 0; macro < 1000; macro++) {
    const stream = randomRoot("weights").replication(macro).stream("tilted");
    const hits: number[] = [];
    // Drawn with mean 10 instead of 1: the weight of x is e^−x / (e^(−x/10) / 10).
    for (let i = 0; i < 6000; i++) {
      const x = 10 * stream.exponential();
      if (x > 20) hits.push(10 * exp(-0.9 * x));
    }
    const { low, high } = weightedEstimate({ unit: "p", hits, trials: 6000 });
    if (low === undefined || high === undefined) continue;
    printed++;
    if (low <= truth && truth <= high) covered++;
  }
  expect(printed).toBeGreaterThan(900);
  expect(covered / printed).toBeGreaterThanOrEqual(0.92);
  expect(covered / printed).toBeLessThanOrEqual(0.98);
});

test("weights of infinite variance print a bound, not an interval that is too small", () => {
  // Drawn steeper than true: weights grow without bound (a tail like x^−4/3), and the largest are not met.
  let intervals = 0;
  for (let macro = 0; macro < 200; macro++) {
    const stream = randomRoot("heavy weights").replication(macro).stream("tilted");
    const hits: number[] = [];
    for (let i = 0; i < 2000; i++) {
      const x = stream.exponential() / 4;
      hits.push(exp(3 * x - log(4)));
    }
    const { low } = weightedEstimate({ unit: "mean", hits, trials: 2000 });
    if (low !== undefined) intervals++;
  }
  expect(intervals / 200).toBeLessThan(0.2);
});
