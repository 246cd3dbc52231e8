// The work of estimating what is rare, in blocks of trials, and what a block says: plain data. A trial is one
// excursion from a replication of its own (model/excursion.ts). Grouping trials into blocks changes no number.
import type { Excursion } from "../../model/excursion.ts";
import type { OutlookJob } from "../outlook-job.ts";
import type { RareTarget } from "./targets.ts";

/** How an incident is made more likely to be a rare one. */
export type Method =
  /** Its first failure comes when and where it is wanted; what follows comes as it does. */
  | { readonly name: "forcing" }
  /** Further failures are made likely as well, shared out among the processes; the shares' sum is 1. */
  | { readonly name: "balanced"; readonly further: readonly number[] }
  /** An incident that lasts is gone on with several times, each time with other luck. */
  | { readonly name: "splitting"; readonly target: RareTarget };

export interface ExcursionJob {
  readonly question: "excursions";
  readonly outlook: Pick<OutlookJob, "years" | "seed" | "inputDraws" | "resolution">;
  /** Which of several rounds: each has replications of its own. */
  readonly round: number;
  /** From 0, within the round. */
  readonly firstTrial: number;
  readonly trials: number;
  readonly method: Method;
  /** How likely each process is to be chosen to fail first; the sum is 1. */
  readonly first: readonly number[];
}

/** An incident that had an outage or lost something. Of splitting: one of those that are beyond the target. */
export interface Hit extends Excursion {
  readonly trial: number;
}

export interface ExcursionBlock {
  readonly hits: readonly Hit[];
  /** Events of all its runs, the years before each included: the measure of work. */
  readonly work: number;
}

/** Numbers of replications, of draws of the inputs and of windows never come near it. */
const EXCURSIONS = 2 ** 42;
const ROUND = 2 ** 32;

/** `trial`s take the draws of the inputs in turn. */
export const replicationOf = ({ round, outlook: { inputDraws } }: ExcursionJob, trial: number): number => {
  const base = EXCURSIONS + round * ROUND;
  return base - (base % inputDraws) + inputDraws + 1 + trial;
};

/** Few enough that threads share them evenly. */
const BLOCK = 20;

export function excursionJobs(order: Omit<ExcursionJob, "question" | "firstTrial">): ExcursionJob[] {
  return Array.from({ length: Math.ceil(order.trials / BLOCK) }, (_, block) => ({
    ...order,
    question: "excursions" as const,
    firstTrial: block * BLOCK,
    trials: Math.min(BLOCK, order.trials - block * BLOCK),
  }));
}
