// Scenarios from the command line as subjects of a study: files, folders, and what comes with them.
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Subject } from "../index.ts";
import type { Console } from "./console.ts";
import { openScenario } from "./scenario.ts";
import { UsageError } from "./stops.ts";

export function openSubject(file: string, overrides: readonly string[], console: Console): Subject {
  const { design, scenario, warnings } = openScenario(file, overrides, console);
  return { design, scenario, diagnostics: warnings };
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
