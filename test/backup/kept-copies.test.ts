// Sequences made by hand, and an eager twin that looks at every run.
import { describe, expect, it } from "vitest";
import { BadRuns } from "../../sim/backup/bad-runs.ts";
import { KeptCopies } from "../../sim/backup/kept-copies.ts";
import { Schedule } from "../../sim/backup/schedule.ts";
import { randomRoot } from "../../sim/kernel/random.ts";
import type { Duration } from "../../sim/quantity/time.ts";

const random = randomRoot("kept-copies").replication(1);
/** Every 100 at 10, 110, 210 … */
const every = (period: number, phase: number) => new Schedule(period as Duration, (phase + 0.5) / period);
const badAre = (...runs: readonly number[]) => ({
  from: (number: number) => runs.find((run) => run >= number) ?? Number.POSITIVE_INFINITY,
});

interface Given {
  readonly keep?: number;
  readonly bad?: Pick<BadRuns, "from">;
  readonly verify?: Schedule;
}
/** Copies take 5 and are complete at 15, 115, 215 … */
const copies = ({ keep = 1, bad = badAre(), verify }: Given): KeptCopies =>
  new KeptCopies({ full: every(100, 10), takes: 5, keep, bad, verify }, 0);

describe("kept copies", () => {
  it("are always there as long as every run is good", () => {
    const kept = copies({});
    kept.advance(10_000);
    expect([kept.without, kept.isAnyGood, kept.newestGood]).toEqual([0, true, 9910]);
  });

  it("with one kept, are gone from the end of a bad run to the end of the next good one", () => {
    const kept = copies({ bad: badAre(2, 3, 7) });
    kept.advance(250);
    expect([kept.without, kept.isAnyGood, kept.newestGood]).toEqual([35, false, 110]); // since 215
    kept.advance(1000);
    expect(kept.without).toBe(200 + 100); // 215 to 415, 715 to 815
  });

  it("with two kept, are gone only when two in a row are bad", () => {
    const kept = copies({ keep: 2, bad: badAre(1, 3, 4, 8) });
    kept.advance(2000);
    expect(kept.without).toBe(100); // 415 to 515
  });

  it("come back with the copy that follows upon a verification", () => {
    const kept = copies({ bad: badAre(2), verify: every(1000, 230) });
    kept.advance(234);
    expect([kept.without, kept.isAnyGood]).toEqual([19, false]);
    kept.advance(1000);
    expect(kept.without).toBe(20); // 215 to 230, and 5 for the copy
  });

  it("stay as they are while the vault is out of reach, and come back with the next run that is made whole", () => {
    const kept = copies({ bad: badAre(1) });
    kept.advance(112);
    kept.setAble(false); // cuts off run 1, which is bad: no copy of it is left
    kept.advance(305);
    kept.setAble(true);
    expect(kept.newestGood).toBe(10);
    kept.advance(500);
    expect([kept.without, kept.newestGood]).toEqual([0, 410]);
  });

  it("that are found bad while the vault is out of reach are replaced as soon as it is back", () => {
    const kept = copies({ bad: badAre(1), verify: every(1000, 120) });
    kept.advance(118);
    kept.setAble(false);
    kept.advance(150);
    kept.setAble(true);
    kept.advance(1000);
    expect(kept.without).toBe(155 - 115);
  });

  it("that are destroyed are replaced at once where the vault is in reach", () => {
    const kept = copies({});
    kept.advance(60);
    kept.destroyed();
    expect(kept.isAnyGood).toBe(false);
    kept.advance(70);
    expect([kept.without, kept.newestGood]).toEqual([5, 60]);
  });
});

describe("a year of random misfortune", () => {
  /** Looks at every run, every verification and every change, in order. */
  function eager(given: Required<Given>, ability: readonly number[], until: number): number {
    const { keep, bad, verify } = given;
    const full = every(100, 10);
    interface Happening {
      readonly at: number;
      readonly run: () => void;
    }
    const happenings: Happening[] = [];
    const list: boolean[] = new Array<boolean>(keep).fill(true);
    let isAble = true;
    let changedAt = Number.NEGATIVE_INFINITY;
    let wanted: number | undefined;
    const made = (isGood: boolean): void => {
      list.push(isGood);
      list.shift();
      if (isGood) wanted = undefined;
    };
    const wholeSince = (begun: number): boolean => isAble && changedAt <= begun;
    for (let run = 0; full.at(run) + 5 <= until; run++)
      happenings.push({
        at: full.at(run) + 5,
        run: () => {
          if (wholeSince(full.at(run))) made(bad.from(run) !== run);
        },
      });
    const order = (begun: number): void => {
      wanted = begun;
      happenings.push({
        at: begun + 5,
        run: () => {
          if (wanted === begun && wholeSince(begun)) made(true);
        },
      });
    };
    for (let i = 0; verify.at(i) <= until; i++)
      happenings.push({
        at: verify.at(i),
        run: () => {
          if (list[keep - 1] === false && wanted === undefined) order(verify.at(i));
        },
      });
    ability.forEach((at, i) => {
      happenings.push({
        at,
        run: () => {
          isAble = i % 2 === 1;
          changedAt = at;
          if (isAble && wanted !== undefined) order(at);
        },
      });
    });
    let without = 0;
    let now = 0;
    for (;;) {
      happenings.sort((a, b) => a.at - b.at);
      const next = happenings.shift();
      const to = Math.min(until, next?.at ?? until);
      if (!list.includes(true)) without += to - now;
      now = to;
      if (!next || next.at > until) return without;
      next.run();
    }
  }

  it.each([1, 2, 3, 4, 5, 6, 7, 8].map((seed) => [seed, 1 + (seed % 3)]))(
    "is told without looking at every run: seed %i, %i kept",
    (seed, keep) => {
      const draws = random.stream(`misfortune/${seed}`);
      const bads: number[] = [];
      for (let run = 0; run < 1000; run++) if (draws.uniform() < 0.4) bads.push(run);
      const ability: number[] = [];
      // In halves, so that nothing happens at the instant of a run or of a verification.
      for (let at = 0; at < 100_000; ) {
        at += Math.floor(draws.uniform() * 1500) + 0.5;
        ability.push(at);
      }
      const verify = every(430, 71);
      const kept = copies({ keep, bad: badAre(...bads), verify });
      ability.forEach((at, i) => {
        kept.advance(at);
        kept.setAble(i % 2 === 1);
      });
      const until = ability.at(-1) as number;
      const expected = eager({ keep, bad: badAre(...bads), verify }, ability, until);
      expect(expected).toBeGreaterThan(0);
      expect(kept.without).toBeCloseTo(expected, 6);
    },
  );
});

describe("bad runs", () => {
  it("are as many as their chance says", () => {
    // 40,000 runs at 3 %: 1,200 with a standard deviation of 34; beyond 5 of them once in 1.7 million seeds.
    const bad = new BadRuns(0.03, random.draws("bad"), -1000);
    let found = 0;
    for (let run = bad.from(-1000); run < 39_000; run = bad.from(run + 1)) found++;
    expect(Math.abs(found - 1200)).toBeLessThan(170);
  });

  it("are none at all, or all, at the ends", () => {
    expect(new BadRuns(0, random.draws("none"), 0).from(0)).toBe(Number.POSITIVE_INFINITY);
    const all = new BadRuns(1, random.draws("all"), 3);
    expect([all.from(3), all.from(4), all.from(9)]).toEqual([3, 4, 9]);
  });
});
