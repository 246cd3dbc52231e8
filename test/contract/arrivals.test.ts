// Every registered arrival process: its two faces agree. What its curve expects is what comes, one by one or in bulk.
import { describe, expect, it } from "vitest";
import { randomRoot } from "../../sim/kernel/random.ts";
import type { Arrivals, Demand } from "../../sim/workload/arrivals/arrivals.ts";
import { arrivals } from "../../sim/workload/arrivals/registry.ts";

const samples: Readonly<Record<string, readonly object[]>> = {
  "closed-loop": [{ clients: 40, think: { kind: "exponential", mean: "100 ms" } }],
  constant: [{ mean: "200 /s" }, { mean: "200 /s", growth: "50 %" }],
  diurnal: [
    { mean: "100 /s", peak: 2 },
    { mean: "50 /s", peak: 1.2, peakAt: "20:00" },
    { mean: "100 /s", growth: "100 %" },
  ],
  poisson: [{ mean: "200 /s" }, { mean: "200 /s", growth: { perYear: "20 %", for: "700 d" } }],
  recorded: [
    { file: "recording", column: "at_us" },
    { file: "recording", column: "at_us", scale: 3 },
    { file: "recording", column: "at_us", growth: "100 %" },
  ],
  weekly: [
    { mean: "50 /s" },
    { mean: "50 /s", peak: 1.5, growth: "30 %" },
    {
      mean: "200 /s",
      profile: Array.from({ length: 168 }, (_, hour) => (hour % 24 === 11 ? 0 : 1 + (hour % 5))),
    },
  ],
};
/** 5,000 irregular instants, on average 5 ms apart, denser in its first half. */
const RECORDING = Array.from(
  { length: 5000 },
  (_, i) => i * 4000 + (i > 2500 ? (i - 2500) * 3000 : 0) + ((i * 37) % 11) * 300,
);

const every = [...arrivals.parts].flatMap(([kind, part]) =>
  (samples[kind] ?? []).map((sample) => ({
    name: `${kind} ${JSON.stringify(sample)}`,
    demand: (seed: string): Demand =>
      (part as unknown as Arrivals).demand(part.config.parse({ kind, ...sample }) as never, {
        share: 0.5,
        writes: 0.8,
        startsAt: 10 * 3600e6,
        random: randomRoot(seed).replication(1),
        name: "clients/test",
        recording: RECORDING,
        shareBefore: 0.25,
      }),
  })),
);
const HORIZON = 1200e6;
const DAY = 86_400e6;
/** Within a slot, within a week, within the years of growth, far beyond them. */
const INSTANTS = [0, 1, 999_999.25, 3 * 3600e6, 6.9 * DAY, 7.5 * DAY, 200.3 * DAY, 6000 * DAY, 73_000 * DAY];
/** Changes after which the walk gives up. */
const WALKED = 20_000;

/** Closed loops: everybody is answered at once. */
function takeAll({ process }: Demand, until: number): number[] {
  const instants: number[] = [];
  while (process.nextAt <= until) {
    const at = process.nextAt;
    instants.push(at);
    process.take();
    process.answered?.(at);
  }
  return instants;
}

it("every kind is tried here", () => {
  expect(Object.keys(samples).sort()).toEqual([...arrivals.parts.keys()].sort());
});

