// Runs a study from the command line: threads, progress, interruption. Commands give it parts and read their answers.
import {
  type Conducted,
  conductUnits,
  memoryStore,
  type PlannedUnit,
  planUnits,
  type ResultStore,
  type StudyPart,
  type Unit,
} from "../index.ts";
import type { Console } from "./console.ts";
import { ExitCode } from "./exit-code.ts";
import { listenForInterruption } from "./interruption.ts";
import { type Measure, showProgress } from "./progress.ts";
import { sha256 } from "./sha256.ts";
import { type PoolOptions, workerPool } from "./worker-pool.ts";

export interface StudyOptions {
  /** Threads. */
  readonly jobs: number;
  /** If absent, results are forgotten with the study. */
  readonly store?: ResultStore;
  /** What progress is counted in; units if absent. */
  readonly measure?: { readonly unit: Measure; readonly weigh: (unit: Unit) => number };
  readonly pool?: PoolOptions;
}

export interface StudyOutcome extends Conducted {
  /** Why it ended before its end; absent where it did not. */
  readonly interrupted?: ExitCode;
}

/** Resolves when every inquiry has taken all that there will be. */
export const runStudy = (
  parts: readonly StudyPart[],
  options: StudyOptions,
  console: Console,
): Promise<StudyOutcome> => runUnits(planUnits(parts, sha256), options, console);

/** Some units of a plan. */
export async function runUnits(
  plan: readonly PlannedUnit[],
  { jobs, store = memoryStore(), measure, pool }: StudyOptions,
  console: Console,
): Promise<StudyOutcome> {
  const interruption = listenForInterruption();
  const progress = showProgress(console, measure?.unit ?? "units");
  try {
    const conducted = await conductUnits(plan, {
      executor: workerPool(undefined, jobs, interruption.signal, pool),
      store,
      cancellation: interruption.signal,
      progress: progress.update,
      ...(measure && { weigh: measure.weigh }),
    });
    const interrupted = interruption.code();
    return { ...conducted, ...(interrupted !== undefined && { interrupted }) };
  } finally {
    progress.end();
    interruption.stopListening();
  }
}

/** Nothing is missing from the answers. */
export const isComplete = ({ failure, lost, interrupted }: StudyOutcome): boolean =>
  failure === undefined && lost.length === 0 && interrupted === undefined;

/** What the outcome itself means for the exit code, besides what the answers say. */
export const codesOf = ({ lost, interrupted }: StudyOutcome): ExitCode[] => [
  ...(lost.length > 0 ? [ExitCode.incomplete] : []),
  ...(interrupted === undefined ? [] : [interrupted]),
];
