import { describe, expect, test } from "vitest";
import { randomRoot } from "../../sim/kernel/random.ts";
import { Binomial } from "../../sim/statistics/binomial.ts";
import { outlookEstimate, sumOfKinds } from "../../sim/statistics/outlook-estimate.ts";
import { printedRate } from "../../sim/statistics/rare-rate.ts";
import { shareEstimate } from "../../sim/statistics/share-estimate.ts";

const draws = (n: number): number[] => {
  const stream = randomRoot("outlook").replication(0).stream("draws");
  return Array.from({ length: n }, () => stream.exponential());
};

describe("an estimate per year", () => {
  test("replications of twenty years are divided by twenty, interval and all", () => {
    const values = draws(400);
    const yearly = outlookEstimate({ unit: "s/yr", values });
    const twenty = outlookEstimate({ unit: "s/yr", values, years: 20 });
    expect(twenty.mean).toBeCloseTo((yearly.mean ?? 0) / 20, 12);
    expect(twenty.low).toBeCloseTo((yearly.low ?? 0) / 20, 12);
    expect(yearly.method).toBe("hall-student-t");
    const { low = 0, mean = 0, high = 0 } = yearly;
    expect((high - low) / 2 / mean).toBeCloseTo(0.1, 1); // 1.97/√400, exponential
  });

  test("99 events are a bound that says how many are missing", () => {
    const values = [...draws(99), ...new Array<number>(901).fill(0)];
    const { low, bound } = outlookEstimate({ unit: "s/yr", values });
    expect(low).toBeUndefined();
    expect(bound?.method).toBe("99 of 100 events");
    expect(bound?.low).toBeGreaterThan(0.03);
    expect(bound?.low).toBeLessThan(0.099);
    expect(bound?.high).toBeUndefined();
  });

  test("one event of a tenth of the sum is too much", () => {
    const values = [...new Array<number>(899).fill(1), 100];
    expect(outlookEstimate({ unit: "s/yr", values }).bound?.method).toBe(
      "the largest event is 10 % of the sum",
    );
  });

  test("nothing seen bounds the mean only if a largest value is known", () => {
    const values = new Array<number>(1000).fill(0);
    expect(outlookEstimate({ unit: "h/yr", values }).bound).toEqual({
      method: "nothing seen in 1000 replications",
    });
    const known = outlookEstimate({ unit: "h/yr", values, largestPossible: 8760 });
    expect(known.bound?.high).toBeCloseTo(8760 * 2.991e-3, 1); // 1 − 0.05^(1/1000)
  });

  test("means of independent kinds add, their standard errors as squares", () => {
    const kind = (mean: number, half: number) => ({
      unit: "s",
      n: 100,
      mean,
      low: mean - half,
      high: mean + half,
    });
    const sum = sumOfKinds("s", [kind(10, 3), kind(1, 4)]);
    expect([sum.mean, sum.low, sum.high]).toEqual([11, 6, 16]);
    // A kind bounded more closely than the others are known is added with its bounds.
    const bounded = { unit: "s", n: 100, mean: 0, bound: { high: 2, method: "zero events" } };
    const withIt = sumOfKinds("s", [kind(10, 3), bounded]);
    expect([withIt.mean, withIt.low, withIt.high]).toEqual([10, 7, 15]);
    const loose = sumOfKinds("s", [kind(10, 3), { ...bounded, bound: { high: 7, method: "zero events" } }]);
    expect(loose.bound).toEqual({ low: 7, high: 20, method: "zero events" });
    const open = sumOfKinds("s", [kind(10, 3), { ...bounded, bound: { method: "nothing seen" } }]);
    expect(open.bound).toEqual({ low: 7, method: "nothing seen" });
  });
});

describe("metrics that are nearly always at their top", () => {
  /** Availability of a year: 1 less what each of its outages takes, one in three years. */
  const yearly = (years: number, seed: string): number[] => {
    const stream = randomRoot(seed).replication(0).stream("years");
    return Array.from({ length: years }, () =>
      stream.uniform() < 1 / 3 ? 1 - 0.001 * stream.exponential() : 1,
    );
  };

  test("availability is judged by what is missing: few outages are a bound", () => {
    const { low, bound } = outlookEstimate({ unit: "1", values: yearly(200, "few"), largestPossible: 1 });
    expect(low).toBeUndefined();
    expect(bound?.method).toMatch(/^\d\d of 100 events$/);
    expect(bound?.high).toBeLessThan(1);
    expect(bound?.low).toBeLessThan(1 - 0.001 / 3);
  });

  test("with many it is the mirror of the estimate of unavailability", () => {
    const values = yearly(1000, "many");
    const up = outlookEstimate({ unit: "1", values, largestPossible: 1 });
    const down = outlookEstimate({ unit: "1", values: values.map((value) => 1 - value) });
    expect(up.low).toBeCloseTo(1 - (down.high ?? 0), 12);
    expect(up.high).toBeCloseTo(1 - (down.low ?? 0), 12);
  });
});

test("a share: an exact interval, a bound at the ends", () => {
  expect(shareEstimate(50, 100).mean).toBe(0.5);
  expect(shareEstimate(50, 100).low).toBeCloseTo(0.3983, 4); // Clopper-Pearson 50 of 100
  expect(shareEstimate(0, 100).bound?.high).toBeCloseTo(0.0295, 4);
  expect(shareEstimate(100, 100).bound?.low).toBeCloseTo(1 - 0.0295, 4);
  expect(shareEstimate(3, 100).bound?.high).toBeCloseTo(0.0852, 4); // 3 of 100: few, both sides a bound
});

test("a printed share covers in 95 to 98 %, computed without sampling", () => {
  for (const share of [0.05, 0.13, 0.3, 0.5]) {
    const n = 400;
    const law = new Binomial(n, share);
    let [printed, covered] = [0, 0];
    for (let k = 0; k <= n; k++) {
      const { low, high } = shareEstimate(k, n);
      if (low === undefined || high === undefined) continue;
      const chance = law.upTo(k) - law.upTo(k - 1);
      printed += chance;
      if (low <= share && share <= high) covered += chance;
    }
    expect(covered / printed).toBeGreaterThanOrEqual(0.95);
    expect(covered / printed).toBeLessThanOrEqual(0.98);
  }
});

test("below one in a million years digits are printed only of exact inputs", () => {
  const rate = (mean: number) => ({ unit: "1/yr", n: 1, mean, low: mean * 0.9, high: mean * 1.1 });
  expect(printedRate(rate(2e-5)).kind).toBe("value");
  expect(printedRate(rate(2.1e-9))).toEqual({ kind: "order-of-magnitude", exponent: -9 });
  expect(printedRate(rate(2.1e-9), true).kind).toBe("value");
  expect(printedRate({ unit: "1/yr", n: 9, bound: { high: 1e-3, method: "rule-of-three" } })).toEqual({
    kind: "bound",
    high: 1e-3,
    reason: "rule-of-three",
  });
});