describe.each(every)("$name", ({ demand }) => {
  it("brings as many as its curve expects, in every part of the run", () => {
    // Of a count the variance is at most its mean for all of these: beyond 5 standard errors once in 1.7 million, and there
    // are 60 of them.
    const { curve } = demand("1");
    const instants = takeAll(demand("1"), HORIZON);
    for (const from of [0, HORIZON / 3, HORIZON / 2])
      for (const to of [HORIZON / 2 + 7e6, HORIZON]) {
        const expected = curve.expected(from, to);
        const came = instants.filter((at) => at >= from && at < to).length;
        expect(Math.abs(came - expected)).toBeLessThan(5 * Math.sqrt(expected) + 2);
      }
  });

  it("never goes back in time", () => {
    const instants = takeAll(demand("2"), HORIZON / 4);
    expect(instants.length).toBeGreaterThan(1000);
    expect(instants.every((at, i) => at >= (instants[i - 1] ?? 0))).toBe(true);
  });

  it("gives in bulk what it gives one by one, however the bulk is cut", () => {
    const one = demand("3");
    const bulk = demand("3");
    // Refused at once, a closed loop asks again, which a bulk leaves to its caller.
    if (one.process.answered) return;
    let [from, taken] = [0, 0];
    for (const step of [3e3, 1e6, 7, 250_000, 20e6, 900e6, 1e6]) {
      const until = from + step;
      const counted = takeAll(one, until).length;
      let got = 0;
      // At most 50 at a time.
      for (let more = 50; more === 50; got += more) more = bulk.process.takeUntil(until, 50);
      expect(got).toBe(counted);
      expect(bulk.process.nextAt).toBe(one.process.nextAt);
      from = until;
      taken += got;
    }
    expect(taken).toBeGreaterThan(10_000);
  });

  it("asks nobody before the instant to which it is told to skip, and goes on at its rate", () => {
    const skipping = demand("4");
    const { curve, process } = skipping;
    process.skipTo(300e6);
    expect(process.nextAt).toBeGreaterThanOrEqual(300e6);
    const came = takeAll(skipping, 900e6).length;
    const expected = curve.expected(300e6, 900e6);
    expect(Math.abs(came - expected)).toBeLessThan(5 * Math.sqrt(expected) + 2 + (process.answered ? 40 : 0));
  });

  it("expects in a whole what it expects in its parts, at the rate of each instant", () => {
    const { curve } = demand("5");
    const cuts = [0, 1, 999_999, 1e6, 60e6, 777e6, HORIZON];
    const parts = cuts.slice(1).reduce((sum, to, i) => sum + curve.expected(cuts[i] as number, to), 0);
    expect(parts).toBeCloseTo(curve.expected(0, HORIZON), 4);
    for (const t of cuts) expect(curve.expected(t, t + 10) / 10).toBeCloseTo(curve.rateAt(t + 5), 6);
  });

  it("says when so much has been asked for, and how much by then, over two hundred years", () => {
    const { curve } = demand("6");
    for (const t of INSTANTS) {
      const amount = curve.cumulative(t);
      const reached = curve.reaches(amount);
      // A sum of two hundred years has 53 bits, and so many of them are lost in a few hundred additions.
      const precision = 1e-14 * Math.abs(amount) + 1e-9;
      expect(Math.abs(curve.cumulative(reached) - amount)).toBeLessThan(precision);
      // While nobody asks it stays: the instant is that of the next one who does.
      const asked = curve.expected(Math.min(t, reached), Math.max(t, reached));
      expect(Math.abs(asked)).toBeLessThan(precision + 1e-15 * t * curve.peak);
      expect(curve.rateAt(reached + 1)).toBeGreaterThan(0);
    }
  });

  it("says when the rate next exceeds another, as a walk from change to change finds it", () => {
    const { curve } = demand("7");
    for (const t of INSTANTS)
      for (const part of [0.01, 0.2, 0.45, 0.5, 0.8, 0.97]) {
        const rate = part * curve.peak;
        let at = t;
        let changes = 0;
        while (curve.rateAt(at) <= rate && changes++ < WALKED) at = curve.changesAfter(at);
        const found = curve.nextAbove(rate, t);
        if (changes > WALKED) expect(found).toBeGreaterThan(at);
        else expect(Math.abs(found - at)).toBeLessThanOrEqual(1 + 1e-15 * t);
        // Not a moment earlier, and at all if it says so.
        if (found < Number.POSITIVE_INFINITY)
          expect(curve.rateAt(found + 1)).toBeGreaterThan(rate * (1 - 1e-12));
      }
    expect(curve.nextAbove(curve.peak, 0)).toBe(Number.POSITIVE_INFINITY);
  });

  it("changes only when it says so, and counts what its rate brings until then", () => {
    const { curve } = demand("8");
    for (const t of INSTANTS) {
      const next = Math.min(curve.changesAfter(t), t + 3600e6);
      expect(next).toBeGreaterThan(t);
      const rate = curve.rateAt(t);
      expect(curve.rateAt((t + next) / 2)).toBe(rate);
      const between = curve.cumulative(next) - curve.cumulative(t);
      expect(Math.abs(between - rate * (next - t))).toBeLessThan(1e-14 * curve.cumulative(next) + 1e-9);
    }
  });

  it("is so many times the curve of another population of the same load", () => {
    const { curve } = demand("9");
    expect(curve.multipleOf(demand("10").curve)).toBeCloseTo(1, 12);
  });
});
