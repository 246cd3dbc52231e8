// Baselines as text: what comes back, what a reviewer sees, and what is refused.
import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { readBaseline } from "../../../sim/experiment/gate/baseline.ts";
import { decodeVector, encodeVector, roundedAs } from "../../../sim/experiment/gate/vector.ts";

const known = (values: readonly number[]) => ({ values, isCensored: values.map(() => false) });

describe("a vector", () => {
  test.each([
    ["zeros", [0, 0, 0], "0"],
    ["one value for all", [31.664696, 31.664696], "31.664696"],
    ["nothing", [Number.NaN, Number.NaN], "none"],
  ])("of %s is a word", (_, values, text) => {
    expect(encodeVector(known(values))).toBe(text);
    expect(decodeVector(text, values.length).values).toEqual(values);
  });

  it("shows its median and p99, and the steps of its values", () => {
    const text = encodeVector(known([59.239219, 51.358617, 65.993182]));
    expect(text).toMatch(/^59.239 65.993 e-3:[\w-]+$/);
    expect(decodeVector(text, 3).values).toEqual([59.239, 51.359, 65.993]);
  });

  it("keeps what never ended and what has no value apart", () => {
    const text = encodeVector({ values: [3, 3600, Number.NaN, 7], isCensored: [false, true, false, false] });
    expect(decodeVector(text, 4)).toEqual({
      values: [3, Number.NaN, Number.NaN, 7],
      isCensored: [false, true, false, false],
    });
    expect(encodeVector({ values: [1, 2], isCensored: [true, true] })).toBe("beyond");
  });

  it("comes back within a ten-thousandth of its lower quartile; whole numbers come back whole", () => {
    const sizes = fc.array(fc.double({ min: 1e-6, max: 1e6, noNaN: true }), { minLength: 2, maxLength: 60 });
    fc.assert(
      fc.property(sizes, (values) => {
        const back = decodeVector(encodeVector(known(values)), values.length).values;
        const small = [...values].sort((a, b) => a - b)[Math.floor(values.length / 4)] as number;
        const error = Math.max(...values.map((value, i) => Math.abs(value - (back[i] as number))));
        // Fifteen digits are all a double has.
        expect(error).toBeLessThanOrEqual(Math.max(small * 1e-4, Math.max(...values) * 1e-14));
      }),
    );
    const counts = fc.array(fc.integer({ min: -1_000, max: 1_000_000_000 }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(counts, (values) => {
        expect(decodeVector(encodeVector(known(values)), values.length).values).toEqual(
          values.map((v) => v + 0),
        );
      }),
    );
  });

  it("rounds the values of today as those that were stored: what was equal is equal", () => {
    const values = [59.239219, 51.358617, 65.993182];
    const text = encodeVector(known(values));
    expect(roundedAs(text, known(values)).values).toEqual(decodeVector(text, 3).values);
  });

  test.each(["e-3:", "e-3:AA", "12..3", "1 2 x-3:AAAA"])("is refused where it is none: %s", (text) => {
    expect(() => decodeVector(text, 3)).toThrow(RangeError);
  });
});

describe("a baseline that is none says why", () => {
  test.each([
    ["", /it is no JSON/],
    ["{}", /schema/],
    ['{"schema":"twinsite/baseline/v2"}', /schema/],
  ])("%s", (text, why) => {
    const read = readBaseline(text);
    expect("reason" in read && read.reason).toMatch(why);
  });
});
