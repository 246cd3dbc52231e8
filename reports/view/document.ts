// A report as blocks, whatever it is printed as: headings, paragraphs, tables, charts. Markdown and HTML are two ways
// of writing the same blocks; texts in them are plain, each writer escapes for itself.
import type { GateVerdict, Verdict } from "../../sim/index.ts";
import type { Chart } from "./charts.ts";

/** Of an objective, or of the gate. */
export type Judged = Verdict | GateVerdict;

export type Block =
  | { readonly kind: "heading"; readonly level: 1 | 2 | 3; readonly text: string }
  | { readonly kind: "paragraph"; readonly text: Line }
  | { readonly kind: "list"; readonly items: readonly Line[] }
  /** To be copied into a shell. */
  | { readonly kind: "command"; readonly text: string }
  | { readonly kind: "table"; readonly heads: readonly string[]; readonly rows: readonly TableRow[] }
  /** Where charts can be shown; a table beside it says the same. */
  | { readonly kind: "chart"; readonly chart: Chart }
  /** Long, and not what one comes for; folded where that is possible. */
  | { readonly kind: "folded"; readonly summary: string; readonly blocks: readonly Block[] };

/** The first cell is the head of the row. */
export type TableRow = readonly TableCell[];
export type TableCell = Line | { readonly lines: readonly Line[] };
export type Line = Piece | readonly Piece[];
export type Piece = string | { readonly code: string } | { readonly strong: string } | VerdictPiece;

/** The word, with a shape where there is room for one; `more` follows it: "(2 of 3)". */
export interface VerdictPiece {
  readonly verdict: Judged;
  readonly more?: string;
}

/** Verdicts differ in shape, not in colour alone. */
export const SHAPES: Readonly<Record<Judged, string>> = {
  met: "✓",
  missed: "✗",
  undecided: "?",
  "not-evaluated": "–",
  unchanged: "=",
  equivalent: "≈",
  improved: "▲",
  regressed: "✗",
  inconclusive: "?",
  "not-comparable": "–",
};

export const heading = (level: 1 | 2 | 3, text: string): Block => ({ kind: "heading", level, text });
export const paragraph = (text: Line): Block => ({ kind: "paragraph", text });
export const table = (heads: readonly string[], rows: readonly TableRow[]): Block => ({
  kind: "table",
  heads,
  rows,
});

/** A sentence in which `names` of the scenario stand between backquotes. */
export const sentence = (text: string): Piece[] =>
  text
    .split("`")
    .map((part, i): Piece => (i % 2 === 1 ? { code: part } : part))
    .filter((piece) => piece !== "");

export const piecesOf = (line: Line): readonly Piece[] =>
  Array.isArray(line) ? (line as readonly Piece[]) : [line as Piece];

export const linesOf = (cell: TableCell): readonly Line[] =>
  typeof cell === "object" && "lines" in cell ? cell.lines : [cell];
