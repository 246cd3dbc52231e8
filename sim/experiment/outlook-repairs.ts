// What slower repairs would cost: the first replications once more, with the same luck but all repair times that are
// set at one path 10 % longer. Differences of the same replications, so that what is common to both cancels.
// Leaves out: how fast failures are detected.
import type { FailureProcess } from "../faults/process.ts";
import type { Cancellation, Executor, JobFailure } from "./executor.ts";
import { NeumaierSum } from "./neumaier.ts";
import { sensitivitiesOf } from "./outlook-contributions.ts";
import type { OutlookFold } from "./outlook-fold.ts";
import type { OutlookBlock, OutlookJob } from "./outlook-job.ts";
import type { Elasticity, RepairPull } from "./outlook-result.ts";

export interface RepairOrder {
  readonly jobs: readonly OutlookJob[];
  readonly fold: OutlookFold;
  readonly processes: readonly FailureProcess[];
  /** Of the years of the outlook: so many more are simulated. */
  readonly share: number;
  readonly executor: Executor;
  readonly cancellation: Cancellation;
}

const LONGER = 1.1;
/** Those that the sums hang on most; fewer where there are not FEWEST replications for each. */
const MOST_PATHS = 8;
/** Differences of fewer replications say nothing. */
const FEWEST = 30;
const BLOCK = 10;

export async function estimateRepairPulls({
  jobs,
  fold,
  processes,
  share,
  executor,
  cancellation,
}: RepairOrder): Promise<{
  readonly repairs?: readonly RepairPull[];
  readonly failure?: JobFailure<OutlookJob>;
}> {
  const [first] = jobs;
  const paths = sensitivitiesOf(fold, processes, [])
    .map(({ path }) => path)
    .slice(0, Math.min(MOST_PATHS, Math.floor((share * fold.replications) / FEWEST)));
  const count = Math.min(fold.replications, Math.floor((share * fold.replications) / paths.length));
  if (!first || paths.length === 0 || count < FEWEST) return {};
  const work = paths.flatMap((path) => blocksOf(first, path, count));
  const blocks: OutlookBlock[] = [];
  const failure = await executor.run(
    work,
    (index, block) => {
      blocks[index] = block;
    },
    cancellation,
  );
  if (failure) return { failure };
  if (work.some((_, index) => blocks[index] === undefined)) return {};
  const perPath = work.length / paths.length;
  const repairs = paths.map((path, i): RepairPull => {
    const own = blocks.slice(i * perPath, (i + 1) * perPath).flatMap(({ replications }) => replications);
    const of = (total: "downtime" | "loss"): Partial<Record<"downtime" | "loss", Elasticity>> => {
      const pull = pullOf(
        fold.values[total].slice(0, count),
        own.map(({ totals }) => totals[total]),
      );
      return pull ? { [total]: pull } : {};
    };
    return { path, replications: count, ...of("downtime"), ...of("loss") };
  });
  return { repairs };
}

function blocksOf(first: OutlookJob, path: string, count: number): OutlookJob[] {
  return Array.from({ length: Math.ceil(count / BLOCK) }, (_, block) => ({
    ...first,
    firstReplication: first.firstReplication + block * BLOCK,
    replications: Math.min(BLOCK, count - block * BLOCK),
    longerRepairs: { path, factor: LONGER },
  }));
}

/** By how many per cent the sum grows for one per cent; the normal interval of the linearised residuals. */
function pullOf(before: readonly number[], after: readonly number[]): Elasticity | undefined {
  const [y, d] = [new NeumaierSum(), new NeumaierSum()];
  before.forEach((value, i) => {
    y.add(value);
    d.add((after[i] as number) - value);
  });
  if (!(y.value > 0)) return undefined;
  const n = before.length;
  const growth = d.value / y.value;
  const squares = new NeumaierSum();
  before.forEach((value, i) => {
    const residual = (after[i] as number) - value - growth * value;
    squares.add(residual * residual);
  });
  const half = (1.96 * Math.sqrt((squares.value * n) / (n - 1))) / y.value;
  const per = LONGER - 1;
  return { value: growth / per, low: (growth - half) / per, high: (growth + half) / per };
}
