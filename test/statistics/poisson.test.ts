import { expect, test } from "vitest";
import { exp, log } from "../../sim/kernel/arithmetic.ts";
import { logGamma } from "../../sim/kernel/incomplete-gamma.ts";
import { poissonInterval, rateEstimate, zeroEventsBound } from "../../sim/statistics/poisson.ts";

test("the exact interval of 3 events is 0.619 to 8.767, of 10 events 4.795 to 18.390", () => {
  // Garwood 1936, table
  expect(poissonInterval(3).low).toBeCloseTo(0.6187, 4);
  expect(poissonInterval(3).high).toBeCloseTo(8.7673, 4);
  expect(poissonInterval(10).low).toBeCloseTo(4.7954, 4);
  expect(poissonInterval(10).high).toBeCloseTo(18.3904, 4);
});

test("no event in T years bounds the rate by 3.0/T", () => {
  expect(zeroEventsBound()).toBeCloseTo(-Math.log(0.05), 14);
  const estimate = rateEstimate({ unit: "failovers/yr", events: 0, exposure: 1000 });
  expect(estimate.bound?.high).toBeCloseTo(2.9957e-3, 7);
  expect(estimate.low).toBeUndefined();
});

test("a rate from few events is a bound on both sides, from many an interval", () => {
  expect(rateEstimate({ unit: "1/yr", events: 4, exposure: 2 }).bound?.high).toBeCloseTo(10.2416 / 2, 4);
  const many = rateEstimate({ unit: "1/yr", events: 400, exposure: 100 });
  expect(many.bound).toBeUndefined();
  expect(many.low).toBeCloseTo(3.6176, 2); // 4 − 1.96 · 20/100, a little less than symmetric
  expect(many.high).toBeCloseTo(4.412, 2);
});

test("the interval covers between 95 and 98 % wherever it is printed, computed without sampling", () => {
  for (const mean of [12, 15.3, 20, 37.7, 60, 101]) {
    let [printed, covered] = [0, 0];
    for (let k = 0; k < mean + 12 * Math.sqrt(mean); k++) {
      const chance = exp(k * log(mean) - mean - logGamma(k + 1));
      const { low, high } = rateEstimate({ unit: "events", events: k, exposure: 1 });
      if (low === undefined || high === undefined) continue;
      printed += chance;
      if (low <= mean && mean <= high) covered += chance;
    }
    expect(covered / printed).toBeGreaterThanOrEqual(0.95);
    expect(covered / printed).toBeLessThanOrEqual(0.985);
  }
});
