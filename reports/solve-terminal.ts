// The answer of solve in a terminal of 100 columns: the sentence first, then what was tried.
import type { SolveResult, TriedValue } from "../sim/index.ts";
import type { TerminalOptions } from "./terminal.ts";
import { solveHeading, solveStory, TRIED_HEADS, triedRow } from "./view/solve-story.ts";
import { wrap } from "./view/wrap.ts";

const WIDTH = 100;

export function solveReport(result: SolveResult, { paint }: TerminalOptions): string {
  const [answer = "", ...more] = solveStory(result);
  const { confirmed = [] } = result;
  const parts = [
    [paint("bold", result.scenario.title), paint("dim", solveHeading(result))].join("\n"),
    [answer, ...more].flatMap((text) => wrap(text, WIDTH)).join("\n"),
    table(result.tried, result.unit, paint),
    confirmed.length > 0
      ? `${paint("bold", "The edges again, write by write")}\n${table(confirmed, result.unit, paint)}`
      : "",
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

function table(tried: readonly TriedValue[], unit: string, paint: TerminalOptions["paint"]): string {
  const rows = tried.map((each) => triedRow(each, unit));
  const widths = TRIED_HEADS.map((head, i) =>
    Math.max(head.length, ...rows.map((row) => row[i]?.length ?? 0)),
  );
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, i) => (i === cells.length - 1 ? cell : cell.padEnd(widths[i] ?? 0)))
      .join("  ")
      .trimEnd();
  return [paint("bold", line(TRIED_HEADS)), paint("dim", "─".repeat(WIDTH)), ...rows.map(line)].join("\n");
}
