import { expect, it } from "vitest";
import { fairShare } from "../../sim/network/fair-share.ts";

const all = Number.POSITIVE_INFINITY;

it("flows with a backlog share a link equally", () => {
  const flows = [1, 2, 3].map(() => ({ links: ["x"], demand: all, ceiling: all }));
  expect(fairShare(flows, new Map([["x", 30]]))).toEqual([10, 10, 10]);
});

it("a flow that keeps up may burst into what the others leave", () => {
  const small = { links: ["x"], demand: 2, ceiling: all };
  expect(fairShare([small, { ...small, demand: 5 }], new Map([["x", 30]]))).toEqual([25, 28]);
});

it("together they never get more than the link when all have a backlog, and a ceiling leaves the rest to others", () => {
  const flows = [
    { links: ["x"], demand: all, ceiling: 4 },
    { links: ["x"], demand: all, ceiling: all },
  ];
  expect(fairShare(flows, new Map([["x", 30]]))).toEqual([4, 26]);
});

it("the tightest link on the way decides, and what it does not use is free for others", () => {
  const flows = [
    { links: ["x", "y"], demand: all, ceiling: all },
    { links: ["x"], demand: all, ceiling: all },
  ];
  // y allows 5 to the first; x has 30 − 5 left.
  const rates = fairShare(
    flows,
    new Map([
      ["x", 30],
      ["y", 5],
    ]),
  );
  expect(rates).toEqual([5, 25]);
});

it("three that want 0.4 of a link each get a third", () => {
  const flows = [1, 2, 3].map(() => ({ links: ["x"], demand: 0.4, ceiling: all }));
  for (const rate of fairShare(flows, new Map([["x", 1]]))) expect(rate).toBeCloseTo(1 / 3, 12);
});
