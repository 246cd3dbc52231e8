import { expect, test } from "vitest";
import type { MetricSample } from "../../sim/experiment/estimate-metrics.ts";
import { judge, type Objective } from "../../sim/experiment/judge.ts";
import { estimateOf } from "../../sim/statistics/estimate.ts";

const counting = (n: number): number[] => Array.from({ length: n }, (_, i) => i + 1);

function verdict(objective: Partial<Objective>, known: readonly number[], censored = 0) {
  const sample: MetricSample = { unit: "s", known, censored, ...(censored > 0 && { beyond: 3600 }) };
  const estimate = estimateOf({ unit: "s", values: known, censored, beyond: 3600 });
  const whole: Objective = {
    expression: "",
    metric: "rtoAchievedSeconds",
    statistic: "p99",
    comparison: "<=",
    threshold: 0,
    ...objective,
  };
  return judge(whole, estimate, sample);
}

test("a p99 is met, missed or undecided by where its whole interval lies", () => {
  // of 1..400 the 95 % interval of the p99 is [392, 400]
  expect(verdict({ threshold: 400 }, counting(400)).verdict).toBe("met");
  expect(verdict({ threshold: 399 }, counting(400)).verdict).toBe("undecided");
  expect(verdict({ threshold: 392 }, counting(400)).verdict).toBe("undecided");
  expect(verdict({ threshold: 391.9 }, counting(400)).verdict).toBe("missed");
});

test("at least 99 % is judged from the other side", () => {
  const atLeast = { comparison: ">=", statistic: "p50" } as const;
  expect(verdict({ ...atLeast, threshold: 100 }, counting(400)).verdict).toBe("met");
  expect(verdict({ ...atLeast, threshold: 200 }, counting(400)).verdict).toBe("undecided");
  expect(verdict({ ...atLeast, threshold: 300 }, counting(400)).verdict).toBe("missed");
});

test("100 runs cannot meet a p99, but can miss it", () => {
  const close = verdict({ threshold: 1000 }, counting(100));
  expect(close.verdict).toBe("undecided");
  expect(close.reason).toContain("368");
  expect(verdict({ threshold: 50 }, counting(100)).verdict).toBe("missed");
});

test("zero in 400 runs meets a p99 of zero, zero in 100 does not decide it", () => {
  expect(verdict({ threshold: 0 }, new Array(400).fill(0)).verdict).toBe("met");
  expect(verdict({ threshold: 0 }, new Array(100).fill(0)).verdict).toBe("undecided");
});

test("runs that never recovered count against a quantile", () => {
  // 20 of 400 beyond the horizon: 380 known ones keep the threshold; P(B ≤ 380; 400, 0.99) < 10^-8
  const judged = verdict({ threshold: 500 }, counting(380), 20);
  expect(judged.verdict).toBe("missed");
  expect(judged).not.toHaveProperty("value");
  expect(judged.reason).toContain("20 of 400");
  // the median is not touched by them
  expect(verdict({ threshold: 500, statistic: "p50" }, counting(380), 20).verdict).toBe("met");
});

test("a target beyond the horizon is not missed by runs that were not watched so long", () => {
  expect(verdict({ threshold: 7200 }, counting(380), 20).verdict).toBe("undecided");
  expect(verdict({ threshold: 3000 }, counting(380), 20).verdict).toBe("missed");
});

test("a mean over runs that never recovered is missed, not averaged", () => {
  const judged = verdict({ statistic: "mean", threshold: 1e6 }, counting(399), 1);
  expect(judged.verdict).toBe("missed");
  expect(judged).not.toHaveProperty("value");
});

test("a mean is judged on its t interval", () => {
  // 200.5 ± 11.36
  const mean = (threshold: number) => verdict({ statistic: "mean", threshold }, counting(400)).verdict;
  expect([mean(212), mean(205), mean(189)]).toEqual(["met", "undecided", "missed"]);
});

test("a mean that three of 400 runs carry is undecided", () => {
  const values = new Array<number>(400).fill(0).fill(1000, 0, 3);
  expect(verdict({ statistic: "mean", threshold: 8 }, values).verdict).toBe("undecided");
});

test("maximum and total are those of the runs", () => {
  expect(verdict({ statistic: "max", threshold: 400 }, counting(400)).verdict).toBe("met");
  expect(verdict({ statistic: "max", threshold: 399 }, counting(400)).verdict).toBe("missed");
  expect(verdict({ statistic: "max", threshold: 1e9 }, counting(399), 1).verdict).toBe("missed");
  expect(verdict({ statistic: "total", threshold: 10 }, [1, 2, 3, 4])).toMatchObject({
    verdict: "met",
    value: 10,
  });
});

test("no values, no verdict", () => {
  expect(verdict({ threshold: 1 }, []).verdict).toBe("not-evaluated");
});
