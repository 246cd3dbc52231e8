// Holm's step-down adjustment: p values that may be held against one level together; the chance of even one false
// rejection among all is then at most that level, however the tests depend on each other. Source: Holm 1979.

/** Adjusted p values, in the order given. */
export function holm(ps: readonly number[]): number[] {
  const order = ps.map((_, i) => i).sort((a, b) => (ps[a] as number) - (ps[b] as number) || a - b);
  const adjusted = new Array<number>(ps.length).fill(1);
  let least = 0;
  for (const [rank, i] of order.entries()) {
    least = Math.max(least, Math.min(1, (ps.length - rank) * (ps[i] as number)));
    adjusted[i] = least;
  }
  return adjusted;
}
