import { expect, test } from "vitest";
import { markdownReport } from "../../reports/markdown.ts";
import { type Style, terminalReport } from "../../reports/terminal.ts";
import { aResult, runsOf } from "./results.ts";

const plain = { paint: (_: Style, text: string) => text, arguments: "two.yaml --seed 7" };
const none = () => 0;

const result = aResult(
  [
    ...runsOf("a-disruption-with-a-very-long-name-of-its-own", 400, {
      rto: (i) => i,
      lost: (i) => 40 * i,
      never: 9,
    }),
    ...runsOf("calm", 400, { rto: none, lost: none }),
    ...runsOf("impossible", 400, {
      rto: none,
      lost: none,
      differing: {
        modelled: false,
        reason: "the link that it cuts joins two sites that hold no data, so nothing follows from it",
      },
    }),
  ],
  [
    {
      expression: "rtoAchieved p99 <= 90 s",
      metric: "rtoAchievedSeconds",
      statistic: "p99",
      comparison: "<=",
      threshold: 90,
    },
  ],
);

test("the terminal report stays within 100 columns and cuts no name", () => {
  const text = terminalReport(result, plain);
  // a command is never broken: it is there to be copied
  const lines = text.split("\n").filter((line) => !line.startsWith("Its worst run: "));
  for (const line of lines) expect(line.length, line).toBeLessThanOrEqual(100);
  expect(text).not.toContain("…");
  for (const part of ["a-disruption-", "with-a-very-", "name-of-its-"]) expect(text).toContain(part);
});

test("a row that is not modelled says why, in words", () => {
  expect(terminalReport(result, plain)).toMatch(/impossible +not modelled: the link that it cuts joins/);
});

test("the verdict is a word, with or without colour", () => {
  const coloured = terminalReport(result, {
    ...plain,
    paint: (style, text) => `<${style}>${text}</${style}>`,
  });
  expect(coloured).toContain("<red>MISSED</red>");
  expect(terminalReport(result, plain)).toContain("MISSED");
});

test("a partial result says so before any number", () => {
  const partial = { ...result, partial: { finished: 7, planned: 1200 } };
  expect(terminalReport(partial, plain).split("\n")[2]).toBe("PARTIAL: interrupted after 7 of 1200 runs");
  expect(markdownReport(partial, plain)).toContain("interrupted after 7 of 1200 runs");
});

test("both documents name the worst run, how to see it, the assumptions and what is left out", () => {
  for (const text of [terminalReport(result, plain), markdownReport(result, plain)]) {
    expect(text).toContain("twinsite replay two.yaml --seed 7 --disruption a-disruption");
    expect(text).toContain("failover.ttl");
    expect(text.toLowerCase().replace(/\s+/g, " ")).toContain("packets are not simulated");
  }
});

test("every row of a Markdown table has as many cells as its head", () => {
  const tables = markdownReport(result, plain)
    .split("\n\n")
    .filter((part) => part.startsWith("|"));
  expect(tables.length).toBeGreaterThan(3);
  for (const table of tables) {
    const cells = table.split("\n").map((row) => row.replaceAll("\\|", "").split("|").length);
    expect(new Set(cells).size, table).toBe(1);
  }
});
