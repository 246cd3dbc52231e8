// The largest distance between an empirical distribution and the uniform one.

/** A sample of n that is uniform on [from, to] exceeds 1.95 / sqrt(n) once in a thousand samples (Kolmogorov, n > 35). */
export function distanceFromUniform(sample: readonly number[], from: number, to: number): number {
  const sorted = [...sample].sort((a, b) => a - b);
  let distance = 0;
  for (const [i, value] of sorted.entries()) {
    const expected = Math.min(1, Math.max(0, (value - from) / (to - from)));
    distance = Math.max(distance, expected - i / sorted.length, (i + 1) / sorted.length - expected);
  }
  return distance;
}
