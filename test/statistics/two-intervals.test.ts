import { describe, expect, test } from "vitest";
import { type RandomStream, randomRoot } from "../../sim/kernel/random.ts";
import { twoIntervals } from "../../sim/statistics/two-intervals.ts";

/** rows × columns: the row's true mean, noise common to its column, noise of its own. */
function matrix(
  stream: RandomStream,
  size: { readonly rows: number; readonly columns: number },
  deviation: { readonly input: number; readonly column: number; readonly own: number },
): number[][] {
  const columns = Array.from({ length: size.columns }, () => deviation.column * stream.normal());
  return Array.from({ length: size.rows }, () => {
    const truth = 10 + deviation.input * stream.normal();
    return columns.map((shared) => truth + shared + deviation.own * stream.normal());
  });
}

describe("two intervals", () => {
  test("noise alone is no spread of inputs, however large it is", () => {
    const stream = randomRoot("two").replication(0).stream("noise");
    const { inputDeviation, sampling } = twoIntervals({
      rows: matrix(stream, { rows: 50, columns: 100 }, { input: 0, column: 5, own: 1 }),
    });
    // Rows differ by own noise of 1/√100 only; what is left after taking it out is of its own uncertainty.
    expect(inputDeviation).toBeLessThan(0.05);
    expect((sampling.high - sampling.low) / 2).toBeCloseTo(1.98 * 0.5, 0);
  });

  test("more replications shrink sampling, not inputs", () => {
    const widths = [40, 1000].map((columns) => {
      const stream = randomRoot("two").replication(1).stream("width");
      const both = twoIntervals({
        rows: matrix(stream, { rows: 60, columns }, { input: 2, column: 3, own: 3 }),
      });
      return [both.sampling, both.inputs].map(({ low, high }) => high - low);
    });
    const [few, many] = widths as [[number, number], [number, number]];
    expect(few[0] / many[0]).toBeCloseTo(5, 0); // √25
    expect(many[1]).toBeGreaterThan(0.7 * few[1]);
  });

  for (const [rows, streams] of [
    [20, "common"],
    [60, "common"],
    [20, "independent"],
  ] as const)
    test(`${rows} rows, ${streams} streams: both cover in 92 to 98 % of 1,000 macro-replications`, () => {
      let [held, covered] = [0, 0];
      for (let macro = 0; macro < 1000; macro++) {
        const stream = randomRoot(`two ${rows} ${streams}`).replication(macro).stream("coverage");
        const truths = Array.from({ length: rows }, () => 10 + stream.normal());
        const columns = Array.from({ length: 100 }, () => (streams === "common" ? 2 * stream.normal() : 0));
        const values = truths.map((truth) => columns.map((shared) => truth + shared + 3 * stream.normal()));
        const { inputs, sampling } = twoIntervals({ rows: values, streams });
        // Inputs: the mean of one more draw of them. Sampling: the mean of these very draws, without noise.
        const next = 10 + stream.normal();
        if (inputs.low <= next && next <= inputs.high) held++;
        const mean = truths.reduce((sum, truth) => sum + truth, 0) / rows;
        if (sampling.low <= mean && mean <= sampling.high) covered++;
      }
      for (const share of [held / 1000, covered / 1000]) {
        expect(share).toBeGreaterThanOrEqual(0.92);
        expect(share).toBeLessThanOrEqual(0.98);
      }
    });

  test("a matrix of one row or of ragged rows is refused", () => {
    expect(() => twoIntervals({ rows: [[1, 2]] })).toThrow(/2 × 2/);
    expect(() => twoIntervals({ rows: [[1, 2], [1]] })).toThrow(/2 × 2/);
  });
});
