// Where a curve meets a line, with and without an end of the search: against a walk over every break.
import fc from "fast-check";
import { expect, it } from "vitest";
import { Curve, firstNotPositive } from "../../sim/fluid/curve.ts";

/** Slopes of stretches of 100 µs each. */
const slopes = fc.array(fc.constantFrom(0, 1, 2, 5), { minLength: 1, maxLength: 12 });

function curveOf(rates: readonly number[]): Curve {
  const curve = new Curve(0, 0);
  rates.forEach((rate, i) => {
    const at = i * 100;
    curve.line(at, curve.valueAt(at), rate);
  });
  return curve;
}

it("a search that ends early finds what an endless one finds, or nothing", () => {
  fc.assert(
    fc.property(slopes, fc.nat({ max: 3000 }), fc.nat({ max: 1500 }), (rates, level, until) => {
      const curve = curveOf(rates);
      const gap = (t: number): number => level - curve.valueAt(t);
      const search = (end?: number): number => firstNotPositive(gap, (t) => curve.nextBreak(t), 0, end);
      const endless = search();
      const ended = search(until);
      if (endless <= until) expect(ended).toBe(endless);
      else expect([endless, Number.POSITIVE_INFINITY]).toContain(ended);
    }),
    { seed: 1 },
  );
});

it("knows from when on it rests", () => {
  fc.assert(
    fc.property(slopes, (rates) => {
      const curve = curveOf(rates);
      const since = curve.restsFrom;
      const last = rates[rates.length - 1] as number;
      if (last > 0) expect(since).toBe(Number.POSITIVE_INFINITY);
      else {
        expect(curve.valueAt(since + 1e6)).toBe(curve.valueAt(since));
        expect(curve.nextBreak(since)).toBe(Number.POSITIVE_INFINITY);
      }
    }),
    { seed: 1 },
  );
});
