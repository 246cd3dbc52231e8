// Where in a scenario's text something stands, by its path. What is not written (a default, a preset's value) stands
// where the nearest thing around it is written.
import { placesIn, readYaml } from "./document.ts";
import type { LoadOptions } from "./load.ts";
import { type Located, nearestAt, type Span } from "./located.ts";
import { applyOverrides } from "./override.ts";
import { Report } from "./report.ts";

/** From the key to the end of the value. */
export type PlaceOf = (path: readonly string[]) => Span;

/** Of a text that can be read; of any other, everything stands at its beginning. */
export function placesOf(text: string, { file = "scenario.yaml", overrides = [] }: LoadOptions): PlaceOf {
  const report = new Report();
  const root = readYaml(text, placesIn(file, text), report);
  const start: Span = { file, line: 1, column: 1, endLine: 1, endColumn: 1 };
  if (!root) return () => start;
  if (root.content instanceof Map) applyOverrides(root, overrides, report);
  return (path) => {
    const { node, depth } = nearestAt(root, path);
    return depth === 0 ? start : whole(node);
  };
}

function whole({ key, span }: Located): Span {
  if (!key || key.file !== span.file) return span;
  const { file, line, column } = key;
  const isAfter =
    span.endLine > key.endLine || (span.endLine === key.endLine && span.endColumn > key.endColumn);
  const { endLine, endColumn } = isAfter ? span : key;
  return { file, line, column, endLine, endColumn };
}
