import { expect, it } from "vitest";
import { randomRoot } from "../../sim/kernel/random.ts";
import { latinHypercube } from "../../sim/statistics/latin-hypercube.ts";

const draws = (seed: string, axes: number) =>
  Array.from({ length: axes }, (_, i) => {
    const stream = randomRoot(seed).replication(0).stream(String(i));
    return () => stream.uniform();
  });

it("every slice of every axis has exactly one sample", () => {
  const samples = latinHypercube(50, draws("a", 3));
  for (const axis of [0, 1, 2]) {
    const slices = samples.map((sample) => Math.floor((sample[axis] as number) * 50));
    expect(slices.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, i) => i));
  }
});

it("an axis more does not move the others, and another seed does", () => {
  const column = (samples: number[][]): (number | undefined)[] => samples.map(([first]) => first);
  expect(column(latinHypercube(20, draws("a", 3)))).toEqual(column(latinHypercube(20, draws("a", 1))));
  expect(column(latinHypercube(20, draws("b", 1)))).not.toEqual(column(latinHypercube(20, draws("a", 1))));
});
