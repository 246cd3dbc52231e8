// A folder of baselines: one file a scenario, named after it.
import { existsSync, readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { type Baseline, baselineText, readBaseline } from "../index.ts";
import { readText, writeWhole } from "./files.ts";

const SUFFIX = ".json";

/** The baseline of a scenario, or why there is none. */
export function baselineAt(folder: string, name: string): { baseline?: Baseline; reason?: string } {
  const path = join(folder, name + SUFFIX);
  if (!existsSync(path)) return { reason: `there is no baseline ${path}; --accept writes one` };
  const read = readBaseline(readText(path, path));
  return "reason" in read ? { reason: `${path} is no baseline: ${read.reason}` } : read;
}

export type Written = "new" | "changed" | "as it was";

export function writeBaseline(folder: string, baseline: Baseline): { path: string; written: Written } {
  const name = baseline.scenario + SUFFIX;
  const path = join(folder, name);
  const text = baselineText(baseline);
  const before = existsSync(path) ? readText(path, path) : undefined;
  if (before === text) return { path, written: "as it was" };
  writeWhole(folder, name, text);
  return { path, written: before === undefined ? "new" : "changed" };
}

/** Names of all baselines of a folder. */
export const baselinesIn = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => name.endsWith(SUFFIX))
        .map((name) => basename(name, SUFFIX))
        .sort()
    : [];
