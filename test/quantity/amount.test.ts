import { expect, it } from "vitest";
import { amountAt, parseAmount, printAmount } from "../../sim/quantity/amount.ts";

it.each([
  ["30 s", "duration"],
  ["40 GB", "size"],
  ["1 Gbit/s", "bandwidth"],
  ["1200 /s", "rate"],
  ["90 s", "duration"],
  ["10000 /s", "rate"],
  ["1500 Mbit/s", "bandwidth"],
  ["95 %", "ratio"],
  ["3", "whole number"],
  ["3.0", "number"],
  ["1e-6", "number"],
])("%s is a %s, and comes back from its text", (text, kind) => {
  const amount = parseAmount(text);
  expect(amount?.kind).toBe(kind);
  if (amount && "unit" in amount) expect(printAmount(amount)).toBe(text);
  expect(parseAmount(printAmount(amount as NonNullable<typeof amount>))?.value).toBe(amount?.value);
});

it.each(["thirty", "30 parsecs", "", "10s..20s", "lease"])("%s is none", (text) => {
  expect(parseAmount(text)).toBeUndefined();
});

it("the ends of a range are exact, what lies between can be read", () => {
  const range = { kind: "duration", low: 10e6, high: 80e6, isLogarithmic: false } as const;
  const texts = [0, 1, 2, 3].map((i) => printAmount(amountAt(range, i / 3, 4)));
  expect(texts).toEqual(["10 s", "33.3 s", "56.7 s", "80 s"]);
});

it("logarithmic steps have even ratios", () => {
  const range = { kind: "number", low: 1e-6, high: 1e-3, isLogarithmic: true } as const;
  expect([0, 1, 2, 3].map((i) => amountAt(range, i / 3, 4).value)).toEqual([1e-6, 1e-5, 1e-4, 1e-3]);
});
