// Growth in closed form: a geometric sum over weekly steps, until it stays.
import { describe, expect, it } from "vitest";
import { days } from "../../sim/quantity/time.ts";
import { GrowingTable } from "../../sim/workload/growing-table.ts";
import { growth } from "../../sim/workload/growth.ts";
import { loadTable } from "../../sim/workload/load-table.ts";

const DAY = days(1);
const WEEK = days(7);
const YEAR = days(365);
/** 2 writes per ms for half a day, then none. */
const RATES = [0.002, 0];
const PER_WEEK = 0.002 * 3.5 * DAY;

const growing = (perYear: number, years: number, start = 0) =>
  new GrowingTable(RATES, { slot: DAY / 2, start, growth: { perYear, for: days(365 * years) } });

describe("a load that grows", () => {
  it("is, after a year of 20 %, a fifth higher, and after ten, six times as high", () => {
    const curve = growing(0.2, 20);
    const factorAt = (years: number) => curve.rateAt(Math.floor((years * YEAR) / DAY) * DAY) / 0.002;
    // Steps of a week: at most 0.35 % behind.
    expect(factorAt(1) / 1.2).toBeGreaterThan(0.9965);
    expect(factorAt(1)).toBeLessThanOrEqual(1.2);
    expect(factorAt(10) / 1.2 ** 10).toBeGreaterThan(0.9965);
    expect(factorAt(10)).toBeLessThanOrEqual(1.2 ** 10);
  });

  it("brings the geometric sum of its weeks", () => {
    const q = 1.2 ** (7 / 365);
    const curve = growing(0.2, 20);
    for (const weeks of [1, 2, 52, 520, 1042])
      expect(curve.cumulative(weeks * WEEK) / ((PER_WEEK * (q ** weeks - 1)) / (q - 1))).toBeCloseTo(1, 12);
    expect(curve.reaches(curve.cumulative(520 * WEEK) - 1) / (520 * WEEK)).toBeCloseTo(1, 2);
  });

  it("stays as it is once it has grown for as long as it should", () => {
    const curve = growing(0.5, 2);
    const [a, b] = [curve.rateAt(2.1 * YEAR), curve.rateAt(150 * YEAR)].map((rate) => rate > 0);
    expect([a, b]).toContain(true);
    expect(curve.peak / 0.002).toBeCloseTo(1.5 ** ((104 * 7) / 365), 9);
    expect(curve.cumulative(103 * YEAR) - curve.cumulative(3 * YEAR)).toBeCloseTo(
      (curve.peak * 100 * YEAR) / 2,
      -9,
    );
  });

  it("is, before the run, what it is at its start; it grows from the start on, wherever in the week that is", () => {
    const curve = growing(1, 5, 3.25 * DAY);
    expect(curve.expected(-WEEK, 0)).toBeCloseTo(PER_WEEK, 3);
    expect(curve.cumulative(0)).toBe(0);
    const table = loadTable(RATES, { slot: DAY / 2, start: 3.25 * DAY, growth: undefined });
    for (const t of [0.1, 1, 3.7])
      expect(curve.cumulative(t * DAY)).toBeCloseTo(table.cumulative(t * DAY), 6);
    // The first step comes with the next Monday.
    expect(curve.rateAt(3.8 * DAY)).toBeCloseTo(0.002 * 2 ** (7 / 365), 12);
  });

  it("has the shape of another one only if both grow alike", () => {
    const half = (perYear: number) =>
      new GrowingTable([0.001, 0], { slot: DAY / 2, start: 0, growth: { perYear, for: YEAR } });
    expect(half(0.2).multipleOf(growing(0.2, 1))).toBeCloseTo(0.5, 12);
    expect(half(0.2).multipleOf(growing(0.21, 1))).toBeUndefined();
    expect(half(0.2).multipleOf(growing(0.2, 3))).toBeUndefined();
    const table = loadTable(RATES, { slot: DAY / 2, start: 0, growth: undefined });
    expect(half(0.2).multipleOf(table)).toBeUndefined();
    expect(table.multipleOf(half(0.2))).toBeUndefined();
  });
});

describe("growth as it is written", () => {
  it("is a share per year, for ten years unless it says for how long", () => {
    expect(growth.parse("20 %")).toEqual({ perYear: 0.2, for: days(3650) });
    expect(growth.parse({ perYear: "20 %", for: "730 d" })).toEqual({ perYear: 0.2, for: days(730) });
    expect(growth.parse(undefined)).toBeUndefined();
    expect(growth.safeParse("fast").success).toBe(false);
  });
});
