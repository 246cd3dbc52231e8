// The age of what can be restored, against sums by hand and against small steps.
import { describe, expect, it } from "vitest";
import { type Arrivals, SawTooth } from "../../sim/backup/saw-tooth.ts";
import { Schedule } from "../../sim/backup/schedule.ts";
import type { Duration } from "../../sim/quantity/time.ts";

const arrivals = (period: number, phase: number, takes: number): Arrivals => ({
  schedule: new Schedule(period as Duration, (phase + 0.5) / period),
  takes,
});

describe("the age of the newest restorable point", () => {
  it("of one schedule is what a copy takes and half a period, on average", () => {
    const tooth = new SawTooth([arrivals(100, 10, 30)]);
    expect(tooth.newest(39)).toBe(-90);
    expect(tooth.newest(40)).toBe(10);
    expect(tooth.newest(339)).toBe(210);
    // From 30 on arrival to 130 before the next: 80.
    expect(tooth.age(0, 1000) / 1000).toBeCloseTo(80, 9);
    expect(tooth.age(40, 60)).toBe(20 * 40);
  });

  it.each([
    ["weekly and daily", [arrivals(700, 33, 60), arrivals(100, 71, 8)]],
    ["with log that is always newer", [arrivals(700, 33, 60), arrivals(100, 71, 80), arrivals(10, 4, 3)]],
    ["with log that is sometimes older", [arrivals(700, 33, 2), arrivals(60, 7, 5)]],
    ["slower than their period", [arrivals(100, 40, 270)]],
  ] as const)("is that of the newest of several: %s", (_, all) => {
    const tooth = new SawTooth(all);
    const newest = (t: number): number =>
      Math.max(...all.map(({ schedule, takes }) => schedule.lastBefore(t - takes)));
    let sum = 0;
    for (let t = -500; t < 9500; t++) {
      expect(tooth.newest(t)).toBe(newest(t));
      // Everything happens at whole numbers: within one of them the age is a line.
      sum += t + 0.5 - newest(t);
    }
    expect(tooth.age(-500, 9500)).toBeCloseTo(sum, 3);
  });

  it("is that of the most frequent one where they never repeat together", () => {
    const tooth = new SawTooth([arrivals(99_991, 5, 1), arrivals(99_989, 7, 400)]);
    expect(tooth.age(0, 99_989) / 99_989).toBeCloseTo(400 + 99_989 / 2, 3);
  });

  it("is as exact after two hundred years as at first", () => {
    const minute = new SawTooth([arrivals(60e6, 11e6, 2e6)]);
    const years = 73_000 * 86_400e6;
    expect(minute.age(years, years + 86_400e6) / 86_400e6 / 32e6).toBeCloseTo(1, 9);
  });
});
