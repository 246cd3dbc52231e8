// The standard normal distribution: its quantile function, its distribution function, its density.
// Sources: M. J. Wichura, Algorithm AS 241 (PPND16), Applied Statistics 37, 1988, relative error about 1e-16;
// G. Marsaglia, "Evaluating the Normal Distribution", J. Stat. Software 11(4), 2004, for the distribution
// function.

import { exp, log } from "./arithmetic.ts";

/** Coefficients from the constant term upwards. */
function polynomial(x: number, coefficients: readonly number[]): number {
  let sum = 0;
  for (let i = coefficients.length - 1; i >= 0; i--) sum = sum * x + coefficients[i]!;
  return sum;
}

const CENTRE_OVER = [
  3.3871328727963665, 133.14166789178438, 1971.5909503065513, 13731.69376550946, 45921.95393154987,
  67265.7709270087, 33430.57558358813, 2509.0809287301227,
] as const;
const CENTRE_UNDER = [
  1, 42.31333070160091, 687.1870074920579, 5394.196021424751, 21213.794301586597, 39307.89580009271,
  28729.085735721943, 5226.495278852546,
] as const;
const MIDDLE_OVER = [
  1.4234371107496835, 4.630337846156546, 5.769497221460691, 3.6478483247632045, 1.2704582524523684,
  0.2417807251774506, 0.022723844989269184, 0.0007745450142783414,
] as const;
const MIDDLE_UNDER = [
  1, 2.053191626637759, 1.6763848301838038, 0.6897673349851, 0.14810397642748008, 0.015198666563616457,
  0.0005475938084995345, 1.0507500716444169e-9,
] as const;
const FAR_OVER = [
  6.657904643501103, 5.463784911164114, 1.7848265399172913, 0.29656057182850487, 0.026532189526576124,
  0.0012426609473880784, 0.000027115555687434876, 2.0103343992922881e-7,
] as const;
const FAR_UNDER = [
  1, 0.599832206555888, 0.1369298809227358, 0.014875361290850615, 0.0007868691311456133,
  0.000018463183175100548, 1.421511758316446e-7, 2.0442631033899397e-15,
] as const;

/** The value a standard normal stays below with probability `p`; infinite at 0 and 1. */
export function normalQuantile(p: number): number {
  const q = p - 0.5;
  if (q <= 0.425 && q >= -0.425) {
    const r = 0.180625 - q * q;
    return (q * polynomial(r, CENTRE_OVER)) / polynomial(r, CENTRE_UNDER);
  }
  const tail = q < 0 ? p : 1 - p;
  if (!(tail > 0)) return q < 0 ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  const r = Math.sqrt(-log(tail));
  const size =
    r <= 5
      ? polynomial(r - 1.6, MIDDLE_OVER) / polynomial(r - 1.6, MIDDLE_UNDER)
      : polynomial(r - 5, FAR_OVER) / polynomial(r - 5, FAR_UNDER);
  return q < 0 ? -size : size;
}

export const normalDensity = (x: number): number => exp(-0.5 * x * x) * 0.3989422804014327;

/** The probability that a standard normal is at most `x`; relative error below 1e-13 also far to the left. */
export function normalProbability(x: number): number {
  if (x > 8.3) return 1;
  if (x < -38.6) return 0;
  if (x < -2) return tailBeyond(-x);
  if (x > 2) return 1 - tailBeyond(x);
  let term = x;
  let sum = x;
  for (let k = 3; sum + term !== sum; k += 2) {
    term *= (x * x) / k;
    sum += term;
  }
  return 0.5 + sum * normalDensity(x);
}

/** Laplace's continued fraction 1 / (x + 1 / (x + 2 / (x + …))), from the inside out. */
function tailBeyond(x: number): number {
  let fraction = x;
  // 150 levels give 15 digits at x = 2, fewer would do further out.
  for (let k = 150; k >= 1; k--) fraction = x + k / fraction;
  return normalDensity(x) / fraction;
}
