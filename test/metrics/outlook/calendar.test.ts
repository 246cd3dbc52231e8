import { expect, test } from "vitest";
import { MONTH, MonthlySums, YEAR } from "../../../sim/metrics/outlook/calendar.ts";
import {
  countExceedances,
  mergeExceedances,
  noExceedances,
} from "../../../sim/metrics/outlook/exceedance.ts";

const years = (sums: MonthlySums): number[] => {
  const all: number[] = [];
  sums.eachYear((sum) => all.push(sum));
  return all;
};
const windows = (sums: MonthlySums): number[] => {
  const all: number[] = [];
  sums.eachTwelveMonths((sum) => all.push(sum));
  return all;
};

test("a stretch over the turn of the year counts in both years", () => {
  const sums = new MonthlySums(24);
  sums.addStretch(YEAR - 60e6, YEAR + 90e6);
  expect(years(sums)).toEqual([60e6, 90e6]);
});

test("a stretch of several months fills each of them", () => {
  const sums = new MonthlySums(12);
  sums.addStretch(0.5 * MONTH, 3.25 * MONTH);
  expect(years(sums)).toEqual([2.75 * MONTH]);
});

test("what lies past the last month counts there", () => {
  const sums = new MonthlySums(12);
  sums.addStretch(YEAR - 10, YEAR + 10);
  sums.add(YEAR + 5, 7);
  expect(years(sums)).toEqual([27]);
});

test("twelve months in a row begin with any month", () => {
  const sums = new MonthlySums(14);
  sums.add(0.5 * MONTH, 1); // only in the first window
  sums.add(12.5 * MONTH, 10); // in the windows that begin with month 2 and 3
  // Windows begin with months 1, 2, 3; the calendar has one whole year.
  expect(windows(sums)).toEqual([1, 10, 10]);
  expect(years(sums)).toEqual([1]);
});

test("a quiet start and an end: two halves that no calendar year holds together", () => {
  const sums = new MonthlySums(24);
  // Three hours in December, three in January: each year has three, one window has six.
  sums.addStretch(11.5 * MONTH, 11.5 * MONTH + 3 * 3600e6);
  sums.addStretch(12.5 * MONTH, 12.5 * MONTH + 3 * 3600e6);
  const counts = noExceedances([0, 4 * 3600e6]);
  countExceedances(counts, sums);
  expect(counts.years).toEqual([2, 0]);
  expect(counts.yearsOf).toBe(2);
  // 13 windows begin with months 1 to 13; those with months 2 to 12 hold both.
  expect(counts.windows).toEqual([13, 11]);
  expect(counts.windowsOf).toBe(13);
  expect(counts.replications).toEqual([1, 1]);
});

test("a sum that equals a threshold is not above it", () => {
  const sums = new MonthlySums(12);
  sums.add(0, 60e6);
  const counts = noExceedances([0, 60e6]);
  countExceedances(counts, sums);
  expect(counts.years).toEqual([1, 0]);
});

test("merged counts are those of all replications", () => {
  const one = noExceedances([0]);
  const sums = new MonthlySums(12);
  countExceedances(one, sums);
  sums.add(3, 1);
  const other = noExceedances([0]);
  countExceedances(other, sums);
  mergeExceedances(one, other);
  expect(one).toMatchObject({ years: [1], yearsOf: 2, replications: [1], replicationsOf: 2 });
});
