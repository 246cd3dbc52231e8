// The table of what the years are too few to count: what is known, what is bounded, and by what.
import { expect, test } from "vitest";
import { rareLegend, rareRows } from "../../reports/view/outlook-rare.ts";
import type { OutlookResult, RareRow } from "../../sim/index.ts";

const nothing = {
  unit: "/year",
  n: 0,
  mean: 0,
  confidence: 0.95,
  effectiveSamples: 0,
  bound: { high: 3e-4, method: "zero events: 3.0/T" },
};
const seen = { unit: "/year", n: 400, mean: 0.04, low: 0.036, high: 0.044, confidence: 0.95 };

const rows: readonly RareRow[] = [
  { of: "outage", seconds: 900, method: "counting", counted: seen, printed: aValue(0.06) },
  { of: "outage", seconds: 3600, method: "counting", counted: seen, printed: aValue(0.04) },
  {
    of: "outage",
    seconds: 86_400,
    method: "balanced",
    counted: nothing,
    weighted: {
      unit: "/year",
      n: 900,
      mean: 2e-5,
      low: 1.6e-5,
      high: 2.5e-5,
      effectiveSamples: 212,
      largestWeightShare: 0.0213,
      inputs: { low: 1e-5, high: 4e-5, method: "order-statistics" },
    },
    printed: { kind: "value", perYear: 2e-5, low: 1.6e-5, high: 2.5e-5 },
  },
  {
    of: "loss",
    seconds: 0,
    method: "splitting",
    counted: nothing,
    weighted: {
      unit: "/year",
      n: 900,
      mean: 4e-5,
      effectiveSamples: 42,
      largestWeightShare: 0.12,
      bound: { low: 1.1e-5, method: "effective sample size 42 of 100" },
    },
    printed: { kind: "bound", low: 1.1e-5, high: 3e-4, reason: "effective sample size 42 of 100" },
  },
  {
    of: "loss",
    seconds: 60,
    method: "balanced",
    counted: nothing,
    weighted: {
      unit: "/year",
      n: 900,
      mean: 3e-13,
      effectiveSamples: 1.2,
      largestWeightShare: 0.9,
      bound: { low: 1e-15, method: "effective sample size 1 of 100" },
    },
    printed: { kind: "bound", low: 1e-15, high: 3e-4, reason: "effective sample size 1 of 100" },
  },
];

function aValue(perYear: number): RareRow["printed"] {
  return { kind: "value", perYear, low: 0.9 * perYear, high: 1.1 * perYear };
}

const result = {
  rare: { share: 0.25, pilotTrials: 100, trials: 900, rows },
  inputs: { areExact: false, draws: 100 },
} as unknown as OutlookResult;

test("the last threshold that was counted, then those that were not, each with what can be stood behind", () => {
  expect(rareRows(result)).toEqual([
    {
      name: "an outage > 1 h",
      cells: ["once in 25 years", "[0.036, 0.044]", "", "counting", ""],
    },
    {
      name: "an outage > 1 d",
      cells: ["once in 50,000 years", "[0.000016, 0.000025]", "[0.00001, 0.00004]", "balanced", "212, 2.1 %"],
    },
    {
      name: "any loss of work",
      cells: ["once in 25,000 years", ">= 0.000011 ?", "", "splitting", "42, 12 %"],
    },
    // Weights of one value say nothing: the years that were counted do.
    { name: "a loss > 1 min", cells: ["< once in 3,330 years", "?", "", "balanced", "1, 90 %"] },
  ]);
});

test("the legend says what it cost and why some have no interval", () => {
  expect(rareLegend(result)).toBe(
    "From 900 incidents that were made to happen in such years, after 100 that chose how (25 % more years). Weights: effective sample size, and the largest weight's share of the sum. ?: effective sample size 42 of 100; effective sample size 1 of 100.",
  );
});
