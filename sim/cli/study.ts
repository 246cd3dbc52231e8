// Runs a study from the command line: threads, progress, interruption. Commands give it parts and read their answers.
import { createHash } from "node:crypto";
import { type Conducted, conduct, memoryStore, type StudyPart } from "../index.ts";
import type { Console } from "./console.ts";
import { listenForInterruption } from "./interruption.ts";
import { showProgress } from "./progress.ts";
import { workerPool } from "./worker-pool.ts";

export interface StudyOptions {
  /** Threads. */
  readonly jobs: number;
}

export interface StudyOutcome extends Conducted {
  /** Why it ended before its end; absent where it did not. */
  readonly interrupted?: number;
}

export const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

/** Resolves when every inquiry has taken all that there will be. */
export async function runStudy(
  parts: readonly StudyPart[],
  options: StudyOptions,
  console: Console,
): Promise<StudyOutcome> {
  const interruption = listenForInterruption();
  const progress = showProgress(console, "units");
  const conducted = await conduct(parts, {
    executor: workerPool(undefined, options.jobs, interruption.signal),
    store: memoryStore(),
    hash: sha256,
    cancellation: interruption.signal,
    progress: progress.update,
  }).finally(progress.end);
  interruption.stopListening();
  const interrupted = interruption.code();
  return { ...conducted, ...(interrupted !== undefined && { interrupted }) };
}
