// Draws from a distribution, its mean and its quantiles. `sample` uses a fixed number of uniform draws, each
// inverted, so that two scenarios stay comparable draw by draw; `sampleFast` may use ziggurats, for the data
// path. Leaves out: correlation between draws, and truncation other than the normal's at zero.

import type { Distribution } from "../quantity/distribution.ts";
import { exp, log, log1p, pow } from "./arithmetic.ts";
import { gamma } from "./gamma.ts";
import { invariant, unreachable } from "./invariant.ts";
import { normalDensity, normalProbability, normalQuantile } from "./normal.ts";
import type { RandomStream } from "./random.ts";

/** A draw by inversion: one uniform, two for a hyperexponential, one for each stage of an Erlang. */
export function sample(distribution: Distribution, stream: RandomStream): number {
  switch (distribution.kind) {
    case "constant":
      return distribution.value;
    case "hyperexponential": {
      const mean = stream.uniform() < distribution.p ? distribution.means[0] : distribution.means[1];
      return mean * stream.exponentialByInversion();
    }
    case "erlang": {
      let sum = 0;
      for (let stage = 0; stage < distribution.stages; stage++) sum += stream.exponentialByInversion();
      return (distribution.mean / distribution.stages) * sum;
    }
    case "recorded":
      return distribution.values[stream.below(distribution.values.length)]!;
    default:
      return quantileOf(distribution, stream.uniform());
  }
}

/** A draw whose number of uniform draws may vary; several times faster where a ziggurat serves. */
export function sampleFast(distribution: Distribution, stream: RandomStream): number {
  switch (distribution.kind) {
    case "exponential":
      return distribution.mean * stream.exponential();
    case "normal":
      return Math.max(0, distribution.mean + distribution.sd * stream.normal());
    case "lognormal":
      return distribution.median * exp(distribution.sigma * stream.normal());
    case "hyperexponential": {
      const mean = stream.uniform() < distribution.p ? distribution.means[0] : distribution.means[1];
      return mean * stream.exponential();
    }
    case "erlang": {
      let sum = 0;
      for (let stage = 0; stage < distribution.stages; stage++) sum += stream.exponential();
      return (distribution.mean / distribution.stages) * sum;
    }
    default:
      return sample(distribution, stream);
  }
}

/** Infinite for a Pareto of shape 1 or less. */
export function meanOf(distribution: Distribution): number {
  switch (distribution.kind) {
    case "constant":
      return distribution.value;
    case "uniform":
      return (distribution.from + distribution.to) / 2;
    case "exponential":
    case "erlang":
      return distribution.mean;
    case "normal":
      return truncatedNormalMean(distribution.mean, distribution.sd);
    case "lognormal":
      return distribution.median * exp((distribution.sigma * distribution.sigma) / 2);
    case "weibull":
      return distribution.scale * gamma(1 + 1 / distribution.shape);
    case "pareto": {
      const { scale, shape } = distribution;
      return shape > 1 ? (scale * shape) / (shape - 1) : Number.POSITIVE_INFINITY;
    }
    case "hyperexponential":
      return distribution.p * distribution.means[0] + (1 - distribution.p) * distribution.means[1];
    case "recorded":
      return distribution.values.reduce((sum, value) => sum + value, 0) / distribution.values.length;
    default:
      return unreachable(distribution);
  }
}

