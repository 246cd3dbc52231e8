// The life in the middle of which a component is found when somebody looks at a random instant: long lives are found
// more often, in proportion to their length. With a uniform share of it over it gives a stationary start of a
// renewal process. Where lengths are found by rejection the number of draws varies.

import type { Distribution } from "../quantity/distribution.ts";
import { exp, log, pow } from "./arithmetic.ts";
import { invariant, unreachable } from "./invariant.ts";
import type { RandomStream } from "./random.ts";
import { meanOf, sample } from "./sampling.ts";

/** A draw with density x·f(x) / mean. The mean must be finite. */
export function sampleLengthBiased(distribution: Distribution, stream: RandomStream): number {
  switch (distribution.kind) {
    case "constant":
      return distribution.value;
    case "uniform": {
      const { from, to } = distribution;
      return Math.sqrt(from * from + stream.uniform() * (to * to - from * from));
    }
    case "exponential":
      return distribution.mean * (stream.exponentialByInversion() + stream.exponentialByInversion());
    case "normal":
      return rejected(distribution, distribution.mean + 9 * distribution.sd, stream);
    case "lognormal": {
      const { median, sigma } = distribution;
      return median * exp(sigma * sigma + sigma * stream.normalByInversion());
    }
    case "weibull":
      return distribution.scale * pow(gammaDraw(1 + 1 / distribution.shape, stream), 1 / distribution.shape);
    case "pareto": {
      const { scale, shape } = distribution;
      invariant(shape > 1, "a life has a finite mean", { shape });
      return scale * pow(stream.uniform(), -1 / (shape - 1));
    }
    case "hyperexponential": {
      const [first, second] = distribution.means;
      const isFirst = stream.uniform() * meanOf(distribution) < distribution.p * first;
      return (isFirst ? first : second) * (stream.exponentialByInversion() + stream.exponentialByInversion());
    }
    case "erlang": {
      let sum = 0;
      for (let stage = 0; stage <= distribution.stages; stage++) sum += stream.exponentialByInversion();
      return (distribution.mean / distribution.stages) * sum;
    }
    case "recorded": {
      let left = stream.uniform() * distribution.values.reduce((sum, value) => sum + value, 0);
      for (const value of distribution.values) {
        left -= value;
        if (left <= 0) return value;
      }
      return distribution.values.at(-1)!;
    }
    default:
      return unreachable(distribution);
  }
}

/** Accepts a draw in proportion to its length; beyond `most` nothing worth mentioning is left out. */
function rejected(distribution: Distribution, most: number, stream: RandomStream): number {
  for (;;) {
    const x = sample(distribution, stream);
    if (stream.uniform() * most < x) return x;
  }
}

/** A gamma variable of scale 1; shape ≥ 1 (Marsaglia and Tsang 2000). */
function gammaDraw(shape: number, stream: RandomStream): number {
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = stream.normalByInversion();
    const root = 1 + c * x;
    if (root <= 0) continue;
    const v = root * root * root;
    if (log(stream.uniform()) < 0.5 * x * x + d - d * v + d * log(v)) return d * v;
  }
}
