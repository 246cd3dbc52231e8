import { expect, test } from "vitest";
import { OutageTrack } from "../../../sim/metrics/outlook/outage-track.ts";
import { ShareTrack } from "../../../sim/metrics/share-track.ts";

const LEVEL = { share: 0.95, stableFor: 10e6 };

/** Stretches given as [seconds, share], one after the other from 0. */
function outagesOf(...stretches: [number, number][]): [number, number][] {
  const found: [number, number][] = [];
  const track = new OutageTrack(LEVEL, (start, end) => found.push([start / 1e6, end / 1e6]));
  let at = 0;
  for (const [length, share] of stretches) {
    track.stretch(at, at + length * 1e6, share);
    at += length * 1e6;
  }
  track.finish(at);
  return found;
}

test("an outage ends where service holds, not when that is known", () => {
  expect(outagesOf([5, 1], [20, 0.5], [100, 1])).toEqual([[5, 25]]);
});

test("service that comes back for less than ten seconds is no end", () => {
  expect(outagesOf([5, 1], [20, 0], [9, 1], [4, 0], [100, 1])).toEqual([[5, 38]]);
});

test("the ten seconds may be made of several stretches", () => {
  expect(outagesOf([20, 0], [4, 0.96], [4, 0.98], [4, 1], [1, 0], [60, 1])).toEqual([
    [0, 20],
    [32, 33],
  ]);
});

test("a share at the level is served", () => {
  expect(outagesOf([5, 1], [20, 0.95], [20, 0.9499], [30, 1])).toEqual([[25, 45]]);
});

test("what is open when nothing follows ends there, or where service had come back", () => {
  expect(outagesOf([5, 1], [20, 0])).toEqual([[5, 25]]);
  expect(outagesOf([5, 1], [20, 0], [3, 1])).toEqual([[5, 25]]);
});

test("the longest of them is what a drill would say", () => {
  const stretches: [number, number][] = [
    [3, 1],
    [7, 0.2],
    [11, 1],
    [30, 0.9],
    [5, 1],
    [2, 0],
    [60, 1],
  ];
  const track = new ShareTrack();
  let at = 0;
  for (const [length, share] of stretches) {
    track.step(at, share);
    at += length * 1e6;
  }
  const drilled = track.outage(0, at, LEVEL);
  const longest = outagesOf(...stretches).sort((a, b) => b[1] - b[0] - (a[1] - a[0]))[0] ?? [0, 0];
  expect([drilled?.start, drilled?.end]).toEqual(longest.map((seconds) => seconds * 1e6));
});
