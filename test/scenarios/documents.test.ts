import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { loadScenario } from "../../sim/scenario/load.ts";
import { names } from "./shipped.ts";

const textOf = (path: string): string => readFileSync(join(import.meta.dirname, "../..", path), "utf8");

test("the first scenario of the README is one, before and after the advice that follows it", () => {
  const [first = "", addition = ""] = [...textOf("README.md").matchAll(/^```yaml\n([\s\S]*?)^```$/gm)].map(
    ([, block = ""]) => block,
  );
  expect(first.trimEnd().split("\n").length).toBe(10);
  for (const text of [first, first + addition]) expect(loadScenario(text).diagnostics).toEqual([]);
  expect(loadScenario(first + addition).scenario?.clients.everyone?.timeouts.socket).toBe(20_000_000);
});

test("the kind that the README shows is the one in the source", () => {
  const shown = textOf("README.md")
    .split("\n")
    .map((line) => line.replace(/^ {3}/, ""))
    .join("\n");
  expect(shown).toContain(textOf("sim/faults/kinds/edge-loss.ts").trimEnd());
});

test("the list of scenarios names every one of them, and no other", () => {
  const listed = [...textOf("scenarios/README.md").matchAll(/^\| `([^`]+)`/gm)].map(([, name]) => name);
  expect([...listed].sort()).toEqual([...names]);
});

test("every file that the documents in sim/ point to is there", () => {
  for (const document of ["sim/README.md", "sim/GLOSSARY.md", "sim/DECISIONS.md"])
    for (const [, path = ""] of textOf(document).matchAll(/`([a-z-]+\/[a-z/-]+\.ts)`/g))
      expect(
        () => textOf(path.startsWith("reports/") ? path : join("sim", path)),
        `${document}: ${path}`,
      ).not.toThrow();
});
