// The two-sample test of Kolmogorov and Smirnov: how likely two samples of one distribution lie so far apart.
// Source: W. H. Press et al., Numerical Recipes, 3rd ed., 14.3.3; the effective size by Stephens 1970. For discrete
// values the true p is larger: the test then rejects too seldom, never too often.

/** P(two samples of one distribution differ at least as much as these). */
export function kolmogorovSmirnov(one: readonly number[], other: readonly number[]): number {
  const a = [...one].sort((x, y) => x - y);
  const b = [...other].sort((x, y) => x - y);
  let i = 0;
  let j = 0;
  let distance = 0;
  while (i < a.length && j < b.length) {
    const value = Math.min(a[i] as number, b[j] as number);
    while (i < a.length && (a[i] as number) <= value) i++;
    while (j < b.length && (b[j] as number) <= value) j++;
    distance = Math.max(distance, Math.abs(i / a.length - j / b.length));
  }
  const size = Math.sqrt((a.length * b.length) / (a.length + b.length));
  return beyond((size + 0.12 + 0.11 / size) * distance);
}

/** Kolmogorov's distribution: P(K > x) = 2 Σ (−1)^(n−1) exp(−2 n² x²). */
function beyond(x: number): number {
  if (x < 0.3) return 1;
  let sum = 0;
  for (let n = 1; n <= 100; n++) sum += (n % 2 === 1 ? 2 : -2) * Math.exp(-2 * n * n * x * x);
  return Math.min(1, Math.max(0, sum));
}
