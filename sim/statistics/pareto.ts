// The designs that no other beats: at least as good in everything and better in something. Less is better throughout.

/** Row indices, ascending; a row with a NaN takes no part. Equal rows are all in. */
export function paretoFront(rows: readonly (readonly number[])[]): number[] {
  const order = rows.map((_, i) => i).filter((i) => !rows[i]?.some(Number.isNaN));
  // In lexicographic order whoever dominates comes first, and is itself dominated by somebody in the front, if at all.
  order.sort((a, b) => compared(rows[a] ?? [], rows[b] ?? []) || a - b);
  const front: number[] = [];
  for (const i of order) if (!front.some((j) => dominates(rows[j] ?? [], rows[i] ?? []))) front.push(i);
  return front.sort((a, b) => a - b);
}

export const dominates = (a: readonly number[], b: readonly number[]): boolean =>
  a.every((value, i) => value <= (b[i] as number)) && a.some((value, i) => value < (b[i] as number));

function compared(a: readonly number[], b: readonly number[]): number {
  for (const [i, value] of a.entries()) {
    const other = b[i] as number;
    if (value !== other) return value < other ? -1 : 1;
  }
  return 0;
}
