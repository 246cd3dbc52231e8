// The week as a load: its mean, its peak, where drills begin.
import { describe, expect, it } from "vitest";
import { randomRoot } from "../../sim/kernel/random.ts";
import { startOfDayOf } from "../../sim/model/clients.ts";
import { days, hours, NO_TIME } from "../../sim/quantity/time.ts";
import { loadScenario, loadScenarioOrThrow } from "../../sim/scenario/load.ts";
import { weekly } from "../../sim/workload/arrivals/kinds/weekly.ts";

const HOUR = hours(1);
const WEEK = days(7);

function curveOf(own: object) {
  const config = weekly.config.parse({ kind: "weekly", mean: "100 /s", ...own });
  const random = randomRoot("weekly").replication(1);
  const parts = { share: 1, shareBefore: 0, writes: 0.5, startsAt: 0, random, name: "clients/all" };
  return { config, curve: weekly.demand(config, parts).curve };
}
/** Of each hour, relative to the mean of 50 writes/s. */
const factorsOf = (own: object): number[] => {
  const { curve } = curveOf(own);
  return Array.from({ length: 168 }, (_, hour) => curve.rateAt((hour + 0.5) * HOUR) / 50e-6);
};

const day = (night: number, noon: number) =>
  Array.from({ length: 24 }, (_, hour) => (hour === 12 ? noon : night));

describe("a weekly load", () => {
  it("has its mean over the week, whatever numbers its profile is written in", () => {
    for (const profile of [
      undefined,
      { weekday: day(1, 3), weekend: day(1, 1) },
      day(70, 700).concat(...Array(6).fill(day(7, 7))),
    ])
      expect(curveOf({ profile }).curve.cumulative(WEEK) / (50 * 7 * 86_400)).toBeCloseTo(1, 12);
  });

  it("has five weekdays and a weekend, from Monday on", () => {
    const factors = factorsOf({ profile: { weekday: day(1, 2), weekend: day(0, 1) } });
    // 5 × 25 + 2 × 1 in 168 hours.
    const unit = 168 / 127;
    const noons = [0, 1, 2, 3, 4, 5, 6].map((weekday) => factors[weekday * 24 + 12] as number);
    noons.forEach((noon, i) => {
      expect(noon).toBeCloseTo(i < 5 ? 2 * unit : unit, 12);
    });
    expect(factors[5 * 24 + 3]).toBe(0);
  });

  it("has the peak that is asked for, stretched about the mean", () => {
    const [flat, steep] = [1.2, 2].map((peak) => factorsOf({ peak }));
    expect(Math.max(...(flat ?? []))).toBeCloseTo(1.2, 12);
    expect(Math.max(...(steep ?? []))).toBeCloseTo(2, 12);
    flat?.forEach((factor, i) => {
      expect((factor - 1) * 5).toBeCloseTo((steep?.[i] as number) - 1, 12);
    });
  });

  it("cannot have a peak that leaves less than nothing for the night", () => {
    const { error } = weekly.config.safeParse({ kind: "weekly", mean: "1 /s", peak: 20 });
    expect(error?.issues.map(({ path }) => path.join("."))).toEqual(["peak"]);
  });

  it("is highest and lowest where a drill at its peak or trough begins", () => {
    const { config, curve } = curveOf({});
    const rates = Array.from({ length: 168 }, (_, hour) => curve.rateAt(hour * HOUR));
    expect(curve.rateAt(weekly.startsAt(config, "peak", 0.5))).toBe(Math.max(...rates));
    expect(curve.rateAt(weekly.startsAt(config, "trough", 0.5))).toBe(Math.min(...rates));
  });
});

const scenario = (arrivals: string) => `twinsite: 1
title: One city
sites: { here: {} }
clusters: { db: { site: here, nodes: 2 } }
workload: { db: { arrivals: ${arrivals} } }
`;

describe("where a drill begins", () => {
  const [week, plain] = ["{ kind: weekly, mean: 10 /s }", "{ kind: diurnal, mean: 10 /s }"].map((arrivals) =>
    loadScenarioOrThrow(scenario(arrivals)),
  ) as [ReturnType<typeof loadScenarioOrThrow>, ReturnType<typeof loadScenarioOrThrow>];

  it("is anywhere in the week of a weekly load, and anywhere in the day of a daily one", () => {
    expect(startOfDayOf(week, "any", NO_TIME, 0.75)).toBe(0.75 * WEEK);
    expect(startOfDayOf(plain, "any", NO_TIME, 0.75)).toBe(0.75 * days(1));
  });

  it("is at its time of day on any day of the week", () => {
    expect(startOfDayOf(week, hours(14), NO_TIME, 0.5)).toBe(days(3) + hours(14));
    expect(startOfDayOf(plain, hours(14), NO_TIME, 0.5)).toBe(hours(14));
    expect(startOfDayOf(week, hours(0), hours(1), 0.01)).toBe(WEEK - hours(1));
  });

  it("is told with a reason where a load cannot be", () => {
    const refused = (arrivals: string) =>
      loadScenario(scenario(arrivals)).diagnostics.map(({ code, path }) => `${code} ${path}`);
    expect(refused("{ kind: weekly, mean: 10 /s, peak: 30 }")).toEqual([
      "TWIN1011 workload.db.arrivals.peak",
    ]);
    expect(refused("{ kind: weekly, mean: 10 /s, growth: 20 }")).toEqual([
      "TWIN1011 workload.db.arrivals.growth",
    ]);
  });
});
