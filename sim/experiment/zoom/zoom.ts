// An outlook, zoomed into: once its sums are there, windows are drawn in proportion to the time that was spent in each
// state, and the replications they lie in run again. The same windows whoever does the work.

import { randomRoot } from "../../kernel/random.ts";
import type { Estimate } from "../../statistics/estimate.ts";
import type { Cancellation, Executor, JobFailure } from "../executor.ts";
import type { OutlookJob } from "../outlook-job.ts";
import type { MeasuredWindow } from "./run-windows.ts";
import { type OutlookZoom, summariseZoom, yearsOf } from "./summarise-zoom.ts";
import { drawSpots, windowJobs } from "./window-job.ts";

/** Numbers of replications and of draws of the inputs never come near it. */
const WINDOWS = 2 ** 41;

export interface Zoomed {
  readonly zoom: OutlookZoom;
  readonly metrics: Readonly<Record<string, Estimate>>;
}

export async function zoomInto(order: {
  readonly jobs: readonly OutlookJob[];
  /** By replication and state, µs. */
  readonly times: readonly (readonly number[])[];
  readonly windows: number;
  readonly seed: string;
  readonly executor: Executor;
  readonly cancellation: Cancellation;
}): Promise<{ readonly zoomed?: Zoomed; readonly failure?: JobFailure<OutlookJob> }> {
  const { jobs, times, windows, seed, executor, cancellation } = order;
  const spots = drawSpots(times, windows, randomRoot(seed).replication(WINDOWS));
  const work = windowJobs(spots, jobs);
  const measured: (readonly MeasuredWindow[])[] = [];
  const failure = await executor.run(
    work,
    (index, own) => {
      measured[index] = own;
    },
    cancellation,
  );
  if (failure) return { failure: { ...failure, job: failure.job.outlook } };
  if (work.some((_, index) => measured[index] === undefined)) return {};
  return { zoomed: summariseZoom(measured.flat(), { times, years: yearsOf(times), perState: windows }) };
}
