// A million points as a line of pixels: of each column of pixels the first, the lowest, the highest and the last point
// are kept (M4: Jugel et al. 2014), so the line drawn through them covers the same pixels.

/** In place of an index: nothing is known here, the line is interrupted. */
export const GAP = -1;

export interface Columns {
  /** Of the left edge and of the right one; in the unit of `at`. */
  readonly from: number;
  readonly to: number;
  /** Whole pixels between them. */
  readonly width: number;
}

/** Indices of the points to be drawn, ascending, with one neighbour outside on either side; `at` ascends, NaN is a gap. */
export function decimate(
  at: ArrayLike<number>,
  values: ArrayLike<number>,
  { from, to, width }: Columns,
): number[] {
  const kept: number[] = [];
  const first = Math.max(0, firstFrom(at, from) - 1);
  const last = Math.min(at.length - 1, firstFrom(at, to));
  const perPixel = width / (to - from);
  let column = Number.NaN;
  let [begin, low, high, end] = [GAP, GAP, GAP, GAP];
  const flush = (): void => {
    if (begin === GAP) return;
    const [near, far] = low < high ? [low, high] : [high, low];
    kept.push(begin);
    if (near !== begin && near !== end) kept.push(near);
    if (far !== near && far !== begin && far !== end) kept.push(far);
    if (end !== begin) kept.push(end);
    begin = GAP;
  };
  for (let i = first; i <= last; i++) {
    const value = values[i] as number;
    if (Number.isNaN(value)) {
      flush();
      if (kept.length > 0 && kept.at(-1) !== GAP) kept.push(GAP);
      continue;
    }
    const own = Math.floor(((at[i] as number) - from) * perPixel);
    if (begin === GAP || own !== column) {
      flush();
      column = own;
      begin = low = high = i;
    }
    if (value < (values[low] as number)) low = i;
    if (value > (values[high] as number)) high = i;
    end = i;
  }
  flush();
  return kept;
}

/** The index of the first instant that is not before `t`; as many as there are if all are. */
export function firstFrom(at: ArrayLike<number>, t: number): number {
  let low = 0;
  let high = at.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((at[middle] as number) < t) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** An SVG path through them; a lone point is a dot of a line with round ends. */
export function pathThrough(
  kept: readonly number[],
  x: (i: number) => number,
  y: (i: number) => number,
): string {
  const parts: string[] = [];
  let isOpen = false;
  for (let k = 0; k < kept.length; k++) {
    const i = kept[k] as number;
    if (i === GAP) {
      isOpen = false;
      continue;
    }
    const place = `${x(i).toFixed(2)},${y(i).toFixed(2)}`;
    parts.push(isOpen ? `L${place}` : `M${place}`);
    if (!isOpen && (k + 1 === kept.length || kept[k + 1] === GAP)) parts.push("h0");
    isOpen = true;
  }
  return parts.join("");
}
