// Runs a study from the command line: threads, progress, interruption. Commands give it parts and read their answers.
import { type Conducted, conduct, memoryStore, type StudyPart } from "../index.ts";
import type { Console } from "./console.ts";
import { listenForInterruption } from "./interruption.ts";
import { showProgress } from "./progress.ts";
import { queueExecutor } from "./queue/queue-executor.ts";
import { sha256 } from "./sha256.ts";
import { workerPool } from "./worker-pool.ts";

export interface StudyOptions {
  /** Threads. */
  readonly jobs: number;
  /** The units are done by workers elsewhere: the URL of their queue. */
  readonly queue?: string;
}

export interface StudyOutcome extends Conducted {
  /** Why it ended before its end; absent where it did not. */
  readonly interrupted?: number;
}

export { sha256 };

/** Resolves when every inquiry has taken all that there will be. */
export async function runStudy(
  parts: readonly StudyPart[],
  options: StudyOptions,
  console: Console,
): Promise<StudyOutcome> {
  const interruption = listenForInterruption();
  const progress = showProgress(console, "units");
  const conducted = await conduct(parts, {
    executor:
      options.queue === undefined
        ? workerPool(undefined, options.jobs, interruption.signal)
        : queueExecutor(options.queue, console),
    store: memoryStore(),
    hash: sha256,
    cancellation: interruption.signal,
    progress: progress.update,
  }).finally(progress.end);
  interruption.stopListening();
  const interrupted = interruption.code();
  return { ...conducted, ...(interrupted !== undefined && { interrupted }) };
}
