// A positive random time seen by its hazard: how much of it has been used up by an age, and at which age a given
// amount is. A unit exponential amount gives a draw by inversion; amounts that remain let a hazard change on the
// way. Leaves out: hazards of atoms (a constant or recorded time has none; it happens when it is due).

import { constant, type Distribution } from "../quantity/distribution.ts";
import { exp, expm1, log, log1p, pow } from "./arithmetic.ts";
import { unreachable } from "./invariant.ts";
import { normalDensity, normalProbability, normalQuantile } from "./normal.ts";
import { probabilityBeyond, quantileOf } from "./sampling.ts";

/** What has no spread is a constant: it has no hazard, and divides by nothing. */
export function simplest(distribution: Distribution): Distribution {
  switch (distribution.kind) {
    case "uniform":
      return distribution.from < distribution.to ? distribution : constant(distribution.from);
    case "normal":
      return distribution.sd > 0 ? distribution : constant(Math.max(0, distribution.mean));
    case "lognormal":
      return distribution.sigma > 0 ? distribution : constant(distribution.median);
    default:
      return distribution;
  }
}

/** Cumulative hazard up to `age`: −ln P(X > age); Infinity where it is certain to be over. */
export function hazardSpent(distribution: Distribution, age: number): number {
  if (age <= 0) return 0;
  switch (distribution.kind) {
    case "constant":
      return age < distribution.value ? 0 : Number.POSITIVE_INFINITY;
    case "uniform": {
      const { from, to } = distribution;
      if (age >= to) return Number.POSITIVE_INFINITY;
      return age <= from ? 0 : -log1p(-(age - from) / (to - from));
    }
    case "exponential":
      return age / distribution.mean;
    case "normal":
      return -log(normalProbability((distribution.mean - age) / distribution.sd));
    case "lognormal":
      return -log(normalProbability(-log(age / distribution.median) / distribution.sigma));
    case "weibull":
      return pow(age / distribution.scale, distribution.shape);
    case "pareto":
      return age <= distribution.scale ? 0 : distribution.shape * log(age / distribution.scale);
    case "hyperexponential":
    case "erlang":
      return -log(probabilityBeyond(distribution, age));
    case "recorded": {
      const { values } = distribution;
      const over = values.reduce((count, value) => count + (value <= age ? 1 : 0), 0);
      return -log1p(-over / values.length);
    }
    default:
      return unreachable(distribution);
  }
}

/** The age by which `amount` of cumulative hazard is used up: the inverse of hazardSpent. */
export function ageAt(distribution: Distribution, amount: number): number {
  switch (distribution.kind) {
    case "exponential":
      return distribution.mean * amount;
    case "weibull":
      return distribution.scale * pow(amount, 1 / distribution.shape);
    case "pareto":
      return distribution.scale * exp(amount / distribution.shape);
    case "lognormal":
      // From the upper tail, where amounts are large and 1 − p would be rounded away.
      return distribution.median * exp(-distribution.sigma * normalQuantile(exp(-amount)));
    case "constant":
      return distribution.value;
    default:
      return quantileOf(distribution, Math.min(-expm1(-amount), 1 - 2 ** -53));
  }
}

/** Failures per µs at `age` of what has lived so long; 0 between the atoms of a constant or a recording. */
export function hazardAt(distribution: Distribution, age: number): number {
  switch (distribution.kind) {
    case "constant":
    case "recorded":
      return 0;
    case "uniform":
      return age < distribution.from || age >= distribution.to ? 0 : 1 / (distribution.to - age);
    case "exponential":
      return 1 / distribution.mean;
    case "normal": {
      const z = (age - distribution.mean) / distribution.sd;
      return normalDensity(z) / (distribution.sd * normalProbability(-z));
    }
    case "lognormal": {
      if (age <= 0) return 0;
      const z = log(age / distribution.median) / distribution.sigma;
      return normalDensity(z) / (age * distribution.sigma * normalProbability(-z));
    }
    case "weibull":
      return (
        (distribution.shape / distribution.scale) * pow(age / distribution.scale, distribution.shape - 1)
      );
    case "pareto":
      return age < distribution.scale ? 0 : distribution.shape / age;
    case "hyperexponential": {
      const [first, second] = distribution.means;
      const one = distribution.p * exp(-age / first);
      const other = (1 - distribution.p) * exp(-age / second);
      return (one / first + other / second) / (one + other);
    }
    case "erlang": {
      // Of the paths still alive those in the last stage may end: their share times the rate of a stage.
      const { stages, mean } = distribution;
      const load = (age * stages) / mean;
      let term = 1;
      let sum = 1;
      for (let k = 1; k < stages; k++) {
        term *= load / k;
        sum += term;
      }
      return ((term / sum) * stages) / mean;
    }
    default:
      return unreachable(distribution);
  }
}
