// Student's t interval for a mean, given only where it can be trusted. A few huge values among many small ones
// carry the mean, and t is then wrong far more often than it says (8 % coverage instead of 95 % was measured
// for yearly losses). Rule: n > 25 × skewness² (Cochran, Sampling Techniques, 3rd ed., 2.15), after an
// allowance of two standard errors for the noise of the skewness itself. Equal values give no interval either:
// they say nothing about their spread.
import { studentQuantile } from "./student-t.ts";
import type { Tally } from "./tally.ts";

/** The half width, or undefined. */
export function meanHalfWidth(tally: Tally, confidence: number): number | undefined {
  const { count, variance, skewness } = tally;
  if (variance === undefined || skewness === undefined || variance === 0) return undefined;
  const excess = Math.max(0, Math.abs(skewness) - 2 * Math.sqrt(6 / count));
  if (count < 25 * excess * excess) return undefined;
  return studentQuantile(1 - (1 - confidence) / 2, count - 1) * Math.sqrt(variance / count);
}
