import { expect, it } from "vitest";
import { randomRoot } from "../../sim/kernel/random.ts";
import { dominates, paretoFront } from "../../sim/statistics/pareto.ts";

it("is what comparing every pair gives, equal rows included", () => {
  const stream = randomRoot("pareto").replication(1).stream("rows");
  for (let trial = 0; trial < 200; trial++) {
    const size = 1 + Math.floor(stream.uniform() * 30);
    // Few different values, so that many are equal.
    const rows = Array.from({ length: size }, () =>
      Array.from({ length: 3 }, () => Math.floor(stream.uniform() * 5)),
    );
    const byPairs = rows.flatMap((row, i) => (rows.some((other) => dominates(other, row)) ? [] : [i]));
    expect(paretoFront(rows)).toEqual(byPairs);
  }
});

it("leaves out what has no value, and takes infinity for the worst", () => {
  expect(
    paretoFront([
      [Number.NaN, 0],
      [1, Number.POSITIVE_INFINITY],
      [2, 1],
      [3, 2],
    ]),
  ).toEqual([1, 2]);
});
