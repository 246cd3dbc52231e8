// The jitter of a round trip. A link adds one draw of its jitter to each way, so what a ping sees above the propagation
// delay is the sum of two draws; the distribution of one of them is fitted so that the quantiles of the sum are those
// that were measured. Leaves out: different jitter in the two directions, which a ping cannot tell apart.
import { quantileOf } from "../kernel/sampling.ts";
import type { Distribution } from "../quantity/distribution.ts";

/** Quantiles at which a sum and the measured values are compared. */
const SHARES: readonly number[] = Array.from({ length: 39 }, (_, i) => (i + 1) / 40).concat(0.99);
/** One draw is represented by so many equally likely values, the sum of two by all their pairs. */
const POINTS = 48;
/** Recorded values that are kept. */
const RECORDED_MAX = 60;

export interface JitterFit {
  /** Of one way, µs. */
  readonly jitter: Distribution;
  /** There and back without jitter, µs. */
  readonly rtt: number;
  /** Mean distance between measured and fitted quantiles, µs. */
  readonly distance: number;
}

/** Sorted values of X + Y, both drawn from one distribution. */
export function sumOfTwo(distribution: Distribution): Float64Array {
  const values = Array.from({ length: POINTS }, (_, i) =>
    Math.max(0, quantileOf(distribution, (i + 0.5) / POINTS)),
  );
  return Float64Array.from(values.flatMap((x) => values.map((y) => x + y))).sort();
}

/** The smallest value with at least a share p of the sorted ones at or below it. */
export const valueAt = (sorted: ArrayLike<number>, p: number): number =>
  sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(sorted.length * p) - 1))] as number;

/** `sorted`: round trips in µs. The best of the families first. */
export function fitsOf(sorted: readonly number[]): JitterFit[] {
  const least = sorted[0] as number;
  const excess = SHARES.map((p) => valueAt(sorted, p) - least);
  const mean = sorted.reduce((sum, value) => sum + value - least, 0) / sorted.length;
  if (mean === 0) return [{ jitter: { kind: "constant", value: 0 }, rtt: least, distance: 0 }];
  const fits = [...shaped(excess), ...recorded(sorted, excess)].map(({ jitter, below, distance }) => ({
    jitter,
    rtt: Math.max(1, least - below),
    distance,
  }));
  return fits.sort((a, b) => a.distance - b.distance);
}

interface Candidate {
  readonly jitter: Distribution;
  /** What two draws add at least: the propagation is so much less than the least round trip. */
  readonly below: number;
  readonly distance: number;
}

type Family = (scale: number, shape: number) => Distribution;

const SIGMAS: readonly number[] = Array.from({ length: 24 }, (_, i) => 0.1 * (i + 1));
const TAILS: readonly number[] = [1.2, 1.5, 2, 2.5, 3, 4, 5, 7, 10, 15];
const SPREADS: readonly number[] = Array.from({ length: 20 }, (_, i) => 0.05 * (i + 1));

const FAMILIES: readonly (readonly [Family, readonly number[]])[] = [
  [(mean) => ({ kind: "exponential", mean }), [1]],
  [(median, sigma) => ({ kind: "lognormal", median, sigma }), SIGMAS],
  [(mean, spread) => ({ kind: "normal", mean, sd: mean * spread }), SPREADS],
  [(scale, shape) => ({ kind: "pareto", scale, shape }), TAILS],
];

/** Of each family the best member: every shape is tried, and the scale follows from the quantiles. */
function shaped(excess: readonly number[]): Candidate[] {
  return FAMILIES.map(([family, shapes]) => {
    const tried = shapes.flatMap((shape) => {
      const one = sumOfTwo(family(1, shape));
      // Measured quantiles count from the least value that was seen, so the fitted ones count from theirs.
      return [...new Set([0, one[0] as number])].map((floor) => {
        const unit = SHARES.map((p) => valueAt(one, p) - floor);
        const scale = ratioOf(excess, unit);
        const distance = distanceOf(excess, unit, scale);
        return { jitter: family(scale, shape), below: floor * scale, distance };
      });
    });
    return tried.reduce((best, each) => (each.distance < best.distance ? each : best));
  });
}

/** The factor that makes the second most like the first: a weighted median, so that no single tail value decides. */
function ratioOf(measured: readonly number[], unit: readonly number[]): number {
  const pairs = unit.flatMap((u, i) => (u > 0 ? [{ weight: u, ratio: (measured[i] as number) / u }] : []));
  pairs.sort((a, b) => a.ratio - b.ratio);
  const half = pairs.reduce((sum, { weight }) => sum + weight, 0) / 2;
  let sum = 0;
  for (const { weight, ratio } of pairs) {
    sum += weight;
    if (sum >= half && ratio > 0) return ratio;
  }
  return pairs.at(-1)?.ratio ?? 0;
}

const distanceOf = (measured: readonly number[], unit: readonly number[], scale: number): number =>
  measured.reduce((sum, value, i) => sum + Math.abs(value - scale * (unit[i] as number)), 0) /
  measured.length;

/**
 * Two ways of sharing recorded values among two directions: each has half of every value, which suits what both
 * directions always have; or each has the whole value half of the time, which suits rare spikes.
 */
function recorded(sorted: readonly number[], excess: readonly number[]): Candidate[] {
  const least = sorted[0] as number;
  const kept = Math.min(RECORDED_MAX, sorted.length);
  const thinned = Array.from({ length: kept }, (_, i) => valueAt(sorted, (i + 0.5) / kept) - least);
  const halves = thinned.map((value) => value / 2);
  const spikes = [...thinned.map(() => 0), ...thinned];
  return [halves, spikes].map((values) => {
    const jitter: Distribution = { kind: "recorded", values: values.map(Math.round) };
    const sum = sumOfTwo(jitter);
    const unit = SHARES.map((p) => valueAt(sum, p));
    return { jitter, below: 0, distance: distanceOf(excess, unit, 1) };
  });
}
