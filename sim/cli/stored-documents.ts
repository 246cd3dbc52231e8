// Results from disk: documents that `run --out` or `--json` left, with the values of every run beside them. A
// document is looked through before anything is made of it; values that are not of the runs in it are not used.
import { readdirSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { ZodType } from "zod";
import type { ComparedReplays } from "../../reports/compare-terminal.ts";
import {
  type CheckResult,
  type Comparison,
  type ExperimentResult,
  fingerprintOf,
  OTHER_SHAPES,
  type OutlookResult,
  RESULT_SCHEMA,
  type RunResult,
  resultShape,
  runsOfLines,
  type SolveResult,
  type SweepResult,
} from "../index.ts";
import type { Console } from "./console.ts";
import { readText } from "./files.ts";
import { UsageError } from "./stops.ts";

export interface StoredResult {
  /** As named on the command line; "stdin" for "-". */
  readonly file: string;
  readonly result: ExperimentResult | OutlookResult;
  /** Empty where they were not kept. */
  readonly runs: readonly RunResult[];
}

/** `again`: the options that make the same numbers again, as one would type them. */
export interface StoredOther {
  readonly file: string;
  readonly other:
    | CheckResult
    | ((SweepResult | SolveResult) & { readonly again: string })
    | (Comparison & { readonly replays?: ComparedReplays });
}

export type StoredDocument = StoredResult | StoredOther;

export const isResult = (stored: StoredDocument): stored is StoredResult => "result" in stored;

/** Where the values of its runs are, if they were kept. */
export function valuesFileOf(stored: StoredDocument): string | undefined {
  if (!isResult(stored) || stored.runs.length === 0 || stored.result.question !== "drill") return undefined;
  const { replicationValues: name } = stored.result;
  return name === undefined ? undefined : join(dirname(stored.file), name);
}

/** A folder stands for the documents in it, whatever else is there. */
export function storedDocuments(paths: readonly string[], console: Console): StoredDocument[] {
  return paths.flatMap((path) => {
    if (path === "-" || !isFolder(path)) return [storedDocument(path, console)];
    const files = readdirSync(path, { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".json"))
      .sort()
      .map((name) => join(path, name));
    const found = files.filter((file) => isKnown(schemaOf(readText(file, file))));
    if (found.length === 0) throw new UsageError(`${path}: no result document in this folder`);
    return found.map((file) => storedDocument(file, console));
  });
}

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;

const isKnown = (schema: string | undefined): boolean =>
  schema === RESULT_SCHEMA || (schema !== undefined && schema in OTHER_SHAPES);

function storedDocument(path: string, console: Console): StoredDocument {
  const isStdin = path === "-";
  const file = isStdin ? "stdin" : path;
  const text = isStdin ? readText(0, file) : readText(path, path);
  const schema = schemaOf(text);
  if (schema === undefined)
    throw new UsageError(`${file} is not a ${RESULT_SCHEMA} document: it is not JSON`);
  const other = OTHER_SHAPES[schema];
  if (other) return { file, other: lookedThrough(text, other, file) as unknown as StoredOther["other"] };
  if (schema !== RESULT_SCHEMA) {
    const found = schema === "" ? "it names no schema" : `it is ${schema}`;
    const known = [RESULT_SCHEMA, ...Object.keys(OTHER_SHAPES)].join(", ");
    throw new UsageError(`${file} is not a document that can be reported: ${found}; known are ${known}`);
  }
  const result = lookedThrough(text, resultShape, file) as unknown as ExperimentResult | OutlookResult;
  const runs = isStdin || result.question !== "drill" ? [] : runsBeside(path, result, console);
  return { file, result, runs };
}

function lookedThrough(text: string, shape: typeof resultShape | ZodType, file: string): unknown {
  const document: unknown = JSON.parse(text);
  const read = shape.safeParse(document);
  // As it stands, keys in their order: what names a document is made of its text.
  if (read.success) return document;
  const [issue] = read.error.issues;
  const place = issue && issue.path.length > 0 ? `${issue.path.map(String).join(".")}: ` : "";
  throw new UsageError(`${file} is damaged: ${place}${issue?.message ?? "it cannot be read"}`);
}

/** Undefined if it is not JSON, "" if it names none. */
function schemaOf(text: string): string | undefined {
  try {
    const document = JSON.parse(text) as { readonly schema?: unknown } | null;
    return typeof document?.schema === "string" ? document.schema : "";
  } catch {
    return undefined;
  }
}

/** Without them everything but the distributions is there, so what is wrong with them is only said. */
function runsBeside(file: string, result: ExperimentResult, console: Console): readonly RunResult[] {
  const name = result.replicationValues;
  if (name === undefined) return [];
  const without = (why: string): readonly RunResult[] => {
    console.note(`${console.paintNote("yellow", "warning")}: ${file}: without distributions: ${why}`);
    return [];
  };
  // A document may come from anywhere; it names a neighbour or nothing.
  if (basename(name) !== name) return without(`${name} is not a file beside it`);
  const path = join(dirname(file), name);
  if (statSync(path, { throwIfNoEntry: false }) === undefined) return without(`${path}: no such file`);
  const runs = runsOfLines(readText(path, path));
  if (runs === undefined) return without(`${path} is damaged`);
  const isSame = fingerprintOf(runs) === result.fingerprint;
  return isSame ? runs : without(`${path} holds other runs than those of this result`);
}
