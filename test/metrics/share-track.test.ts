// Steps of a share, said in advance and taken back.
import { expect, it } from "vitest";
import { ShareTrack } from "../../sim/metrics/share-track.ts";

const level = { share: 0.95, stableFor: 10 };

it("what was planned counts until it is taken back", () => {
  const track = new ShareTrack();
  track.step(0, 1);
  track.step(100, 0);
  track.step(200, 0.5);
  track.step(300, 1);
  expect(track.outage(0, 1000, level)).toEqual({ start: 100, end: 300 });
  // At 250 something else happens: nobody else arrives.
  track.forgetFrom(250);
  expect(track.outage(0, 1000, level)).toEqual({ start: 100, end: Number.POSITIVE_INFINITY });
  expect(track.shareAt(400)).toBe(0.5);
  track.step(250, 1);
  expect(track.outage(0, 1000, level)).toEqual({ start: 100, end: 250 });
});

it("a step at the instant from which on all is taken back is taken back as well", () => {
  const track = new ShareTrack();
  track.step(0, 1);
  track.step(100, 0);
  track.forgetFrom(100);
  expect(track.shareAt(100)).toBe(1);
});

it("what is forgotten leaves the share that held at that instant", () => {
  const track = new ShareTrack();
  for (let year = 0; year < 100; year++) {
    track.step(1000 * year, 0);
    track.step(1000 * year + 10, 1);
    track.forgetBefore(1000 * year + 5);
  }
  expect(track.instants).toEqual([99_000, 99_010]);
  expect(track.shareAt(99_005)).toBe(0);
  expect(track.outage(99_005, 100_000, level)).toEqual({ start: 99_005, end: 99_010 });
});
