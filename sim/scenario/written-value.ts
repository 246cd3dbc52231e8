// The value that stands at a path of a scenario, as a text: written in the file, by an override, or by a preset. What
// only a default says is not written.
import { placesIn, readYaml } from "./document.ts";
import { nodeAt } from "./located.ts";
import { applyOverrides } from "./override.ts";
import { prepare } from "./prepare.ts";
import { Report } from "./report.ts";

/** Undefined where nothing stands, or more than a plain value. */
export function writtenValue(text: string, overrides: readonly string[], path: string): string | undefined {
  const report = new Report();
  const root = readYaml(text, placesIn("scenario.yaml", text), report);
  if (!(root?.content instanceof Map)) return undefined;
  applyOverrides(root, overrides, report);
  prepare(root, report);
  const content = nodeAt(root, path.split("."))?.content;
  return typeof content === "string" || typeof content === "number" ? String(content) : undefined;
}
