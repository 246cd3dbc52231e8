// A document as Markdown. Charts are left out: the tables beside them say the same. What is folded is folded where
// Markdown is shown as a page.
import type { ExperimentResult } from "../sim/index.ts";
import { drillDocument, type MarkdownOptions } from "./drill-document.ts";
import { printable } from "./markup.ts";
import { type Block, type Line, linesOf, type Piece, piecesOf, type TableRow } from "./view/document.ts";
import { wordOf } from "./view/verdict-words.ts";

export type { MarkdownOptions };

export const markdownReport = (result: ExperimentResult, options: MarkdownOptions): string =>
  markdownOf(drillDocument(result, options));

export const markdownOf = (blocks: readonly Block[]): string => `${partsOf(blocks).join("\n\n")}\n`;

const partsOf = (blocks: readonly Block[]): string[] => blocks.flatMap(partOf).filter((part) => part !== "");

function partOf(block: Block): string[] {
  switch (block.kind) {
    case "heading":
      return [`${"#".repeat(block.level)} ${escaped(block.text)}`];
    case "paragraph":
      return [lineText(block.text).replace(/^[>#]/, "\\$&")];
    case "list":
      return [block.items.map((item) => `- ${lineText(item)}`).join("\n")];
    case "command":
      return [codeText(block.text)];
    case "table":
      return [tableText(block.heads, block.rows)];
    case "folded":
      return [
        `<details><summary>${escaped(block.summary)}</summary>`,
        ...partsOf(block.blocks),
        "</details>",
      ];
    case "chart":
      return [];
  }
}

function tableText(heads: readonly string[], rows: readonly TableRow[]): string {
  const cells = rows.map((row) =>
    row.map((cell) =>
      linesOf(cell)
        .map((line) => lineText(line, inCell))
        .filter((text) => text !== "")
        .join("<br>"),
    ),
  );
  return markdownGrid(heads.map(escaped), cells);
}

const lineText = (line: Line, code = codeText): string =>
  piecesOf(line)
    .map((piece) => pieceText(piece, code))
    .join("");

function pieceText(piece: Piece, code: (text: string) => string): string {
  if (typeof piece === "string") return escaped(piece);
  if ("code" in piece) return code(piece.code);
  if ("strong" in piece) return `**${escaped(piece.strong)}**`;
  return piece.more === undefined ? wordOf(piece.verdict) : `${wordOf(piece.verdict)} ${piece.more}`;
}

/** Fenced by more backquotes than there are in it. */
function codeText(text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  const space = longest > 0 ? " " : "";
  return `${fence}${space}${oneLine(text)}${space}${fence}`;
}

/** A bar would end the cell, even within code. */
const inCell = (text: string): string => codeText(text).replaceAll("|", "\\|");

export function markdownGrid(heads: readonly string[], lines: readonly (readonly string[])[]): string {
  const row = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [row(heads), row(heads.map(() => "---")), ...lines.map(row)].join("\n");
}

/** Nothing in it begins a tag, a cell, a link, emphasis or code. */
export const escaped = (text: string): string =>
  oneLine(text)
    .replace(/[\\`*|]|<(?=[A-Za-z/!?])/g, "\\$&")
    .replaceAll("](", "]\\(");

const oneLine = (text: string): string => printable(text).replace(/[\r\n\t]+/g, " ");
