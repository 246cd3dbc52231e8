// Rates that are computed, as texts: literal results in, sentences out.
import { expect, test } from "vitest";
import {
  drillSentence,
  printedText,
  siteLossRows,
  structureSentence,
  tippingSentence,
} from "../../reports/view/outlook-rates.ts";
import type { OutlookResult } from "../../sim/index.ts";

const estimate = (mean: number) => ({ unit: "/year", n: 500, mean, largestWeightShare: 0.01 });
const result = {
  inputs: { areExact: false, draws: 100 },
  siteLosses: {
    curve: [
      {
        seconds: 1,
        integrated: { ...estimate(0.001), inputs: { low: 0.00021, high: 0.0052, method: "" } },
        counted: estimate(0),
        better: "integrated",
        printed: { kind: "value", perYear: 0.001, low: 0.00081, high: 0.00122 },
      },
      {
        seconds: 600,
        integrated: estimate(2.3e-8),
        counted: estimate(0),
        better: "integrated",
        printed: { kind: "bound", low: 1e-9, reason: "few" },
      },
      { seconds: 3600, integrated: estimate(0), counted: estimate(0), better: "integrated" },
    ],
  },
  structure: {
    components: 12,
    method: "exact",
    downtimeSecondsPerYear: 600,
    outagesPerYear: { kind: "value", perYear: 0.5, low: 0.5, high: 0.5 },
    allSitesLostPerYear: { kind: "order-of-magnitude", exponent: -8 },
  },
  drills: [
    {
      everyDays: 91,
      worksWithout: 0.7,
      works: 0.95,
      isInForce: false,
      savedSecondsPerYear: { unit: "s/year", n: 900, mean: 720, low: 660, high: 780 },
    },
  ],
} as unknown as OutlookResult;

test("sizes with their rates, down to an order of magnitude; what never occurs is left out", () => {
  expect(siteLossRows(result)).toEqual([
    {
      threshold: "1 s",
      rate: "once in 1,000 years",
      chance: "[0.00081, 0.0012]",
      inputs: "[0.00021, 0.0052]",
      how: "integrated",
    },
    { threshold: "10 min", rate: "about 10^-8 a year", chance: "", inputs: "", how: "integrated ?" },
  ]);
});

test("what structure costs, and what a drill saves, in a sentence each", () => {
  expect(structureSentence(result)).toBe(
    "By structure alone, if failovers took no time and always worked: 10 min of downtime a year (exact, 12 components). All sites are lost together about 10^-8 a year.",
  );
  expect(drillSentence(result)).toBe(
    "A drill every quarter saves up to 12 min [11 min, 13 min] of downtime a year against none: 95 % of failovers work instead of 70 %.",
  );
  const without = { drills: [] } as unknown as OutlookResult;
  expect([structureSentence(without), drillSentence(without)]).toEqual(["", ""]);
});

test("what would have to be otherwise for a verdict to be otherwise", () => {
  const row = {
    expression: "loss mean <= 1 s",
    path: "failures.site-outage",
    factor: 2.04,
    isPossible: true,
    assumptions: [],
  };
  const told = (changes: object): string =>
    tippingSentence({ tipping: [{ ...row, ...changes }] } as unknown as OutlookResult);
  expect(told({})).toBe(
    'The verdict on "loss mean <= 1 s" tips if failures.site-outage strikes 2 times as often, which its terms call possible.',
  );
  expect(told({ factor: 0.25, isPossible: false })).toBe(
    'The verdict on "loss mean <= 1 s" tips if failures.site-outage strikes 4 times less often, more than its terms call possible.',
  );
});

test("a rate that is not known is not printed", () => {
  expect(printedText({ kind: "bound", reason: "nothing seen" })).toBe("not known");
  expect(printedText({ kind: "value", perYear: 0, low: 0, high: 0 })).toBe("never");
});
