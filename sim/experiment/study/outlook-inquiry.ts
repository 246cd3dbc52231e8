// An outlook of one design, cut into units: blocks of decades.
import { YEAR } from "../../metrics/outlook/calendar.ts";
import type { TotalName } from "../../metrics/outlook/totals.ts";
import { metrics } from "../../metrics/registry.ts";
import type { Cancellation, Executor, JobFailure } from "../executor.ts";
import type { OutlookFold } from "../outlook-fold.ts";
import type { OutlookBlock, OutlookJob } from "../outlook-job.ts";
import { outlookOrder } from "../outlook-order.ts";
import { estimateRepairPulls } from "../outlook-repairs.ts";
import type { RareResult, RepairPull } from "../outlook-result.ts";
import { estimateRare } from "../rare/rare.ts";
import { summariseOutlook } from "../summarise-outlook.ts";
import { type Zoomed, zoomInto } from "../zoom/zoom.ts";
import type { Inquiry, Question, Subject } from "./inquiry.ts";
import { LostJobs } from "./lost-jobs.ts";
import type { PairableSample } from "./sample.ts";

export interface OutlookInquiry extends Inquiry {
  readonly jobs: readonly OutlookJob[];
  /** Adds windows of single writes, so many for each state, to the answer. Once all were taken. */
  zoomIn(
    windows: number,
    executor: Executor,
    cancellation: Cancellation,
  ): Promise<JobFailure<OutlookJob> | undefined>;
  /** Adds what slower repairs would cost, for such a share of the years more. Once all were taken. */
  addRepairs(
    share: number,
    executor: Executor,
    cancellation: Cancellation,
  ): Promise<JobFailure<OutlookJob> | undefined>;
  /** Adds what the years are too few to count, for such a share of them more. Once all were taken. */
  addRare(
    share: number,
    executor: Executor,
    cancellation: Cancellation,
  ): Promise<JobFailure<OutlookJob> | undefined>;
}

export function outlookInquiry(
  { design, scenario, diagnostics }: Subject,
  question: Question,
): OutlookInquiry {
  const { seed, years, resolution = "fluid", yearsPerReplication, from, hasOwnInputs } = question;
  const identity = { sha256: design.sha256, text: design.text, overrides: design.overrides };
  const order = outlookOrder(scenario, {
    years,
    seed,
    resolution,
    identity,
    diagnostics,
    ...(yearsPerReplication !== undefined && { yearsPerReplication }),
    ...(from !== undefined && { from }),
    ...(question.blockSize !== undefined && { blockSize: question.blockSize }),
    ...(hasOwnInputs !== undefined && { hasOwnInputs }),
  });
  const { jobs, fold, experiment } = order;
  const lost = new LostJobs(jobs);
  let zoomed: Zoomed | undefined;
  let rare: RareResult | undefined;
  let repairs: readonly RepairPull[] | undefined;
  return {
    jobs,
    take: (index, result) => {
      fold.add(index, result as OutlookBlock);
    },
    lose: (index, why) => lost.add(index, why),
    async zoomIn(windows, executor, cancellation) {
      const times = fold.stateTimes;
      const { zoomed: seen, failure } = await zoomInto({
        jobs,
        times,
        windows,
        seed,
        executor,
        cancellation,
      });
      zoomed = seen;
      return failure;
    },
    async addRare(share, executor, cancellation) {
      const found = await estimateRare({ ...experiment, jobs, fold, share, executor, cancellation });
      rare = found.rare;
      return found.failure;
    },
    async addRepairs(share, executor, cancellation) {
      const order = { ...experiment, jobs, fold, share, executor, cancellation };
      const found = await estimateRepairPulls(order);
      repairs = found.repairs;
      return found.failure;
    },
    answer: () => {
      fold.finish();
      const shown = {
        ...experiment,
        lost: lost.replications,
        ...(zoomed && { zoomed }),
        ...(rare && { rare }),
        ...(repairs && { repairs }),
      };
      return { result: summariseOutlook(shown, fold), samples: samplesOf(fold) };
    },
  };
}

/** Metrics that are a total of a replication over its years. */
const TOTAL_OF: Readonly<Record<string, { total: TotalName; scale: number }>> = {
  downtimeSecondsPerYear: { total: "downtime", scale: 1e-6 },
  lossSecondsPerYear: { total: "loss", scale: 1e-6 },
  incidentsPerYear: { total: "incidents", scale: 1 },
  outagesPerYear: { total: "outages", scale: 1 },
  lossesPerYear: { total: "losses", scale: 1 },
  failoversPerYear: { total: "failovers", scale: 1 },
  falseFailoversPerYear: { total: "falseFailovers", scale: 1 },
  unprotectedSecondsPerYear: { total: "unprotected", scale: 1e-6 },
  degradedSecondsPerYear: { total: "degraded", scale: 1e-6 },
  singleLinkSecondsPerYear: { total: "singleLink", scale: 1e-6 },
  partitionedSecondsPerYear: { total: "partitioned", scale: 1e-6 },
  splitBrainSecondsPerYear: { total: "split", scale: 1e-6 },
  noValidBackupSecondsPerYear: { total: "noValidBackup", scale: 1e-6 },
};

function samplesOf(fold: OutlookFold): PairableSample[] {
  const years = fold.values.micros.map((micros) => micros / YEAR);
  return Object.entries(TOTAL_OF).flatMap(([metric, { total, scale }]) => {
    const definition = metrics.get(metric);
    if (!definition) return [];
    const values = fold.values[total].map((value, i) => (value * scale) / (years[i] as number));
    const { unit, better } = definition;
    return { metric, disruption: "", unit, better, values, isCensored: values.map(() => false) };
  });
}
