// The jitter of a round trip. A link adds one draw of its jitter to each way, so what a ping sees above the propagation
// delay is the sum of two draws; the distribution of one of them is fitted so that the quantiles of the sum are those
// that were measured. Leaves out: different jitter in the two directions, which a ping cannot tell apart.
import { quantileOf } from "../kernel/sampling.ts";
import type { Distribution } from "../quantity/distribution.ts";

/** Quantiles at which a sum and the measured values are compared. */
const SHARES: readonly number[] = Array.from({ length: 39 }, (_, i) => (i + 1) / 40).concat(0.99);
/** One draw is represented by values in the middle of cells of its probability, finer where the tail is. */
const CELLS: readonly { readonly middle: number; readonly share: number }[] = [
  ...cells(0, 0.9, 28),
  ...cells(0.9, 0.99, 7),
  ...cells(0.99, 0.999, 4),
  ...cells(0.999, 1, 2),
];
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

function cells(from: number, to: number, count: number) {
  const share = (to - from) / count;
  return Array.from({ length: count }, (_, i) => ({ middle: from + (i + 0.5) * share, share }));
}

/** The quantile function of X + Y, both drawn from one distribution; at 0 it is the least of the pairs of values. */
export function sumOfTwo(distribution: Distribution): (p: number) => number {
  const ones = CELLS.map(({ middle, share }) => ({
    value: Math.max(0, quantileOf(distribution, middle)),
    share,
  }));
  const pairs = ones.flatMap((one, i) =>
    ones.slice(i).map((other, j) => ({
      value: one.value + other.value,
      share: (j === 0 ? 1 : 2) * one.share * other.share,
    })),
  );
  pairs.sort((a, b) => a.value - b.value);
  // Each pair stands for the middle of its own probability.
  let sum = 0;
  const places = pairs.map(({ share }) => {
    sum += share;
    return sum - share / 2;
  });
  return (p) => {
    const after = places.findIndex((place) => place >= p);
    const high = pairs[after < 0 ? pairs.length - 1 : after] as { value: number };
    if (after <= 0) return high.value;
    const low = pairs[after - 1] as { value: number };
    const [from, to] = [places[after - 1] as number, places[after] as number];
    return low.value + ((p - from) / (to - from)) * (high.value - low.value);
  };
}

/** The smallest value with at least a share p of the sorted ones at or below it. */
export const valueAt = (sorted: readonly number[], p: number): number =>
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
const SHAPES: readonly number[] = [0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.1, 1.3, 1.6, 2];
const TAILS: readonly number[] = [1.2, 1.5, 2, 2.5, 3, 4, 5, 7, 10, 15];
const SPREADS: readonly number[] = Array.from({ length: 20 }, (_, i) => 0.05 * (i + 1));

const FAMILIES: readonly (readonly [Family, readonly number[]])[] = [
  [(mean) => ({ kind: "exponential", mean }), [1]],
  [(scale, shape) => ({ kind: "weibull", scale, shape }), SHAPES],
  [(median, sigma) => ({ kind: "lognormal", median, sigma }), SIGMAS],
  [(mean, spread) => ({ kind: "normal", mean, sd: mean * spread }), SPREADS],
  [(scale, shape) => ({ kind: "pareto", scale, shape }), TAILS],
];

/** Of each family the best member: every other shape is tried, then the neighbours of the best of them. */
function shaped(excess: readonly number[]): Candidate[] {
  const best = (candidates: readonly Candidate[]): Candidate =>
    candidates.reduce((least, each) => (each.distance < least.distance ? each : least));
  return FAMILIES.map(([family, shapes]) => {
    const tried = shapes.map((shape, i) => (i % 2 === 0 ? memberOf(family, shape, excess) : undefined));
    const known = tried.filter((each) => each !== undefined);
    const at = tried.indexOf(best(known));
    const beside = [shapes[at - 1], shapes[at + 1]].filter((shape) => shape !== undefined);
    return best([...known, ...beside.map((shape) => memberOf(family, shape, excess))]);
  });
}

/** The scale follows from the quantiles. */
function memberOf(family: Family, shape: number, excess: readonly number[]): Candidate {
  const sums = sumOfTwo(family(1, shape));
  // Measured quantiles count from the least value that was seen; the fitted ones may count from theirs.
  const [own, other] = [0, sums(0)].map((floor): Candidate => {
    const unit = SHARES.map((p) => sums(p) - floor);
    const scale = ratioOf(excess, unit);
    return { jitter: family(scale, shape), below: floor * scale, distance: distanceOf(excess, unit, scale) };
  }) as [Candidate, Candidate];
  return other.distance < own.distance ? other : own;
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
    const unit = SHARES.map(sumOfTwo(jitter));
    return { jitter, below: 0, distance: distanceOf(excess, unit, 1) };
  });
}
