// Tables as psql prints them: aligned (" pid | state "), expanded ("-[ RECORD 1 ]-"), or CSV (--csv, COPY … HEADER).
// A table may come again and again, as with \watch; each repetition begins with its header.
// Leaves out: cells with line breaks, other separators than a comma.
import type { Line } from "./lines.ts";

export interface Row {
  readonly line: number;
  readonly cells: ReadonlyMap<string, string>;
  /** The table that it stands in, from 0: each header begins one. */
  readonly table: number;
  /** What \watch wrote above the table. */
  readonly title?: string;
}

export interface Table {
  readonly rows: readonly Row[];
  /** Lines that are neither rows nor what psql writes around them. */
  readonly strange: readonly { readonly line: Line; readonly expected: string }[];
}

/** `isHeader` tells a header by its cells. */
export function readTable(lines: readonly Line[], isHeader: (cells: readonly string[]) => boolean): Table {
  return lines.some(({ text }) => EXPANDED.test(text)) ? readExpanded(lines) : readColumns(lines, isHeader);
}

const EXPANDED = /^-\[ RECORD \d+ \]/;
/** What \watch writes above a table; and what psql says when its display is changed. */
const TITLE = /\(every [\d.]+s\)$/;
const SAID = /^(?:Expanded display|Timing|Pager usage|Null display|Output format|Time:) /;
const FOOTER = /^\(\d+ rows?\)$/;
const RULE = /^[-+\s]*-[-+\s]*$/;

function readColumns(lines: readonly Line[], isHeader: (cells: readonly string[]) => boolean): Table {
  const rows: Row[] = [];
  const strange: { line: Line; expected: string }[] = [];
  let header: readonly string[] | undefined;
  let table = -1;
  let title: string | undefined;
  for (const line of lines) {
    const { text, number } = line;
    if (text.trim() === "" || FOOTER.test(text.trim()) || RULE.test(text) || SAID.test(text)) continue;
    const found = cellsOf(text);
    if (isHeader(found)) {
      header = found;
      table++;
    } else if (TITLE.test(text.trim())) {
      title = text.trim();
    } else if (!header || found.length !== header.length) {
      strange.push({
        line,
        expected: header ? `${header.length} columns, as in the header` : "a header first",
      });
    } else {
      const cells = new Map(header.map((name, i) => [name, found[i] ?? ""]));
      rows.push({ line: number, cells, table, ...(title !== undefined && { title }) });
    }
  }
  return { rows, strange };
}

function readExpanded(lines: readonly Line[]): Table {
  const rows: { line: number; cells: Map<string, string>; table: number; title?: string }[] = [];
  const strange: { line: Line; expected: string }[] = [];
  let table = -1;
  let title: string | undefined;
  for (const line of lines) {
    const { text, number } = line;
    const record = /^-\[ RECORD (\d+) \]/.exec(text);
    if (record) {
      if (record[1] === "1") table++;
      rows.push({ line: number, cells: new Map(), table, ...(title !== undefined && { title }) });
      continue;
    }
    if (text.trim() === "") continue;
    const field = /^(\w+)\s*\|\s?(.*)$/.exec(text);
    const row = rows.at(-1);
    if (field && row) row.cells.set(field[1] as string, (field[2] as string).trim());
    else if (TITLE.test(text.trim())) title = text.trim();
    else if (!SAID.test(text)) strange.push({ line, expected: "name | value" });
  }
  return { rows, strange };
}

export function cellsOf(text: string): string[] {
  if (text.includes("|")) return text.split("|").map((cell) => cell.trim());
  const cells: string[] = [];
  const cell = /("(?:[^"]|"")*"|[^",]*)(,|$)/y;
  for (;;) {
    const match = cell.exec(text);
    // A quote that is never closed, or text after one: as one cell, which no header has.
    if (!match) return [text];
    const written = match[1] as string;
    cells.push(written.startsWith('"') ? written.slice(1, -1).replaceAll('""', '"') : written.trim());
    if (match[2] === "" || cell.lastIndex > text.length) return cells;
  }
}
