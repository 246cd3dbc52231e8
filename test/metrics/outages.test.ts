// An outage lasts until the start of the first stretch that stays above the level.
import { expect, it } from "vitest";
import { Outages } from "../../sim/metrics/outages.ts";

const BEYOND = Number.POSITIVE_INFINITY;

/** Stretches as (length, share), one after the other from 0; `end` of one that is still open, from where service is back. */
function found(
  stretches: readonly (readonly [number, number])[],
  end: (aboveSince: number | undefined, now: number) => number = () => BEYOND,
): [number, number][] {
  const ended: [number, number][] = [];
  const outages = new Outages({ share: 0.95, stableFor: 10 }, (from, to) => ended.push([from, to]));
  let at = 0;
  for (const [length, share] of stretches) {
    outages.add(at, at + length, share);
    at += length;
  }
  outages.close(end(outages.aboveSince, at));
  return ended;
}

it("it ends where service holds, not when that is known", () => {
  expect(
    found([
      [5, 1],
      [20, 0.5],
      [100, 1],
    ]),
  ).toEqual([[5, 25]]);
});

it("a short recovery does not end it", () => {
  expect(
    found([
      [100, 1],
      [20, 0.9],
      [5, 1],
      [5, 0],
      [10, 0.95],
      [10, 0],
    ]),
  ).toEqual([
    [100, 130],
    [140, BEYOND],
  ]);
});

it("it ends just the same when its recovery is told in pieces", () => {
  expect(
    found([
      [5, 0],
      [4, 0.96],
      [5, 0.98],
      [1, 1],
    ]),
  ).toEqual([[0, 5]]);
});

it("a share at the level is served", () => {
  expect(
    found([
      [5, 1],
      [20, 0.95],
      [20, 0.9499],
      [30, 1],
    ]),
  ).toEqual([[25, 45]]);
});

it("what is open when nothing follows ends where it is told to, and says since when service is back", () => {
  const asKnown = (aboveSince: number | undefined, now: number): number => aboveSince ?? now;
  expect(
    found(
      [
        [5, 1],
        [20, 0],
      ],
      asKnown,
    ),
  ).toEqual([[5, 25]]);
  expect(
    found(
      [
        [5, 1],
        [20, 0],
        [3, 1],
      ],
      asKnown,
    ),
  ).toEqual([[5, 25]]);
  expect(
    found([
      [5, 1],
      [20, 0],
      [3, 1],
    ]),
  ).toEqual([[5, BEYOND]]);
});
