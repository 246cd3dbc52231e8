import fastCheck from "fast-check";
import { expect, test } from "vitest";
import { binOf, countUpTo, Histogram, RELATIVE_ERROR } from "../../sim/statistics/histogram.ts";

const filled = (values: readonly number[]): Histogram => {
  const histogram = new Histogram();
  for (const value of values) histogram.add(value);
  return histogram;
};

test("the stated relative error is below 0.4 %", () => {
  expect(RELATIVE_ERROR).toBeLessThanOrEqual(0.004);
});

test("whole numbers up to 255 are kept exactly", () => {
  for (let value = 0; value < 256; value++) expect(binOf(value)).toBe(value);
});

test("bins follow each other without a gap at every octave", () => {
  for (let octave = 8; octave < 53; octave++) expect(binOf(2 ** octave)).toBe(binOf(2 ** octave - 1) + 1);
});

test("a quantile is within the stated error of the order statistic it stands for", () => {
  const whole = fastCheck.oneof(
    fastCheck.nat({ max: 300 }),
    fastCheck.nat(),
    fastCheck.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }),
  );
  fastCheck.assert(
    fastCheck.property(
      fastCheck.array(whole, { minLength: 1, maxLength: 60 }),
      fastCheck.constantFrom(0.01, 0.5, 0.95, 0.99),
      (values, p) => {
        const exact = [...values].sort((a, b) => a - b)[
          Math.max(1, Math.ceil(values.length * p)) - 1
        ] as number;
        const read = (filled(values).quantile(p) as number) * 1e6;
        expect(Math.abs(read - exact)).toBeLessThanOrEqual(exact * RELATIVE_ERROR + 1e-9 * exact);
      },
    ),
    { seed: 7 },
  );
});

test("merging gives the same bytes in every order and grouping", () => {
  const parts = [[1, 300, 70_000], [5e9, 0, 300], [], [1e15, 12], [300, 301]].map((values) =>
    filled(values).toSparse(),
  );
  const inOrder = new Histogram();
  for (const part of parts) inOrder.merge(part);
  const pairwise = new Histogram();
  for (const group of [[4, 1], [0], [3, 2]]) {
    const some = new Histogram();
    for (const i of group) some.merge(parts[i] as (typeof parts)[number]);
    pairwise.merge(some.toSparse());
  }
  expect(JSON.stringify(pairwise.toSparse())).toBe(JSON.stringify(inOrder.toSparse()));
});

test("what is stored is what was held", () => {
  const histogram = filled([1, 1, 900, 123_456]);
  expect(Histogram.from(histogram.toSparse()).toSparse()).toEqual(histogram.toSparse());
  expect(new Histogram().toSparse().bins).toEqual([]);
});

test("mean, minimum and maximum are exact and in the unit of the metric", () => {
  const histogram = filled([1_000_003, 2_000_000, 3_000_000]);
  expect(histogram.mean).toBe(6_000_003 / 3 / 1e6);
  expect(histogram.min).toBe(1.000003);
  expect(histogram.max).toBe(3);
});

test("counts up to and below a bin are told apart", () => {
  expect(countUpTo(filled([1, 2, 2, 3]).toSparse(), 2)).toEqual({ upTo: 3, below: 1, total: 4 });
});

test("negative, not finite and too large values are refused", () => {
  for (const value of [-1, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 54]) {
    expect(() => new Histogram().add(value)).toThrow(RangeError);
  }
});

test("histograms counted in different steps do not merge", () => {
  expect(() => new Histogram(1e6).merge(new Histogram(1).toSparse())).toThrow(RangeError);
});
