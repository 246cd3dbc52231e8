// Who does the jobs. An executor may do them in any order and anywhere; it names the index of the job with each
// result, and whoever assembles them goes by index, so that nothing depends on the order of arrival.
import type { Job, RunResult } from "./run-result.ts";

/** An AbortSignal is one. */
export interface Cancellation {
  readonly aborted: boolean;
}

export interface Executor {
  /** Resolves when all is delivered, soon after a cancellation, or with the first job that failed. */
  run(
    jobs: readonly Job[],
    deliver: (index: number, result: RunResult) => void,
    cancellation: Cancellation,
  ): Promise<JobFailure | undefined>;
}

/** Our mistake, with what is needed to see it again: plain data, it comes from another thread. */
export interface JobFailure {
  readonly job: Job;
  readonly message: string;
  /** The stack, where there is one. */
  readonly details: string;
}
