import { describe, expect, it } from "vitest";
import { loadScenario } from "../../sim/scenario/load.ts";
import { diagnosed, example } from "./example.ts";

const codes = (text: string) => diagnosed(text).map(({ code }) => code);
/** The first problem, apart from keys that are missing or unknown in these fragments. */
const first = (text: string) => {
  const all = loadScenario(text, { file: "f.yaml" }).diagnostics;
  const diagnostic = all.find(({ code }) => code !== "TWIN1004" && code !== "TWIN1002");
  return diagnostic && [diagnostic.code, diagnostic.line, diagnostic.column];
};

describe("what cannot be read is refused with its place", () => {
  it.each([
    ["an empty file", "", ["TWIN1016", 1, 1]],
    ["only a comment", "# nothing\n", ["TWIN1016", 1, 1]],
    ["a list", "- a\n- b\n", ["TWIN1016", 1, 1]],
    ["a plain text", "hello\n", ["TWIN1016", 1, 1]],
    ["an open bracket", "title: [a\nsites: {}\n", ["TWIN1001", 2, 1]],
    ["a tab to indent", "sites:\n\there: {}\n", ["TWIN1001", 2, 1]],
    ["two documents", "title: a\n---\ntitle: b\n", ["TWIN1015", 2, 1]],
    ["a control character", "title: a\u0007b\n", ["TWIN1017", 1, 9]],
    ["an unknown tag", "title: !secret a\n", ["TWIN1001", 1, 8]],
    ["another YAML version", "%YAML 1.1\n---\ntitle: yes\n", ["TWIN1018", 1, 1]],
    ["__proto__", "title: a\nsites: { __proto__: {} }\n", ["TWIN1009", 2, 10]],
    ["constructor", "title: a\nclusters:\n  constructor: {}\n", ["TWIN1009", 3, 3]],
    ["a key that is a list", "? [a]\n: b\n", ["TWIN1010", 1, 3]],
    ["an alias without anchor", "title: *nobody\n", ["TWIN1008", 1, 8]],
    ["an alias of itself", "sites: &s { a: *s }\n", ["TWIN1008", 1, 16]],
  ])("%s", (_, text, place) => {
    expect(first(text)).toEqual(place);
  });
});

describe("bounds", () => {
  it("a file of 1 MiB is read, one byte more is not", () => {
    const padding = "#".repeat(2 ** 20 - Buffer.byteLength(example) - 1);
    expect(codes(`${example}${padding}\n`)).toEqual([]);
    expect(codes(`${example}${padding}#\n`)).toEqual(["TWIN1006"]);
  });

  it("bytes are counted, not characters", () => {
    // 400,000 characters of three bytes each are 1.2 MB
    expect(codes(`${example}#${"城".repeat(400_000)}\n`)).toEqual(["TWIN1006"]);
  });

  it("32 levels are read, 33 are not", () => {
    const nested = (levels: number) => `a: ${"[".repeat(levels)}${"]".repeat(levels)}`;
    expect(codes(nested(32))).not.toContain("TWIN1007");
    expect(codes(nested(33))).toContain("TWIN1007");
  });

  it.each([
    ["brackets", `a: ${"[".repeat(500_000)}`],
    ["braces", "{a: ".repeat(200_000)],
    ["dashes", `a:\n  ${"- ".repeat(400_000)}x`],
    ["question marks", "? ".repeat(400_000)],
  ])("a megabyte of %s is refused at once", (_, text) => {
    const begin = performance.now();
    expect(codes(text)).toContain("TWIN1007");
    expect(performance.now() - begin).toBeLessThan(1000);
  });

  it("100 aliases are unfolded, 101 are not", () => {
    const aliases = (count: number) =>
      `${example}changes: { a: &a 1, b: [${Array(count).fill("*a").join(", ")}] }\n`;
    expect(codes(aliases(100))).toEqual(["TWIN1099"]);
    expect(codes(aliases(101))).toContain("TWIN1008");
  });

  it("aliases of aliases do not unfold without end", () => {
    const lines = ["a0: &a0 [1, 2]"];
    for (let i = 1; i <= 12; i++)
      lines.push(
        `a${i}: &a${i} [${Array(9)
          .fill(`*a${i - 1}`)
          .join(", ")}]`,
      );
    const begin = performance.now();
    expect(codes(lines.join("\n"))).toContain("TWIN1008");
    expect(performance.now() - begin).toBeLessThan(1000);
  });

  it("a megabyte of values in one list is refused in less than a second", () => {
    const begin = performance.now();
    expect(codes(`title: [${"0,".repeat(450_000)}0]`)).toEqual(["TWIN1006"]);
    expect(performance.now() - begin).toBeLessThan(1000);
  });
});

it("an alias carries its value to every place, and mistakes point into the anchored text", () => {
  const text = `${example}changes: {}\n`
    .replace("rtt: 27 ms", "rtt: &rtt 27 ms")
    .replace("rtt: 31 ms", "rtt: *rtt");
  expect(loadScenario(text).scenario?.links["carrier-2"]?.rtt).toBe(27_000);
});

it("windows line ends and a byte order mark change nothing", () => {
  const { scenario } = loadScenario(`\uFEFF${example.replaceAll("\n", "\r\n")}`);
  expect(scenario).toEqual(loadScenario(example).scenario);
});

it("names like `toString` are names, not parts of every object", () => {
  const text = example.replace("[beijing, wuhan],  b", "[toString, wuhan],  b");
  expect(diagnosed(text).map(({ code, token }) => [code, token])).toEqual([["TWIN1020", "toString"]]);
});
