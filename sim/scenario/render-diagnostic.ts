// A diagnostic for the terminal: message, place, the source line with carets, hint. Text in, text out; no colours.
import type { Diagnostic } from "../config/diagnostic.ts";

/** Lines longer than this are shown around the place only. */
const WIDTH = 100;
const TAB = "  ";

/** `source` is the text of the diagnostic's file; without it the source line is left out. */
export function renderDiagnostic(diagnostic: Diagnostic, source?: string): string {
  const { code, severity, message, file, line, column, endLine, endColumn, hint, path } = diagnostic;
  const head = [`${severity}[${code}]: ${message}`];
  const text = source?.split(/\r?\n/)[line - 1];
  const margin = " ".repeat(String(line).length);
  head.push(`${margin} --> ${file}:${line}:${column}`);
  if (text !== undefined) {
    const end = endLine === line ? endColumn : text.length + 1;
    const { shown, before, length } = excerpt(text, column - 1, Math.max(column, end - 1));
    const carets = `${" ".repeat(widthOf(before))}${"^".repeat(Math.max(1, length))}`;
    head.push(`${margin} |`, `${line} | ${shown}`, `${margin} | ${carets}`);
  }
  if (hint) head.push(`${margin} = ${hint}`);
  if (path) head.push(`${margin} = at ${path}`);
  head.push(`${margin} = twinsite explain ${code}`);
  return head.join("\n");
}

/** The part of a line around columns `from` to `to` (from 0, exclusive), tabs and control characters made visible. */
function excerpt(text: string, from: number, to: number) {
  const start = text.length <= WIDTH ? 0 : Math.max(0, Math.min(from - 30, text.length - WIDTH));
  const mark = start > 0 ? "…" : "";
  const end = Math.min(text.length, start + WIDTH);
  const before = mark + visible(text.slice(start, from));
  const marked = visible(text.slice(from, Math.min(to, end)));
  const shown = `${before}${marked}${visible(text.slice(Math.min(to, end), end))}${end < text.length ? "…" : ""}`;
  return { shown, before, length: widthOf(marked) };
}

const visible = (text: string): string =>
  [...text.replaceAll("\t", TAB)].map((each) => (isControl(each) ? "\uFFFD" : each)).join("");

function isControl(character: string): boolean {
  const code = character.codePointAt(0) ?? 0;
  return code < 32 || (code >= 127 && code < 160);
}

/** Columns of a terminal: wide East Asian characters take two. */
function widthOf(text: string): number {
  let width = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    const isWide =
      (code >= 0x1100 && code <= 0x115f) ||
      (code >= 0x2e80 && code <= 0xa4cf) ||
      (code >= 0xac00 && code <= 0xd7a3);
    width +=
      isWide || (code >= 0xf900 && code <= 0xfaff) || (code >= 0xff00 && code <= 0xff60) || code >= 0x1f300
        ? 2
        : 1;
  }
  return width;
}
