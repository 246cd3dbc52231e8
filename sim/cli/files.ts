// Reading scenarios and writing results. A scenario is a file or stdin, with the recordings that it names from
// beside it; a result is written whole or not at all (a temporary file, then a rename).
import {
  accessSync,
  appendFileSync,
  constants,
  existsSync,
  mkdirSync,
  readFileSync,
  statSync,
} from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { parse } from "yaml";
import { IncompleteError, UsageError } from "./stops.ts";
import { type Disk, nodeDisk, replaceFile, whyNot, writing } from "./store/disk.ts";

export interface ScenarioText {
  /** As named on the command line; "stdin" for "-". */
  readonly file: string;
  readonly text: string;
  readonly attachments: Readonly<Record<string, string>>;
  readonly overrides: readonly string[];
}

export function readScenario(file: string, overrides: readonly string[]): ScenarioText {
  const text = file === "-" ? readText(0, "stdin") : readText(file, file);
  const folder = file === "-" ? "." : dirname(file);
  const names = [...recordingsIn(text)].sort();
  const attachments: Record<string, string> = {};
  for (const name of names) {
    const content = readBeside(folder, name);
    if (content !== undefined) attachments[name] = content;
  }
  return { file: file === "-" ? "stdin" : file, text, attachments, overrides };
}

export function readText(file: string | 0, name: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why: Record<string, string> = {
      ENOENT: "no such file",
      EISDIR: "is a folder",
      EACCES: "may not be read",
    };
    throw new UsageError(`${name}: ${(code && why[code]) ?? (error as Error).message}`);
  }
}

/**
 * From the scenario's folder or its `attachments`; never from outside. The loader says which one is missing,
 * and where it
 * is named.
 */
function readBeside(folder: string, name: string): string | undefined {
  const inside = resolve(folder);
  for (const path of [resolve(inside, name), resolve(inside, "attachments", name)]) {
    if (!path.startsWith(inside) || !existsSync(path)) continue;
    return readText(path, path);
  }
  return undefined;
}

/** Every `{ kind: recorded, file: … }`; a text that does not parse has none, and the loader says why. */
function recordingsIn(text: string): Set<string> {
  const names = new Set<string>();
  const visit = (value: unknown, depth: number): void => {
    if (typeof value !== "object" || value === null || depth > 32) return;
    const { kind, file } = value as { kind?: unknown; file?: unknown };
    if (kind === "recorded" && typeof file === "string") names.add(file);
    for (const child of Object.values(value)) visit(child, depth + 1);
  };
  if (!text.includes("recorded") || text.length > 1_048_576) return names;
  try {
    visit(parse(text, { maxAliasCount: 100, logLevel: "silent" }), 0);
  } catch {
    return names;
  }
  return names;
}

/** Of a file that may be named without a folder. */
export const placeOf = (path: string): { readonly folder: string; readonly name: string } => ({
  folder: dirname(resolve(path)),
  name: basename(path),
});

export function writeWhole(
  folder: string,
  name: string,
  content: string | Uint8Array,
  disk: Disk = nodeDisk,
): string {
  const path = join(folder, name);
  ensureFolder(folder);
  writing(path, () => replaceFile(path, typeof content === "string" ? Buffer.from(content) : content, disk));
  return path;
}

/** For files that several commands write to, such as the summary of a CI step; `left` is what it may still take. */
export function appendTo(path: string, content: (left: number) => string, limit: number): void {
  try {
    const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
    appendFileSync(path, content(limit - size));
  } catch (error) {
    throw new IncompleteError(`cannot write ${path}: ${whyNot(error as NodeJS.ErrnoException)}`);
  }
}

/** Called before the work begins, so that hours of it are not lost for a wrong name. */
export function ensureFolder(folder: string): void {
  try {
    makeFolder(folder);
    if (!statSync(folder).isDirectory()) throw Object.assign(new Error(), { code: "ENOTDIR" });
    accessSync(folder, constants.W_OK);
  } catch (error) {
    throw new IncompleteError(`cannot write to ${folder}: ${whyNot(error as NodeJS.ErrnoException)}`);
  }
}

/** Not mkdir's own recursion: in a place like /proc it never ends (Node 20). */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  const parent = dirname(resolve(folder));
  if (parent !== resolve(folder)) makeFolder(parent);
  mkdirSync(folder);
}
