// The gamma function for arguments above 1/2, as far as means of Weibull distributions need it.
// Source: C. Lanczos' approximation with g = 7 and nine terms (coefficients by P. Godfrey); relative error
// about 1e-15.

import { exp, pow } from "./arithmetic.ts";

const COEFFICIENTS = [
  676.5203681218851, -1259.1392167224028, 771.3234287776531, -176.6150291621406, 12.507343278686905,
  -0.13857109526572012, 0.000009984369578019572, 1.5056327351493116e-7,
] as const;

/** Γ(x), x ≥ 1/2. */
export function gamma(x: number): number {
  const z = x - 1;
  const sum = lanczosSum(x);
  const t = z + 7.5;
  // √(2π) · t^(z + 1/2) · e^−t, the power in two halves lest it overflow before the exponential brings it
  // down.
  const half = pow(t, (z + 0.5) / 2);
  return 2.5066282746310007 * half * exp(-t) * half * sum;
}

/** Lanczos' sum: Γ(x) = √(2π) · (x + 6.5)^(x − 1/2) · e^−(x + 6.5) · sum. */
export function lanczosSum(x: number): number {
  const z = x - 1;
  let sum = 0.9999999999998099;
  for (let i = 0; i < COEFFICIENTS.length; i++) sum += COEFFICIENTS[i]! / (z + i + 1);
  return sum;
}
