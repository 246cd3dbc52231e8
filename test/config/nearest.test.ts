import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { editDistance, nearest, suggestion } from "../../sim/config/nearest.ts";

describe("the distance of two words counts letters added, dropped, changed or swapped", () => {
  it.each([
    ["", "abc", 3],
    ["site", "sites", 1],
    ["capcity", "capacity", 1],
    ["sties", "sites", 1],
    ["kitten", "sitting", 3],
    ["same", "same", 0],
  ])("%j and %j: %d", (a, b, distance) => {
    expect(editDistance(a, b)).toBe(distance);
  });

  it("is the same in both directions and at most the longer length", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 20 }), fc.string({ maxLength: 20 }), (a, b) => {
        expect(editDistance(a, b)).toBe(editDistance(b, a));
        expect(editDistance(a, b)).toBeLessThanOrEqual(Math.max(a.length, b.length));
      }),
      { seed: 7, numRuns: 500 },
    );
  });
});

describe("the nearest name", () => {
  const names = ["bandwidth", "rtt", "jitter", "loss", "queue", "duct", "prefer", "between"];

  it.each([
    ["bandwith", "bandwidth"],
    ["RTT", "rtt"],
    ["los", "loss"],
    ["jiter", "jitter"],
    ["latency", undefined],
    ["x", undefined],
    ["", undefined],
    ["b".repeat(100_000), undefined],
  ])("of %.20s is %s", (word, name) => {
    expect(nearest(word, names)).toBe(name);
  });
});

it("the hint lists what there is", () => {
  expect(suggestion("los", ["loss", "rtt"], "keys")).toBe("did you mean `loss`? known keys: loss, rtt");
  expect(suggestion("zzz", ["loss", "rtt"], "keys")).toBe("known keys: loss, rtt");
  expect(suggestion("zzz", [], "links")).toBe("there are no links");
});
