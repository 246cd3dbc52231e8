// The drawn instant of the first run of lost probes, against a loop that tosses a coin for every single one.
import { describe, expect, it } from "vitest";
import { LossyDetector, type LossyLoop } from "../../sim/cluster/lossy-detector.ts";
import { randomRoot } from "../../sim/kernel/random.ts";
import { kolmogorovSmirnov } from "../support/kolmogorov-smirnov.ts";

const random = randomRoot("lossy detector").replication(1);
const DRAWS = 10_000;
const next = (losses: number): number => losses + 1;
/** Repetitions two thirds of a tick apart. */
const overlapping = (losses: number): number => Math.floor((losses * 2) / 3) + 1;

function coinByCoin({ loss, misses, ticks }: LossyLoop, uniform: () => number): number {
  for (let begun = 0; ; ) {
    let losses = 0;
    while (losses < misses && uniform() < loss) losses++;
    if (losses === misses) return begun;
    begun += ticks(losses);
  }
}

describe.each([
  { loss: 0.5, misses: 1, ticks: next },
  { loss: 0.5, misses: 4, ticks: next },
  { loss: 0.9, misses: 3, ticks: next },
  { loss: 0.06, misses: 2, ticks: next },
  { loss: 0.3, misses: 3, ticks: overlapping },
  // 20,000 attempts on average: three quarters of the draws take the normal limit.
  { loss: 0.0271442, misses: 3, ticks: next },
])("with loss $loss and $misses misses", (loop) => {
  const name = `${loop.loss}/${loop.misses}/${loop.ticks(3)}`;
  it("the first fatal run begins as late as coin by coin (Kolmogorov-Smirnov, p > 0.01)", () => {
    const draws = random.stream(`drawn/${name}`);
    const coins = random.stream(`coins/${name}`);
    const drawn = Array.from({ length: DRAWS }, () => new LossyDetector(loop, draws).ticks);
    const tossed = Array.from({ length: DRAWS }, () => coinByCoin(loop, () => coins.uniform()));
    expect(kolmogorovSmirnov(drawn, tossed)).toBeGreaterThan(0.01);
  });
});

it("a path that loses nothing never looks silent, one that loses everything at the first probe", () => {
  const draws = random.stream("extremes");
  expect(new LossyDetector({ loss: 0, misses: 1, ticks: next }, draws).ticks).toBe(Number.POSITIVE_INFINITY);
  expect(new LossyDetector({ loss: 1e-6, misses: 3, ticks: next }, draws).ticks).toBe(
    Number.POSITIVE_INFINITY,
  );
  expect(new LossyDetector({ loss: 1, misses: 3, ticks: next }, draws).ticks).toBe(0);
});

describe.each([
  { loss: 0.5, misses: 4, ticks: next, elapsed: 7 },
  // Long sums only: the fatal run is a million attempts away.
  { loss: 0.1, misses: 6, ticks: next, elapsed: 5000 },
])("with loss $loss and $misses misses, $elapsed ticks on", ({ elapsed, ...loop }) => {
  it("as many losses have just happened as coin by coin (four standard errors for each number)", () => {
    const seen = (drawn: boolean): number[] => {
      const stream = random.stream(`standing/${loop.loss}/${drawn}`);
      const counts = new Array<number>(loop.misses).fill(0);
      for (let i = 0; i < DRAWS; ) {
        const losses = drawn
          ? drawnLosses(new LossyDetector(loop, stream))
          : tossedLosses(() => stream.uniform());
        if (losses === undefined) continue;
        counts[losses] = (counts[losses] as number) + 1;
        i++;
      }
      return counts;
    };
    // Losses up to and with the probe at `elapsed`; undefined = it had looked silent by then.
    const drawnLosses = (detector: LossyDetector): number | undefined => {
      if (elapsed >= detector.ticks + loop.misses - 1) return undefined;
      const { begun, losses } = detector.attemptAt(elapsed);
      const asked = elapsed - begun + 1;
      return asked > losses ? 0 : asked;
    };
    const tossedLosses = (uniform: () => number): number | undefined => {
      let losses = 0;
      for (let tick = 0; tick <= elapsed; tick++) {
        losses = uniform() < loop.loss ? losses + 1 : 0;
        if (losses === loop.misses) return undefined;
      }
      return losses;
    };
    const [drawn, tossed] = [seen(true), seen(false)];
    for (const [losses, count] of drawn.entries())
      expect(Math.abs(count - (tossed[losses] as number))).toBeLessThanOrEqual(
        4 * Math.sqrt(count + (tossed[losses] as number) + 1),
      );
  });
});
