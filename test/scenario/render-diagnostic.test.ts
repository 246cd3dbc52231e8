import { expect, it } from "vitest";
import { loadScenario } from "../../sim/scenario/load.ts";
import { renderDiagnostic } from "../../sim/scenario/render-diagnostic.ts";
import { edited } from "./example.ts";

it("shows the source line with carets under the token, and the hint", () => {
  const text = edited("kind: partition", "kind: partion");
  const [diagnostic] = loadScenario(text, { file: "two-cities.yaml" }).diagnostics;
  expect(diagnostic && renderDiagnostic(diagnostic, text).split("\n")).toEqual([
    "error[TWIN1003]: unknown fault kind `partion`",
    "   --> two-cities.yaml:45:31",
    "   |",
    "45 |   interconnect-cut: [ { kind: partion, between: [shanghai, beijing], for: 10 min } ]",
    "   |                               ^^^^^^^",
    expect.stringMatching(
      /^ {3}= did you mean `partition`\? known kinds: app-database-partition, bulk-copy, /,
    ),
    "   = at disruptions.interconnect-cut.0.kind",
    "   = twinsite explain TWIN1003",
  ]);
});

const at = (column: number, endColumn: number) => ({
  code: "TWIN1001" as const,
  severity: "error" as const,
  message: "m",
  file: "f",
  line: 1,
  column,
  endLine: 1,
  endColumn,
  path: "",
});
const picture = (source: string, column: number, endColumn: number) =>
  renderDiagnostic(at(column, endColumn), source).split("\n").slice(3, 5);

it("puts carets under the token behind tabs and wide characters", () => {
  expect(picture("\tab: cd", 6, 8)).toEqual(["1 |   ab: cd", "  |       ^^"]);
  expect(picture("北京: cd", 5, 7)).toEqual(["1 | 北京: cd", "  |       ^^"]);
});

it("shows a long line around the place only", () => {
  const [line = "", carets = ""] = picture(`${"a".repeat(500)}HERE${"b".repeat(500)}`, 501, 505);
  expect(line.length).toBeLessThan(110);
  expect(line.slice(carets.indexOf("^"), carets.lastIndexOf("^") + 1)).toBe("HERE");
});

it("has no source line where the file is not at hand", () => {
  expect(renderDiagnostic(at(1, 2)).split("\n")).toEqual([
    "error[TWIN1001]: m",
    "  --> f:1:1",
    "  = twinsite explain TWIN1001",
  ]);
});

it("control characters in a source line do not reach the terminal", () => {
  expect(picture("a\u001b[31mb", 2, 3)[0]).toBe("1 | a\uFFFD[31mb");
});
