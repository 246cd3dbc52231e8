import { expect, test } from "vitest";
import { lineDiff } from "../../web/screens/compare/line-diff.ts";

const signs = (old: string, next: string): string =>
  lineDiff([...old], [...next])
    .map(({ sign, text }) => `${sign}${text}`)
    .join("");

test("what is in both stays, the rest is taken out or put in", () => {
  expect(signs("abcd", "axcd")).toBe(" a-b+x c d");
  expect(signs("", "ab")).toBe("+a+b");
  expect(signs("ab", "")).toBe("-a-b");
  expect(signs("abc", "abc")).toBe(" a b c");
});

test("either text can be had back from the difference", () => {
  const [old, next] = ["the quick brown fox", "a quick red fox jumps"];
  const lines = lineDiff([...old], [...next]);
  const side = (without: string): string =>
    lines.flatMap(({ sign, text }) => (sign === without ? [] : [text])).join("");
  expect([side("+"), side("-")]).toEqual([old, next]);
});
