// Scenarios from the command line as subjects of a study: files, folders, and what comes with them.
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { diagnosticsText } from "../../reports/diagnostics.ts";
import { openDesign, type Subject } from "../index.ts";
import type { Console } from "./console.ts";
import { readScenario } from "./files.ts";
import { InvalidScenario } from "./scenario.ts";
import { sha256 } from "./sha256.ts";
import { UsageError } from "./stops.ts";

export function openSubject(file: string, overrides: readonly string[], console: Console): Subject {
  const { text, file: name, attachments } = readScenario(file, overrides);
  const { design, scenario, diagnostics } = openDesign(text, { file: name, attachments, overrides }, sha256);
  const sources = { [name]: text };
  if (!design || !scenario) throw new InvalidScenario(diagnostics, sources);
  if (diagnostics.length > 0) console.note(`${diagnosticsText(diagnostics, sources, console.paintNote)}\n`);
  return { design, scenario, diagnostics };
}

/** A folder stands for the scenarios in it. */
export function scenarioFiles(path: string): string[] {
  if (path === "-" || !isFolder(path)) return [path];
  const found = readdirSync(path, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.ya?ml$/.test(name))
    .sort();
  if (found.length === 0) throw new UsageError(`${path}: no .yaml file in this folder`);
  return found.map((name) => join(path, name));
}

export const isFolder = (path: string): boolean =>
  statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