/** Infinite for a Pareto of shape 2 or less; of a truncated normal that of the normal. */
export function varianceOf(distribution: Distribution): number {
  switch (distribution.kind) {
    case "constant":
      return 0;
    case "uniform":
      return square(distribution.to - distribution.from) / 12;
    case "exponential":
      return square(distribution.mean);
    case "erlang":
      return square(distribution.mean) / distribution.stages;
    case "normal":
      return square(distribution.sd);
    case "lognormal":
      return square(meanOf(distribution)) * (exp(distribution.sigma * distribution.sigma) - 1);
    case "weibull": {
      const { scale, shape } = distribution;
      return scale * scale * gamma(1 + 2 / shape) - square(meanOf(distribution));
    }
    case "pareto": {
      const { scale, shape } = distribution;
      if (shape <= 2) return Number.POSITIVE_INFINITY;
      return (scale * scale * shape) / (square(shape - 1) * (shape - 2));
    }
    case "hyperexponential": {
      const [one, other] = distribution.means;
      const moment = 2 * (distribution.p * square(one) + (1 - distribution.p) * square(other));
      return moment - square(meanOf(distribution));
    }
    case "recorded": {
      const mean = meanOf(distribution);
      const squares = distribution.values.reduce((sum, value) => sum + square(value - mean), 0);
      return squares / distribution.values.length;
    }
    default:
      return unreachable(distribution);
  }
}

/** Variance over the square of the mean: 0 for what is always the same, 1 for an exponential. */
export const squaredVariation = (distribution: Distribution): number =>
  varianceOf(distribution) / square(meanOf(distribution));

const square = (x: number): number => x * x;

/** The value a draw stays at or below with probability `p`, 0 < p < 1. */
export function quantileOf(distribution: Distribution, p: number): number {
  switch (distribution.kind) {
    case "constant":
      return distribution.value;
    case "uniform":
      return distribution.from + (distribution.to - distribution.from) * p;
    case "exponential":
      return -distribution.mean * log1p(-p);
    case "normal":
      return Math.max(0, distribution.mean + distribution.sd * normalQuantile(p));
    case "lognormal":
      return distribution.median * exp(distribution.sigma * normalQuantile(p));
    case "weibull":
      return distribution.scale * pow(-log1p(-p), 1 / distribution.shape);
    case "pareto":
      return distribution.scale * pow(1 - p, -1 / distribution.shape);
    case "hyperexponential":
    case "erlang":
      return solve((x) => probabilityBeyond(distribution, x), 1 - p, meanOf(distribution));
    case "recorded":
      return recordedQuantile(distribution.values, p);
    default:
      return unreachable(distribution);
  }
}

/** E max(0, X). */
function truncatedNormalMean(mean: number, sd: number): number {
  if (sd === 0) return Math.max(0, mean);
  return mean * normalProbability(mean / sd) + sd * normalDensity(mean / sd);
}

type Phased = Extract<Distribution, { kind: "hyperexponential" | "erlang" }>;

/** P(X > x) of a distribution composed of exponential phases. */
export function probabilityBeyond(distribution: Phased, x: number): number {
  if (distribution.kind === "hyperexponential") {
    const [first, second] = distribution.means;
    return distribution.p * exp(-x / first) + (1 - distribution.p) * exp(-x / second);
  }
  // Fewer than `stages` arrivals by x, each term in logarithms so that many stages do not overflow.
  const load = (x * distribution.stages) / distribution.mean;
  if (load === 0) return 1;
  let logTerm = -load;
  let sum = exp(logTerm);
  for (let k = 1; k < distribution.stages; k++) {
    logTerm += log(load / k);
    sum += exp(logTerm);
  }
  return sum;
}

/** Where a decreasing function of x ≥ 0 passes `level`, to the last few bits. */
function solve(decreasing: (x: number) => number, level: number, guess: number): number {
  let low = 0;
  let high = guess;
  while (decreasing(high) > level) {
    low = high;
    high *= 2;
  }
  while (high - low > 1e-14 * high) {
    const middle = low + (high - low) / 2;
    if (middle === low || middle === high) break;
    if (decreasing(middle) > level) low = middle;
    else high = middle;
  }
  return low + (high - low) / 2;
}

/** One of the recorded values, each with the same share of (0, 1), in order of size. */
function recordedQuantile(values: readonly number[], p: number): number {
  invariant(values.length > 0, "a recorded distribution has values");
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(p * sorted.length) - 1)]!;
}
