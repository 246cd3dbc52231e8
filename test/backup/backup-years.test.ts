// What an outlook asks of backups: without a copy, and how old, over years with outages of the way to the vault.
import { describe, expect, it } from "vitest";
import { BackupYears, type BackupYearsParts, meanAge } from "../../sim/backup/backup-years.ts";
import { Schedule } from "../../sim/backup/schedule.ts";
import { randomRoot } from "../../sim/kernel/random.ts";
import { days, hours, minutes, seconds } from "../../sim/quantity/time.ts";

const YEAR = days(365);
/** Weekly copies that take an hour, log every minute that takes a second. */
const years = (own: Partial<BackupYearsParts> = {}): BackupYears =>
  new BackupYears({
    full: { schedule: new Schedule(days(7), 0.3), takes: hours(1) },
    others: [{ schedule: new Schedule(minutes(1), 0.6), takes: seconds(1) }],
    keep: 1,
    silentFailure: 0,
    verify: undefined,
    draws: randomRoot("backup-years").replication(1).draws("bad"),
    ...own,
  });

describe("backups over years", () => {
  it("are always there where nothing fails, and as old as the log that is under way", () => {
    const totals = years().totals(100 * YEAR);
    expect(totals.withoutValid).toBe(0);
    // A second under way, and half a minute on average.
    expect(totals.age / (100 * YEAR) / 31e6).toBeCloseTo(1, 6);
  });

  it("are missing while the vault is out of reach; what is there grows older while nothing is sent", () => {
    const backups = years();
    const before = backups.totals(days(3));
    backups.changed(days(3), { isAble: false, isInReach: true });
    backups.changed(days(3) + hours(2), { isAble: false, isInReach: false });
    backups.changed(days(3) + hours(5), { isAble: true, isInReach: true });
    const after = backups.totals(days(3) + hours(5));
    expect(after.withoutValid).toBe(hours(3));
    // From at most 61 s to five hours and that.
    const mean = meanAge(before, after, hours(5));
    expect(mean).toBeGreaterThanOrEqual(hours(2.5) + seconds(1));
    expect(mean).toBeLessThanOrEqual(hours(2.5) + seconds(61));
    expect(meanAge(after, backups.totals(days(4)), days(4) - days(3) - hours(5)) / 31e6).toBeCloseTo(1, 2);
  });

  it("with one copy kept and none tried out, are missing for the share of bad runs", () => {
    // 20,000 years: 1,043,000 runs, 2 % of them bad; the standard deviation of the share is 0.014 %.
    const backups = years({ silentFailure: 0.02 });
    const share = backups.totals(20_000 * YEAR).withoutValid / (20_000 * YEAR);
    expect(Math.abs(share - 0.02)).toBeLessThan(0.0007);
  });

  it("with two copies kept, are missing for the square of it", () => {
    // 1,043,000 runs: 10,430 pairs, nearly independent, 1 % standard deviation; runs of three add a tenth to it.
    const backups = years({ silentFailure: 0.1, keep: 2 });
    const share = backups.totals(20_000 * YEAR).withoutValid / (20_000 * YEAR);
    expect(Math.abs(share - 0.01)).toBeLessThan(0.0006);
  });

  it("that are tried out daily are missing for half a day and the copy, and not for a week", () => {
    const backups = years({ silentFailure: 0.02, verify: new Schedule(days(1), 0.77) });
    const { withoutValid } = backups.totals(5_000 * YEAR);
    // Copies end 7.2 h + 1 h + … after midnight of every seventh day, trials come at 18.48 h: always the same gap.
    const gap = days(0.77) - (days(7) * 0.3 + hours(1) - days(2)) + hours(1);
    const bad = (0.02 * 5_000 * YEAR) / days(7);
    expect(withoutValid / gap / bad).toBeGreaterThan(0.9);
    expect(withoutValid / gap / bad).toBeLessThan(1.1);
  });

  it("that are destroyed with the vault are missing until there is a new copy", () => {
    const backups = years();
    backups.changed(days(30), { isAble: false, isInReach: false });
    backups.destroyed(days(30));
    backups.changed(days(50), { isAble: true, isInReach: true });
    expect(backups.isValid(days(50))).toBe(false);
    expect(backups.newestGood(days(50) + hours(2))).toBe(days(50));
    expect(backups.totals(days(60)).withoutValid).toBe(days(20) + hours(1));
  });

  it("say the same however often they are asked", () => {
    const [often, once] = [years({ silentFailure: 0.3 }), years({ silentFailure: 0.3 })];
    for (let at = 0; at < 3 * YEAR; at += days(1.7)) often.totals(at);
    const [many, one] = [often.totals(3 * YEAR), once.totals(3 * YEAR)];
    expect(many.withoutValid).toBeCloseTo(one.withoutValid, 3);
    expect(many.age / one.age).toBeCloseTo(1, 12);
    expect(one.withoutValid).toBeGreaterThan(0);
  });
});
