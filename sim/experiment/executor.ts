// Who does the jobs. An executor may do them in any order and anywhere; it names the index of the job with each
// result, and whoever assembles them goes by index, so that nothing depends on the order of arrival.
import type { OutlookBlock, OutlookJob } from "./outlook-job.ts";
import type { ExcursionBlock, ExcursionJob } from "./rare/excursion-job.ts";
import type { Job, RunResult } from "./run-result.ts";
import type { Unit, UnitResult } from "./study/unit.ts";
import type { MeasuredWindow } from "./zoom/run-windows.ts";
import type { WindowJob } from "./zoom/window-job.ts";

/** One piece of work, and what comes of it. */
export type AnyJob = Job | OutlookJob | WindowJob | ExcursionJob | Unit;
export type ResultOf<J extends AnyJob> = J extends OutlookJob
  ? OutlookBlock
  : J extends WindowJob
    ? readonly MeasuredWindow[]
    : J extends ExcursionJob
      ? ExcursionBlock
      : J extends Unit
        ? UnitResult
        : RunResult;

/** An AbortSignal is one. */
export interface Cancellation {
  readonly aborted: boolean;
}

export interface Executor {
  /**
   * Resolves when all is delivered or lost, soon after a cancellation, or with the first job that failed. Rejects with
   * what `deliver` throws. `lose` takes a job that nobody can do: it took every worker down that tried. Without it
   * such a job rejects.
   */
  run<J extends AnyJob>(
    jobs: readonly J[],
    deliver: (index: number, result: ResultOf<J>) => void,
    cancellation: Cancellation,
    lose?: (index: number, why: string) => void,
  ): Promise<JobFailure<J> | undefined>;
}

/** Our mistake, with what is needed to see it again: plain data, it comes from another thread. */
export interface JobFailure<J extends AnyJob = Job> {
  readonly job: J;
  readonly message: string;
  /** The stack, where there is one. */
  readonly details: string;
  /** Of a job that is many runs: which of them. */
  readonly at?: { readonly disruption: string; readonly replication: number };
}
