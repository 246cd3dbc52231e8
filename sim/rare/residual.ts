// What is left of a life that has lasted so long already: the draw that a branch makes anew for everything
// that was pending when it split off. Branches that shared it would share their future. Exponential and
// Weibull lives by inversion; others are drawn until one lasts longer than the age, which takes 1 / P(longer)
// draws.
import { pow } from "../kernel/arithmetic.ts";
import { invariant } from "../kernel/invariant.ts";
import type { RandomStream } from "../kernel/random.ts";
import { sample } from "../kernel/sampling.ts";
import type { Distribution } from "../quantity/distribution.ts";

const TRIES_MAX = 1_000_000;

/** Time still to come, in the distribution's unit, given that the whole is longer than `age`. */
export function residualOf(distribution: Distribution, age: number, stream: RandomStream): number {
  if (!(age >= 0)) throw new RangeError(`an age of ${age}`);
  switch (distribution.kind) {
    case "exponential":
      return distribution.mean * stream.exponentialByInversion();
    case "weibull": {
      const { scale, shape } = distribution;
      // −ln P(longer than t) = (t / scale)^shape: what has passed, and an exponential more.
      const passed = pow(age / scale, shape);
      return scale * pow(passed + stream.exponentialByInversion(), 1 / shape) - age;
    }
    case "constant":
      invariant(distribution.value > age, "a constant life is longer than its age", { age });
      return distribution.value - age;
    default:
      return byRejection(distribution, age, stream);
  }
}

function byRejection(distribution: Distribution, age: number, stream: RandomStream): number {
  for (let tries = 0; tries < TRIES_MAX; tries++) {
    const whole = sample(distribution, stream);
    if (whole > age) return whole - age;
  }
  throw new RangeError(`no life of a ${distribution.kind} distribution lasts longer than ${age}`);
}
