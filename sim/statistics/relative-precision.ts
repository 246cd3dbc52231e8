// When to stop: a sample is large enough when its half width h is small beside its value, h/|value| <= g/(1+g), which
// keeps the true relative error below g. Looked at only where a block of replications ends, so that the size does not
// depend on who was quicker. Source: Law & Kelton, Simulation Modeling and Analysis, 9.4.1. Stopping at a look is known
// to cover a little less than promised; the first look must not come before some ten replications.

export interface Precision {
  readonly value?: number;
  readonly low?: number;
  readonly high?: number;
  /** All values are the same. */
  readonly isConstant?: boolean;
}

/** Half width over value; infinite where it is not known. */
export function relativeHalfWidth({ value, low, high, isConstant }: Precision): number {
  if (isConstant) return 0;
  if (value === undefined || low === undefined || high === undefined) return Number.POSITIVE_INFINITY;
  const half = (high - low) / 2;
  return half === 0 ? 0 : half / Math.abs(value);
}

/** `relative`: the relative error that is allowed. */
export const isPrecise = (precision: Precision, relative: number): boolean =>
  relativeHalfWidth(precision) <= relative / (1 + relative);

/** The sample that should do, in whole blocks: half widths fall with its root; at most twice as large as the last. */
export function nextSize(
  size: number,
  worst: number,
  { relative, block }: { relative: number; block: number },
): number {
  const target = relative / (1 + relative);
  const growth = Math.min(2, (worst / target) * (worst / target));
  return Math.ceil(Math.max(size + 1, size * growth) / block) * block;
}
