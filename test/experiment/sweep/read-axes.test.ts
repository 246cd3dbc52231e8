// Axes as they are typed: what they become, and what is said when they cannot be read.
import { expect, it } from "vitest";
import type { AxisOption } from "../../../sim/experiment/sweep/axis.ts";
import { gridOf, samplesOf } from "../../../sim/experiment/sweep/points.ts";
import { readAxes } from "../../../sim/experiment/sweep/read-axes.ts";

type Written = readonly [AxisOption, string];

const read = (written: readonly Written[], isSampled = false) =>
  readAxes(
    written.map(([option, text]) => ({ option, text })),
    isSampled,
  );

function axes(written: readonly Written[], isSampled = false) {
  const reading = read(written, isSampled);
  if (reading.problems) throw new Error(reading.problems.join("\n"));
  return reading.axes;
}

const points = (...written: Written[]): string[] =>
  gridOf(axes(written))
    .all()
    .map((settings) => settings.map(({ path, value }) => `${path}=${value}`).join(" "));

it("a grid is all combinations, the last axis fastest", () => {
  expect(points(["--grid", "a=1,2"], ["--grid", "b=x,y"])).toEqual([
    "a=1 b=x",
    "a=1 b=y",
    "a=2 b=x",
    "a=2 b=y",
  ]);
});

it("commas inside brackets and quotes do not split", () => {
  expect(points(["--grid", `a={ kind: dns, ttl: 3 s }, [1,2], "x, y", 'it''s'`])).toEqual([
    "a={ kind: dns, ttl: 3 s }",
    "a=[1,2]",
    'a="x, y"',
    "a='it''s'",
  ]);
});

it("a range keeps its unit and its ends", () => {
  expect(points(["--range", "a=10ms..80ms/8"])).toEqual(
    [10, 20, 30, 40, 50, 60, 70, 80].map((ms) => `a=${ms} ms`),
  );
  expect(points(["--range", "a=100 /s..10000 /s/3:log"])).toEqual(["a=100 /s", "a=1000 /s", "a=10000 /s"]);
  expect(points(["--range", "a=1..16/5:log"])).toEqual(["a=1", "a=2", "a=4", "a=8", "a=16"]);
  expect(points(["--range", "a=0 %..50 %/3"])).toEqual(["a=0 %", "a=25 %", "a=50 %"]);
});

it("a pair moves together", () => {
  expect(points(["--pair", "a=1 s,2 s b={ x: 1, y: 2 },3"], ["--grid", "c=5,6"])).toEqual([
    "a=1 s b={ x: 1, y: 2 } c=5",
    "a=1 s b={ x: 1, y: 2 } c=6",
    "a=2 s b=3 c=5",
    "a=2 s b=3 c=6",
  ]);
});

it("samples fill ranges evenly, take every value of a list alike, and do not depend on other axes", () => {
  const written: Written[] = [
    ["--range", "a=0 s..100 s"],
    ["--grid", "b=x,y"],
  ];
  const sampled = (of: Written[]) => samplesOf(axes(of, true), 20, "7").all();
  const rows = sampled(written).map((settings) => settings.map(({ value }) => value));
  expect(rows.filter(([, b]) => b === "x")).toHaveLength(10);
  const slices = rows.map(([a = ""]) =>
    Math.floor((Number.parseFloat(a) * (a.endsWith(" ms") ? 1e-3 : 1)) / 5),
  );
  expect(new Set(slices).size).toBe(20);
  const alone = sampled(written.slice(0, 1)).map(([a]) => a?.value);
  expect(alone).toEqual(rows.map(([a]) => a));
});

it.each<[Written, RegExp]>([
  [["--grid", "a"], /expected path=…/],
  [["--grid", "a="], /nothing is written/],
  [["--grid", "a=1,,2"], /missing between two commas/],
  [["--grid", "a=1,2,1"], /1 is written twice/],
  [["--grid", "a=10s..80s"], /is a range.*--range a=10s\.\.80s\/8/],
  [["--range", "a=10s..80s"], /how many values\? write a=10s\.\.80s\/8/],
  [["--range", "a=10..80s/8"], /`10` is a whole number and `80s` a duration/],
  [["--range", "a=80s..10s/8"], /is not more than/],
  [["--range", "a=1..4/3"], /not whole numbers: write 1\.0\.\.4\.0\/3/],
  [["--range", "a=1..3/9"], /only 3 whole numbers/],
  [["--range", "a=1s..10s/3:lgo"], /did you mean `log`/],
  [["--range", "a=0 s..10 s/3:log"], /begins at 0/],
  [["--range", "a=fast..slow/3"], /`fast` is not a quantity/],
  [["--range", "a=1s..2s/1"], /two values or more/],
  [["--pair", "a=1,2"], /one path moves alone/],
  [["--pair", "a=1,2 b=3"], /`a` has 2 values and `b` 1/],
])("%s says what was expected", (written, message) => {
  const { problems = [] } = read([written]);
  expect(problems.join("\n")).toMatch(message);
});

it("a path is on one axis only", () => {
  const { problems = [] } = read([
    ["--grid", "a=1,2"],
    ["--range", "a=1..3/3"],
  ]);
  expect(problems).toEqual([expect.stringContaining("`a` is already an axis")]);
});

it("all mistakes are said at once", () => {
  expect(
    read([
      ["--grid", "a"],
      ["--range", "b=1..2"],
    ]).problems,
  ).toHaveLength(2);
});

it("an absurd size is known without being made", () => {
  const huge = axes([
    ["--range", "a=1s..1000000s/1000000000"],
    ["--range", "b=1s..1000000s/1000000000"],
  ]);
  expect(gridOf(huge).count).toBe(1e18);
});
