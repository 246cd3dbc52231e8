// An executor over threads (piscina). The scenario's text goes to each thread once; units bring their own. A job whose
// thread dies is done again on another; one that has taken three down is given up by name and the others go on.
import { Piscina } from "piscina";
import type { AnyJob, ChunkOutcome, Executor, JobFailure, ResultOf, WorkerSetup } from "../index.ts";
import { IncompleteError } from "./stops.ts";

/** Then it is the job, and not the thread. */
export const MOST_DEATHS = 3;

/**
 * Jobs that a thread has: the next is there before the result of this one has been taken. With a limit of time
 * nothing waits, because waiting would count.
 */
const JOBS_AHEAD = 2;

export interface PoolOptions {
  /** What each thread runs. */
  readonly worker?: URL;
  /** Of each thread, for what lives long: beyond it the thread dies. A gigabyte if absent. */
  readonly heapMegabytes?: number;
  /** … and for what has just been made: the more, the faster, and the more memory is in use. 64 if absent. */
  readonly youngMegabytes?: number;
  /** A thread that is at one job for longer counts as dead. */
  readonly patienceMillis?: number;
}

export const workerPool = (
  setup: WorkerSetup | undefined,
  threads: number,
  signal: AbortSignal,
  options: PoolOptions = {},
): Executor => ({
  async run<J extends AnyJob>(
    jobs: readonly J[],
    deliver: (index: number, result: ResultOf<J>) => void,
    _: unknown,
    lose?: (index: number, why: string) => void,
  ) {
    if (jobs.length === 0) return undefined;
    const count = Math.max(1, Math.min(threads, jobs.length));
    const { patienceMillis } = options;
    const ahead = patienceMillis === undefined ? JOBS_AHEAD : 1;
    const pool = openPool<J>(setup, { count, ahead }, options);
    const waiting = jobs.map((_, index) => index).reverse();
    const deaths = new Map<number, number>();
    /** Errors of dead threads. What waited behind the job that a thread died of is told the same error, and later. */
    const blamed = new Set<unknown>();
    let failure: JobFailure<J> | undefined;
    let broken: unknown;
    let isStopped = false;
    const stop = (): void => {
      isStopped = true;
      void pool.destroy();
    };
    /** False: it has to be done again. */
    const attempt = async (index: number): Promise<boolean> => {
      const limit = patienceMillis === undefined ? {} : { signal: AbortSignal.timeout(patienceMillis) };
      let outcome: ChunkOutcome<J>;
      try {
        outcome = await pool.run([jobs[index] as J], limit);
      } catch (error) {
        if (isStopped) return true;
        const died = (deaths.get(index) ?? 0) + (blamed.has(error) ? 0 : 1);
        blamed.add(error);
        deaths.set(index, died);
        const why = `it took ${MOST_DEATHS} threads down, the last one thus: ${wordsFor(error)}`;
        if (died < MOST_DEATHS) waiting.unshift(index);
        else if (lose) lose(index, why);
        else throw new IncompleteError(`a job cannot be done: ${why}`);
        return died >= MOST_DEATHS;
      }
      if (isStopped) return true;
      for (const result of outcome.results) deliver(index, result);
      failure ??= outcome.failure;
      if (failure) stop();
      return true;
    };
    const lanes = Array.from({ length: ahead * count }, async (_, lane) => {
      for (let index = waiting.pop(); index !== undefined && !isStopped; index = waiting.pop()) {
        const isSettled = await attempt(index);
        // Towards the end nobody waits in line while another thread is idle.
        if (isSettled && lane >= count && waiting.length < ahead * count) return;
      }
    });
    pool.on("error", (error) => {
      broken ??= error;
      stop();
    });
    signal.addEventListener("abort", stop, { once: true });
    if (signal.aborted) stop();
    try {
      await Promise.all(lanes);
      if (broken) throw new IncompleteError(`threads cannot work: ${wordsFor(broken)}`);
      return failure;
    } finally {
      signal.removeEventListener("abort", stop);
      isStopped = true;
      await pool.destroy();
    }
  },
});

function openPool<J extends AnyJob>(
  setup: WorkerSetup | undefined,
  { count, ahead }: { readonly count: number; readonly ahead: number },
  {
    worker = new URL("./worker.js", import.meta.url),
    heapMegabytes = 1024,
    youngMegabytes = 64,
  }: PoolOptions,
): Piscina<readonly J[], ChunkOutcome<J>> {
  return new Piscina({
    filename: worker.href,
    minThreads: count,
    maxThreads: count,
    concurrentTasksPerWorker: ahead,
    workerData: setup,
    resourceLimits: {
      // A run leaves a few megabytes behind: collected rarely and young they cost least.
      maxYoungGenerationSizeMb: youngMegabytes,
      // Without a limit the collector lets a heap of 30 MB grow to 100 before it begins.
      maxOldGenerationSizeMb: heapMegabytes,
    },
  });
}

function wordsFor(error: unknown): string {
  const { name, code, message } = error as NodeJS.ErrnoException;
  if (code === "ERR_WORKER_OUT_OF_MEMORY") return "out of memory";
  return name === "AbortError" ? "out of time" : (message ?? String(error));
}
