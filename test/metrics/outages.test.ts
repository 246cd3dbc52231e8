// An outage lasts until the start of the first stretch that stays above the level.
import { expect, it } from "vitest";
import { Outages } from "../../sim/metrics/outages.ts";

function found(stretches: readonly (readonly [number, number, number])[]): [number, number][] {
  const ended: [number, number][] = [];
  const outages = new Outages({ share: 0.95, stableFor: 10 }, (start, end) => ended.push([start, end]));
  for (const stretch of stretches) outages.add(...stretch);
  outages.close();
  return ended;
}

it("a short recovery does not end it", () => {
  expect(
    found([
      [0, 100, 1],
      [100, 120, 0.9],
      [120, 125, 1],
      [125, 130, 0],
      [130, 140, 0.95],
      [140, 150, 0],
    ]),
  ).toEqual([
    [100, 130],
    [140, Number.POSITIVE_INFINITY],
  ]);
});

it("it ends just the same when its recovery is told in pieces", () => {
  expect(
    found([
      [0, 5, 0],
      [5, 9, 1],
      [9, 14, 1],
      [14, 15, 1],
    ]),
  ).toEqual([[0, 5]]);
});
