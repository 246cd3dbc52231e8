// The gamma distribution as far as exact intervals of counts need it: logarithm of the gamma function,
// regularised incomplete gamma functions, quantiles. Relative error about 1e-16 times the shape and its
// logarithm: 1e-8 at a shape of a million. Leaves out: shapes below 1/2.
// Sources: Lanczos' approximation as in gamma.ts; Press et al., Numerical Recipes, 3rd ed., 6.2 (series below
// the mean, Lentz's continued fraction above); the start of the quantile from Wilson & Hilferty 1931.
import { exp, log } from "./arithmetic.ts";
import { lanczosSum } from "./gamma.ts";
import { normalQuantile } from "./normal.ts";

const HALF_LOG_TWO_PI = 0.9189385332046728;
/** Below this a Lentz denominator is taken for zero. */
const TINY = 1e-300;

/** ln Γ(x), x ≥ 1/2. */
export function logGamma(x: number): number {
  const t = x + 6.5;
  return HALF_LOG_TWO_PI + (x - 0.5) * log(t) - t + log(lanczosSum(x));
}

/** P(a gamma variable of this shape and scale 1 is at most x). */
export function gammaProbability(shape: number, x: number): number {
  if (!(shape >= 0.5)) throw new RangeError(`a gamma distribution of shape ${shape}`);
  if (!(x > 0)) return 0;
  return x < shape + 1 ? series(shape, x) : 1 - continuedFraction(shape, x);
}

/** The x that is not exceeded with probability p. */
export function gammaQuantile(shape: number, p: number): number {
  if (!(p > 0 && p < 1)) throw new RangeError(`a gamma quantile at ${p}`);
  let [low, high] = bracket(shape, p);
  for (let middle = (low + high) / 2; middle > low && middle < high; middle = (low + high) / 2) {
    if (gammaProbability(shape, middle) < p) low = middle;
    else high = middle;
  }
  return high;
}

function bracket(shape: number, p: number): [number, number] {
  const root = 1 / (9 * shape);
  const cube = Math.max(0.01, 1 - root + normalQuantile(p) * Math.sqrt(root));
  let [low, high] = [shape * cube * cube * cube * 0.9, shape * cube * cube * cube * 1.1];
  while (gammaProbability(shape, low) > p) low *= 0.5;
  while (gammaProbability(shape, high) < p) high *= 1.5;
  return [low, high];
}

const density = (shape: number, x: number): number => exp(shape * log(x) - x - logGamma(shape));

function series(shape: number, x: number): number {
  let term = 1 / shape;
  let sum = term;
  for (let n = shape + 1; term > sum * 1e-17; n++) {
    term *= x / n;
    sum += term;
  }
  return sum * density(shape, x);
}

function continuedFraction(shape: number, x: number): number {
  let b = x + 1 - shape;
  let c = 1 / TINY;
  let d = 1 / b;
  let h = d;
  for (let i = 1; i < 10_000_000; i++) {
    const a = -i * (i - shape);
    b += 2;
    d = a * d + b;
    d = 1 / (Math.abs(d) < TINY ? TINY : d);
    c = b + a / c;
    if (Math.abs(c) < TINY) c = TINY;
    h *= d * c;
    if (Math.abs(d * c - 1) < 1e-16) break;
  }
  return h * density(shape, x);
}
