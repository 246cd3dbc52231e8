// A unit of work: some replications of one design. It is pure and complete: whoever has it can do it, and everybody
// gets the same result, so its key names the result.
import type { Resolution } from "../../model/build.ts";
import { ENGINE_VERSION } from "../engine.ts";
import type { OutlookBlock, OutlookJob } from "../outlook-job.ts";
import type { RunResult } from "../run-result.ts";
import type { Design, Hash } from "./design.ts";

/** Some replications of some disruptions. */
export interface DrillJob {
  readonly question: "drill";
  /** "" = nothing breaks. */
  readonly disruptions: readonly string[];
  /** From 1. */
  readonly firstReplication: number;
  readonly replications: number;
  readonly seed: string;
  readonly resolution: Resolution;
}

/** By replication, within it by disruption. */
export interface DrillBlock {
  readonly runs: readonly RunResult[];
}

export interface Unit<J extends DrillJob | OutlookJob = DrillJob | OutlookJob> {
  readonly question: "unit";
  readonly design: Design;
  readonly job: J;
}
export type UnitResult = DrillBlock | OutlookBlock;

export interface DrillOrder {
  readonly disruptions: readonly string[];
  readonly replications: number;
  /** The first of them; 1 if absent. */
  readonly from?: number;
  readonly seed: string;
  readonly resolution: Resolution;
  /** Replications in a unit; chosen if absent. Changes no number. */
  readonly blockSize?: number;
}

/** Few enough that progress moves and little is lost, many enough that a unit costs little to send. */
const LARGEST_BLOCK = 10;
/** Enough that no thread waits long for the last one. */
const BLOCKS = 64;

export function drillJobs(order: DrillOrder): DrillJob[] {
  const { disruptions, replications, from = 1, seed, resolution } = order;
  const { blockSize = Math.min(LARGEST_BLOCK, Math.ceil(replications / BLOCKS)) } = order;
  return Array.from({ length: Math.ceil(replications / blockSize) }, (_, block) => ({
    question: "drill",
    disruptions,
    firstReplication: from + block * blockSize,
    replications: Math.min(blockSize, replications - block * blockSize),
    seed,
    resolution,
  }));
}

/** Equal keys are equal results: engine, design, seed and range, in this order and spelling for ever. */
export function unitKey({ design, job }: Unit, hash: Hash): string {
  const { question, firstReplication, replications, seed, resolution } = job;
  const own = question === "drill" ? job.disruptions : [job.years, job.inputDraws];
  return hash(
    JSON.stringify([
      ENGINE_VERSION,
      design.sha256,
      question,
      resolution,
      seed,
      firstReplication,
      replications,
      own,
    ]),
  );
}
