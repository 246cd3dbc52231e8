import { expect, test } from "vitest";
import { fitsOf, sumOfTwo, valueAt } from "../../sim/calibration/round-trip.ts";
import { randomRoot } from "../../sim/kernel/random.ts";
import { sample } from "../../sim/kernel/sampling.ts";
import type { Distribution } from "../../sim/quantity/distribution.ts";

const RTT = 27_000;

/** As a ping would see them: the jitter is drawn for each way. */
function roundTrips(jitter: Distribution, count: number): number[] {
  const stream = randomRoot("jitter").replication(1).stream("ping");
  return Array.from(
    { length: count },
    () => RTT + Math.max(0, sample(jitter, stream)) + Math.max(0, sample(jitter, stream)),
  ).sort((a, b) => a - b);
}

const families: readonly Distribution[] = [
  { kind: "exponential", mean: 400 },
  { kind: "lognormal", median: 300, sigma: 0.8 },
  { kind: "weibull", scale: 300, shape: 0.6 },
  { kind: "normal", mean: 900, sd: 300 },
  { kind: "pareto", scale: 200, shape: 2.5 },
];

test.each(families)("of 3,000 round trips with $kind jitter the best fit has their quantiles", (jitter) => {
  const sorted = roundTrips(jitter, 3000);
  const [fit] = fitsOf(sorted);
  const sums = sumOfTwo(fit?.jitter as Distribution);
  // So far a quantile of 3,000 values is from the true one at most, but for one time in a thousand: 3.3 deviations of
  // the number of values below it.
  for (const p of [0.25, 0.5, 0.75, 0.95]) {
    const off = 3.3 * Math.sqrt((p * (1 - p)) / sorted.length);
    const fitted = (fit?.rtt as number) + sums(p);
    expect(fitted, `p${100 * p}`).toBeGreaterThan(valueAt(sorted, p - off));
    expect(fitted, `p${100 * p}`).toBeLessThan(valueAt(sorted, p + off));
  }
});

test.each(families)(
  "the family of $kind jitter itself is at most a little worse than the best one",
  (jitter) => {
    const sorted = roundTrips(jitter, 3000);
    const fits = fitsOf(sorted);
    const own = fits.find((fit) => fit.jitter.kind === jitter.kind);
    const spread = valueAt(sorted, 0.95) - valueAt(sorted, 0.05);
    expect((own?.distance as number) - (fits[0]?.distance as number)).toBeLessThan(0.02 * spread);
  },
);

test("the sum of two exponentials has the quantiles of an Erlang distribution", () => {
  const sums = sumOfTwo({ kind: "exponential", mean: 1 });
  // P(X + Y ≤ x) = 1 − (1 + x) e^−x: its median is 1.678, its 90 % quantile 3.890
  expect(sums(0.5)).toBeCloseTo(1.678, 1);
  expect(Math.abs(sums(0.9) - 3.89)).toBeLessThan(0.1);
});

test("round trips that are all alike have no jitter", () => {
  expect(fitsOf([RTT, RTT, RTT])).toEqual([
    { jitter: { kind: "constant", value: 0 }, rtt: RTT, distance: 0 },
  ]);
});

test("rare spikes are kept as recorded: half of the draws have none", () => {
  // Of 400 round trips 20 have 50 ms more, the rest a tenth of a millisecond of noise
  const sorted = Array.from({ length: 400 }, (_, i) => (i >= 380 ? RTT + 50_000 + i : RTT + (i % 100))).sort(
    (a, b) => a - b,
  );
  const [best] = fitsOf(sorted);
  expect(best?.jitter.kind).toBe("recorded");
  const sums = sumOfTwo(best?.jitter as Distribution);
  const quantiles = Array.from({ length: 1000 }, (_, i) => sums((i + 0.5) / 1000));
  const share = quantiles.filter((value) => value > 25_000).length / quantiles.length;
  expect(share).toBeGreaterThan(0.03);
  expect(share).toBeLessThan(0.07);
});
