// The example of the contract, with edits: one mistake at a time.
import { readFileSync } from "node:fs";
import type { Diagnostic } from "../../sim/config/diagnostic.ts";
import { type LoadOptions, loadScenario } from "../../sim/scenario/load.ts";

export const example = readFileSync(new URL("../data/two-cities-example.yaml", import.meta.url), "utf8");

/** The example with `before` replaced by `after`; throws when it does not occur exactly once. */
export function edited(before: string, after: string, text = example): string {
  if (text.split(before).length !== 2)
    throw new Error(`\`${before}\` occurs ${text.split(before).length - 1} times`);
  return text.replace(before, () => after);
}

export interface Found {
  code: string;
  /** The text that the diagnostic marks. */
  token: string;
  path: string;
  message: string;
  hint: string;
}

/** Every diagnostic of a text, with the token that it points at. */
export function diagnosed(text: string, options: LoadOptions = {}): Found[] {
  return loadScenario(text, { file: "test.yaml", ...options }).diagnostics.map((diagnostic) => ({
    code: diagnostic.code,
    token: markedIn(text, diagnostic),
    path: diagnostic.path,
    message: diagnostic.message,
    hint: diagnostic.hint ?? "",
  }));
}

function markedIn(text: string, { file, line, column, endLine, endColumn }: Diagnostic): string {
  if (file !== "test.yaml") return `${file}:${line}:${column}`;
  const lines = text.split("\n").slice(line - 1, endLine);
  lines[lines.length - 1] = (lines.at(-1) ?? "").slice(0, endColumn - 1);
  lines[0] = (lines[0] ?? "").slice(column - 1);
  return lines.join("\n");
}
