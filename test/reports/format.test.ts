import { expect, test } from "vitest";
import { bytes, count, duration, interval, quantity, share, shortCount } from "../../reports/view/format.ts";

test("durations read the way one says them, to three digits", () => {
  const said: [number, string][] = [
    [0, "0 s"],
    [0.00035, "350 µs"],
    [0.0123, "12.3 ms"],
    [0.99951, "1 s"],
    [1.8437, "1.84 s"],
    [42.04, "42 s"],
    [59.96, "1 min"],
    [94.4, "1 min 34 s"],
    [750, "12.5 min"],
    [3599.9, "1 h"],
    [7800, "2 h 10 min"],
    [37_800, "10.5 h"],
    [86_399, "1 d"],
    [273_600, "3 d 4 h"],
    [1e6, "11.6 d"],
    [-0.5, "-500 ms"],
  ];
  for (const [seconds, text] of said) expect(duration(seconds)).toBe(text);
});

test("counts are whole up to a million", () => {
  expect([0, 1.5, 418, 999.6, 12_345, 999_600, 2.5e9].map(count)).toEqual([
    "0",
    "1.5",
    "418",
    "1,000",
    "12,345",
    "1 million",
    "2.5 billion",
  ]);
});

test("in narrow columns counts are cut from 100,000 on", () => {
  expect([0, 99_999, 123_456, 1.234e6].map(shortCount)).toEqual(["0", "99,999", "123 k", "1.23 M"]);
});

test("shares keep the digits that tell 99.96 % from 100 %", () => {
  expect([0, 1, 0.95, 0.9996, 0.99999, 0.0075, 0.001, 0.333].map(share)).toEqual([
    "0 %",
    "100 %",
    "95 %",
    "99.96 %",
    "99.999 %",
    "0.75 %",
    "0.1 %",
    "33.3 %",
  ]);
});

test("amounts of data are decimal", () => {
  expect([0, 512, 1200, 1.25e9].map(bytes)).toEqual(["0 B", "512 B", "1.2 kB", "1.25 GB"]);
});

test("an interval names its unit once where it can in the unit of its larger end", () => {
  expect(interval(1.71, 1.99, "s")).toBe("[1.71, 1.99] s");
  expect(interval(0.58, 1.2, "s")).toBe("[0.58, 1.2] s");
  expect(interval(0, 0.012, "s")).toBe("[0, 12] ms");
  expect(interval(0, 0, "s")).toBe("[0, 0] s");
  expect(interval(7800, 8400, "s")).toBe("[2.17, 2.33] h");
  expect(interval(0.9991, 0.9996, "ratio")).toBe("[99.91, 99.96] %");
  expect(interval(12, 418, "count")).toBe("[12, 418]");
  expect(interval(1200, 2.5e6, "B")).toBe("[0.0012, 2.5] MB");
  expect(interval(41, undefined, "s")).toBe(">= 41 s");
  expect(interval(undefined, undefined, "s")).toBe("");
});

test("every unit of a metric is written", () => {
  expect(quantity(418, "B")).toBe("418 B");
  expect(quantity(31, "s/year")).toBe("31 s/year");
  expect(quantity(240.4, "/s")).toBe("240 /s");
  expect(quantity(3, "count")).toBe("3");
});

test("an interval below a microsecond is told in microseconds, not in a row of zeros", () => {
  expect(interval(0, 3.72e-7, "s")).toBe("[0, 0.372] µs");
  expect(interval(0, 0, "s")).toBe("[0, 0] s");
});
