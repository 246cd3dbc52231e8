// One side of a comparison: a scenario that is going to run, or a stored result with the values of its runs beside it.
import { dirname, join } from "node:path";
import {
  type ComparedDesign,
  type ExperimentResult,
  openDesign,
  type PairableSample,
  type RunResult,
  type Subject,
  samplesOfRuns,
} from "../index.ts";
import type { Console } from "./console.ts";
import { readText } from "./files.ts";
import { sha256 } from "./sha256.ts";
import { UsageError } from "./stops.ts";
import { openSubject } from "./subject.ts";

export interface StoredSide {
  readonly result: ExperimentResult;
  readonly design: ComparedDesign;
  readonly samples: readonly PairableSample[];
}

export interface ComparedSide {
  readonly file: string;
  /** The scenario; of a stored result the one that it holds, where it holds it whole. */
  readonly subject?: Subject;
  /** Absent where it has to run. */
  readonly stored?: StoredSide;
}

export function comparedSide(file: string, overrides: readonly string[], console: Console): ComparedSide {
  if (!file.endsWith(".json")) return { file, subject: openSubject(file, overrides, console) };
  if (overrides.length > 0) throw new UsageError(`${file} has run already: --set goes with scenarios`);
  const stored = readStored(file);
  const { text, overrides: own = [], name } = stored.result.scenario;
  const opened =
    text === undefined ? undefined : openDesign(text, { file: `${name}.yaml`, overrides: own }, sha256);
  if (!opened?.design || !opened.scenario) return { file, stored };
  const { design, scenario, diagnostics } = opened;
  return { file, stored, subject: { design, scenario, diagnostics } };
}

function readStored(file: string): StoredSide {
  const result = documentOf(file);
  const { name, title, sha256: digest } = result.scenario;
  const values = result.replicationValues;
  if (values === undefined)
    throw new UsageError(
      `${file} has no values of its runs to pair; twinsite run … --out writes them beside it`,
    );
  const runs = linesOf(join(dirname(file), values));
  const design = { name, title, file, sha256: digest, fingerprint: result.fingerprint };
  return { result, design, samples: samplesOfRuns(runs, 1, result.replications) };
}

function documentOf(file: string): ExperimentResult {
  const found = parsed(readText(file, file), file) as Partial<ExperimentResult> | null;
  if (found?.schema === "twinsite/result/v1" && found.question === "drill") return found as ExperimentResult;
  const isOutlook = (found as { question?: unknown } | null)?.question === "outlook";
  throw new UsageError(
    isOutlook
      ? `${file}: an outlook keeps no values of its replications; compare the scenarios with --outlook`
      : `${file} is no result of twinsite run --out (twinsite/result/v1)`,
  );
}

/** As run --out writes them; they have no histograms. */
const linesOf = (path: string): Omit<RunResult, "fingerprint">[] =>
  readText(path, path)
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => ({ ...(parsed(line, path) as RunResult), histograms: {} }));

function parsed(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UsageError(`${file}: ${(error as Error).message}`);
  }
}
