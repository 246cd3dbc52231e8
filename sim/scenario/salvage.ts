// When the schema refuses some values, the rest is still checked, so that all problems are told at once:
// refused values are left out until the schema accepts what remains.
import type { z } from "zod";
import type { Path } from "./located.ts";
import { type Settings, schema } from "./schema.ts";

const ROUNDS_MAX = 40;

export interface Salvaged {
  readonly settings: Settings;
  /** What was left out, apart from unknown keys: checks stay silent about it. */
  readonly refused: readonly Path[];
}

/** The settings without what the schema refuses; undefined when nothing sensible remains. */
export function salvage(value: unknown, issues: readonly z.core.$ZodIssue[]): Salvaged | undefined {
  const rest = cloned(value);
  const refused: Path[] = [];
  let remaining = issues;
  for (let round = 0; round < ROUNDS_MAX; round++) {
    for (const issue of remaining) {
      if (issue.code === "unrecognized_keys") {
        for (const key of issue.keys) remove(rest, [...issue.path, key]);
        continue;
      }
      const removed = removeAround(rest, issue.path);
      if (!removed) return undefined;
      refused.push(removed);
    }
    const parsed = schema.safeParse(rest);
    if (parsed.success) return { settings: parsed.data, refused };
    remaining = parsed.error.issues;
  }
  return undefined;
}

/**
 * Removes the deepest thing that is there on the way to `path`; lists are removed as a whole, to keep their
 * numbering.
 */
function removeAround(root: unknown, path: Path): Path | undefined {
  const ofMappings = path.slice(0, firstInList(root, path));
  for (let length = ofMappings.length; length > 0; length--) {
    const target = ofMappings.slice(0, length);
    if (remove(root, target)) return target;
  }
  return undefined;
}

function firstInList(root: unknown, path: Path): number {
  let inner = root;
  for (const [depth, key] of path.entries()) {
    if (Array.isArray(inner)) return depth;
    inner = isMapping(inner) ? inner[String(key)] : undefined;
  }
  return path.length;
}

function remove(root: unknown, path: Path): boolean {
  let inner = root;
  for (const key of path.slice(0, -1)) inner = isMapping(inner) ? inner[String(key)] : undefined;
  const last = String(path.at(-1));
  return isMapping(inner) && Object.hasOwn(inner, last) && delete inner[last];
}

const isMapping = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function cloned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(cloned);
  if (!isMapping(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, cloned(inner)]));
}
