// One outlook: scenario and order → blocks of replications → sums → result document. Who does the blocks, and
// in which order they come back, leaves no trace in the result.
import type { Diagnostic } from "../config/diagnostic.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { Cancellation, Executor, JobFailure } from "./executor.ts";
import type { OutlookJob } from "./outlook-job.ts";
import { outlookOrder } from "./outlook-order.ts";
import { estimateRepairPulls } from "./outlook-repairs.ts";
import type { OutlookResult, RareResult, RepairPull } from "./outlook-result.ts";
import { estimateRare } from "./rare/rare.ts";
import type { Resolution, ScenarioIdentity } from "./result.ts";
import { summariseOutlook } from "./summarise-outlook.ts";
import { type Zoomed, zoomInto } from "./zoom/zoom.ts";

export interface OutlookOptions {
  readonly years: number;
  /** From the scenario if absent. */
  readonly seed?: string;
  /** "fluid" if absent: a year of single writes takes hours. */
  readonly resolution?: Resolution;
  /** YEARS_PER_REPLICATION if absent. */
  readonly yearsPerReplication?: number;
  /** Windows of single writes for each state of the system; 0 if absent. */
  readonly zoom?: number;
  /** So many years more, as a share of them, for incidents that are too rare to count; 0 if absent. */
  readonly rare?: number;
  /** … and for what slower repairs would cost; 0 if absent. */
  readonly repairs?: number;
  /** Replications of one job; chosen if absent. Changes no number. */
  readonly blockSize?: number;
  /** The text and its hash; whoever can hash passes it in. */
  readonly identity: Pick<ScenarioIdentity, "sha256" | "text" | "overrides">;
  readonly diagnostics?: readonly Diagnostic[];
  readonly executor: Executor;
  readonly cancellation?: Cancellation;
  /** In years. */
  readonly progress?: (finished: number, planned: number) => void;
}

export interface OutlookOutcome {
  readonly result: OutlookResult;
  readonly failure?: JobFailure<OutlookJob>;
}

export async function runOutlook(scenario: Scenario, options: OutlookOptions): Promise<OutlookOutcome> {
  const { years, zoom = 0, rare: share = 0 } = options;
  const { jobs, fold, experiment } = outlookOrder(scenario, {
    ...options,
    seed: options.seed ?? scenario.run.seed,
    resolution: options.resolution ?? "fluid",
    diagnostics: options.diagnostics ?? [],
  });
  let finished = 0;
  const cancellation = options.cancellation ?? { aborted: false };
  let failure = await options.executor.run(
    jobs,
    (index, block) => {
      fold.add(index, block);
      finished += block.replications.length * (jobs[index] as OutlookJob).years;
      options.progress?.(finished, years);
    },
    cancellation,
  );
  fold.finish();
  let zoomed: Zoomed | undefined;
  if (zoom > 0 && !failure && !cancellation.aborted) {
    const { executor, seed = scenario.run.seed } = options;
    const order = { jobs, times: fold.stateTimes, windows: zoom, seed, executor, cancellation };
    ({ zoomed, failure } = await zoomInto(order));
  }
  let rare: RareResult | undefined;
  if (share > 0 && !failure && !cancellation.aborted) {
    const { executor } = options;
    ({ rare, failure } = await estimateRare({ ...experiment, jobs, fold, share, executor, cancellation }));
  }
  let repairs: readonly RepairPull[] | undefined;
  if (options.repairs && !failure && !cancellation.aborted) {
    const { executor, repairs: own } = options;
    const order = { ...experiment, jobs, fold, share: own, executor, cancellation };
    ({ repairs, failure } = await estimateRepairPulls(order));
  }
  const result = summariseOutlook(
    { ...experiment, ...(zoomed && { zoomed }), ...(rare && { rare }), ...(repairs && { repairs }) },
    fold,
  );
  return { result, ...(failure && { failure }) };
}
