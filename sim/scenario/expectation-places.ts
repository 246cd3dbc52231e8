// Where a part of a YAML text stands in the file: exact for plain and quoted texts on one line, the whole value
// otherwise.
import type { Span } from "./located.ts";

export function expectationPlaces(
  span: Span,
  content: string,
  text: string,
): (start: number, end: number) => Span {
  const { line, column, endLine, endColumn } = span;
  const source = text.split("\n")[line - 1]?.slice(column - 1, endColumn - 1) ?? "";
  const skipped = source === content ? 0 : source.slice(1, -1) === content ? 1 : undefined;
  if (line !== endLine || skipped === undefined) return () => span;
  return (start, end) => ({ ...span, column: column + skipped + start, endColumn: column + skipped + end });
}
