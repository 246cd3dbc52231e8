// A decimated curve covers the pixels of the full one: in every column the same lowest and highest point.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decimate, GAP, pathThrough } from "../../web/charts/decimate.ts";

type Points = readonly { readonly at: number; readonly value: number }[];

/** Column → lowest and highest value of the points in it. */
function extremes(points: Points, from: number, to: number, width: number): Map<number, [number, number]> {
  const columns = new Map<number, [number, number]>();
  for (const { at, value } of points) {
    if (at < from || at >= to || Number.isNaN(value)) continue;
    const column = Math.floor((at - from) * (width / (to - from)));
    const [low, high] = columns.get(column) ?? [value, value];
    columns.set(column, [Math.min(low, value), Math.max(high, value)]);
  }
  return columns;
}

const series = fc
  .array(fc.tuple(fc.double({ min: 0.01, max: 3, noNaN: true }), fc.double({ min: -9, max: 9 })), {
    minLength: 1,
    maxLength: 300,
  })
  .map((steps) => {
    let at = 0;
    return steps.map(([gap, value]) => {
      at += gap;
      // The two zeros are one point of a picture.
      return { at, value: value + 0 };
    });
  });

describe("decimated points", () => {
  it("have the extremes of every column, for any curve, gaps and window", () => {
    fc.assert(
      fc.property(
        series,
        fc.integer({ min: 1, max: 40 }),
        fc.double({ min: 0, max: 0.9 }),
        (points, width, cut) => {
          const end = points.at(-1)?.at ?? 1;
          const [from, to] = [cut * end, end];
          const [at, values] = [points.map((point) => point.at), points.map(({ value }) => value)];
          const kept = decimate(at, values, { from, to, width });
          const drawn = kept.filter((i) => i !== GAP).map((i) => ({ at: at[i] ?? 0, value: values[i] ?? 0 }));
          expect(extremes(drawn, from, to, width)).toEqual(extremes(points, from, to, width));
          expect(drawn.map((point) => point.at)).toEqual(
            drawn.map((point) => point.at).sort((a, b) => a - b),
          );
        },
      ),
      { seed: 11 },
    );
  });

  it("are at most four a column and one beyond each edge", () => {
    const n = 200_000;
    const at = Float64Array.from({ length: n }, (_, i) => i);
    const values = Float64Array.from({ length: n }, (_, i) => Math.sin(i * 0.37) + (i % 977 === 0 ? 5 : 0));
    const kept = decimate(at, values, { from: 50_000, to: 150_000, width: 400 });
    expect(kept.length).toBeLessThanOrEqual(4 * 400 + 2);
    expect(kept[0]).toBe(49_999);
    expect(kept.at(-1)).toBe(150_000);
  });

  it("are interrupted where nothing is known", () => {
    const kept = decimate([0, 1, 2, 3, 4], [5, 6, Number.NaN, 7, 8], { from: 0, to: 5, width: 5 });
    expect(kept).toEqual([0, 1, GAP, 3, 4]);
    const path = pathThrough(
      kept,
      (i) => i,
      (i) => 2 * i,
    );
    expect(path).toBe("M0.00,0.00L1.00,2.00M3.00,6.00L4.00,8.00");
  });
});
