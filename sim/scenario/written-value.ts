// The value that stands at a path of a scenario: written in the file, by an override, or by a preset. What only a
// default says is not written.
import { placesIn, readYaml } from "./document.ts";
import { type Located, nodeAt, plain } from "./located.ts";
import { applyOverrides } from "./override.ts";
import { prepare } from "./prepare.ts";
import { Report } from "./report.ts";

/** As a text; undefined where nothing stands, or more than a plain value. */
export function writtenValue(text: string, overrides: readonly string[], path: string): string | undefined {
  const content = standing(text, overrides)?.(path)?.content;
  return typeof content === "string" || typeof content === "number" ? String(content) : undefined;
}

/** Path → the value without places, whatever it is; undefined where nothing stands. */
export function writtenValues(text: string, overrides: readonly string[]): (path: string) => unknown {
  const at = standing(text, overrides);
  return (path) => {
    const node = at?.(path);
    return node && plain(node);
  };
}

function standing(
  text: string,
  overrides: readonly string[],
): ((path: string) => Located | undefined) | undefined {
  const report = new Report();
  const root = readYaml(text, placesIn("scenario.yaml", text), report);
  if (!(root?.content instanceof Map)) return undefined;
  applyOverrides(root, overrides, report);
  prepare(root, report);
  return (path) => nodeAt(root, path.split("."));
}
