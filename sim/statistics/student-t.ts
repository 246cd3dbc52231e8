// Quantile of Student's t for a whole number of degrees of freedom, to 1e-8 or better for 0.0005 ≤ p ≤ 0.9995.
// Up to 1,000 degrees: the finite trigonometric sums for the probability within ±t (Abramowitz & Stegun 26.7.3-4),
// inverted by bisection. Above: the Cornish-Fisher expansion (26.7.5), whose next term is then below 1e-12.
// Leaves out: fractional degrees of freedom (Welch).
import { atan2 } from "../kernel/arithmetic.ts";
import { normalQuantile } from "../kernel/normal.ts";

const SUMMED_UP_TO = 1000;

/** The t that is exceeded with probability 1 - p. */
export function studentQuantile(p: number, degrees: number): number {
  if (!(p > 0 && p < 1)) throw new RangeError(`Student's t has no quantile at ${p}`);
  if (!(Number.isInteger(degrees) && degrees >= 1)) throw new RangeError(`${degrees} degrees of freedom`);
  if (p === 0.5) return 0;
  if (p < 0.5) return -studentQuantile(1 - p, degrees);
  return degrees > SUMMED_UP_TO ? expanded(normalQuantile(p), degrees) : inverted(2 * p - 1, degrees);
}

/** P(|T| ≤ t). */
export function studentWithin(t: number, degrees: number): number {
  const squared = degrees + t * t;
  const sine = t / Math.sqrt(squared);
  const cosineSquared = degrees / squared;
  let term = degrees % 2 === 0 ? 1 : Math.sqrt(cosineSquared);
  let sum = degrees === 1 ? 0 : term;
  // Even: 1 + 1/2 c² + (1·3)/(2·4) c⁴ + … ; odd: c + 2/3 c³ + (2·4)/(3·5) c⁵ + … ; the last power is degrees - 2.
  for (let power = degrees % 2 === 0 ? 2 : 3; power <= degrees - 2; power += 2) {
    term *= (cosineSquared * (power - 1)) / power;
    sum += term;
  }
  if (degrees % 2 === 0) return sine * sum;
  return (2 / Math.PI) * (atan2(t, Math.sqrt(degrees)) + sine * sum);
}

function inverted(within: number, degrees: number): number {
  let [low, high] = [0, 1];
  while (studentWithin(high, degrees) < within) [low, high] = [high, high * 2];
  for (let middle = (low + high) / 2; middle > low && middle < high; middle = (low + high) / 2) {
    if (studentWithin(middle, degrees) < within) low = middle;
    else high = middle;
  }
  return high;
}

function expanded(z: number, degrees: number): number {
  const s = z * z;
  const first = (z * (s + 1)) / 4;
  const second = (z * ((5 * s + 16) * s + 3)) / 96;
  const third = (z * (((3 * s + 19) * s + 17) * s - 15)) / 384;
  const fourth = (z * ((((79 * s + 776) * s + 1482) * s - 1920) * s - 945)) / 92160;
  return z + (first + (second + (third + fourth / degrees) / degrees) / degrees) / degrees;
}
