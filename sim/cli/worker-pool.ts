// An executor over threads (piscina). The scenario's text goes to each thread once; jobs go in chunks, large
// enough that messages cost nothing beside the simulation and small enough that no thread waits long for the
// last one.
import { Piscina } from "piscina";
import type { AnyJob, ChunkOutcome, Executor, JobFailure, ResultOf, WorkerSetup } from "../index.ts";
import { IncompleteError } from "./stops.ts";

/** Chunks per thread: the last one to finish keeps the others waiting for about 1/32 of the time. */
const CHUNKS_PER_THREAD = 32;
const LARGEST_CHUNK = 100;

export const workerPool = (
  setup: WorkerSetup | undefined,
  threads: number,
  signal: AbortSignal,
): Executor => ({
  async run<J extends AnyJob>(jobs: readonly J[], deliver: (index: number, result: ResultOf<J>) => void) {
    const size = chunkSize(jobs.length, threads);
    const chunks = Math.ceil(jobs.length / size);
    const count = Math.max(1, Math.min(threads, chunks));
    const pool = new Piscina<readonly J[], ChunkOutcome<J>>({
      filename: new URL("./worker.js", import.meta.url).href,
      minThreads: count,
      maxThreads: count,
      workerData: setup,
      // A run leaves a few megabytes behind: collected rarely and young they cost least.
      resourceLimits: { maxYoungGenerationSizeMb: 64 },
    });
    let failure: JobFailure<J> | undefined;
    let isStopped = false;
    const stop = (): void => {
      isStopped = true;
      void pool.destroy();
    };
    signal.addEventListener("abort", stop, { once: true });
    if (signal.aborted) stop();
    const work = Array.from({ length: chunks }, async (_, chunk) => {
      if (isStopped) return;
      const first = chunk * size;
      const outcome = await pool.run(jobs.slice(first, first + size));
      if (isStopped) return;
      outcome.results.forEach((result, i) => {
        deliver(first + i, result);
      });
      if (!outcome.failure) return;
      failure = outcome.failure;
      stop();
    });
    const settled = await Promise.allSettled(work);
    signal.removeEventListener("abort", stop);
    const lost = settled.find((each) => each.status === "rejected");
    if (isStopped) return failure;
    await pool.destroy();
    if (lost) throw new IncompleteError(`a worker was lost: ${String(lost.reason)}`);
    return undefined;
  },
});

export const chunkSize = (jobs: number, threads: number): number =>
  Math.max(1, Math.min(LARGEST_CHUNK, Math.floor(jobs / (threads * CHUNKS_PER_THREAD))));
