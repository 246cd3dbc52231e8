// The work of an outlook, in blocks of replications, and what a block says: plain data that crosses threads
// unchanged. A replication is some decades of one world. Grouping replications into blocks changes no number.
import type { SiteLosses } from "../metrics/outlook/site-losses.ts";
import type { Sketch } from "../metrics/outlook/sketch.ts";
import type { PopulationTotals, Totals } from "../metrics/outlook/totals.ts";
import type { Resolution } from "../model/build.ts";

export interface OutlookJob {
  readonly question: "outlook";
  /** From 1. */
  readonly firstReplication: number;
  readonly replications: number;
  /** Of one replication. */
  readonly years: number;
  readonly seed: string;
  readonly resolution: Resolution;
  /** Replications take the uncertain inputs of this many draws in turn. */
  readonly inputDraws: number;
  /** Repair times set at this path are so many times as long: outlook-repairs.ts. */
  readonly longerRepairs?: { readonly path: string; readonly factor: number };
}

export interface OutlookReplication {
  readonly replication: number;
  readonly totals: Totals;
  /** By failing process and kind of share: metrics/outlook/totals.ts. */
  readonly shares: readonly number[];
  readonly populations: readonly PopulationTotals[];
  readonly siteLosses: SiteLosses;
  /** µs in each state of the system: metrics/outlook/system-states.ts. */
  readonly stateTimes: readonly number[];
  /** Incidents beyond each target: rare/targets.ts. */
  readonly beyond: readonly number[];
  readonly steps: number;
  readonly fingerprint: string;
}

export interface OutlookBlock {
  readonly replications: readonly OutlookReplication[];
  readonly sketch: Sketch;
}

/** Long enough that setting up a world costs little, short enough for hundreds of replications. */
export const YEARS_PER_REPLICATION = 20;
/** Few enough that progress moves and an interruption loses little. */
const LARGEST_BLOCK = 50;
const BLOCKS = 64;
const MOST_INPUT_DRAWS = 100;
/** More draws than anybody has replications. */
const OWN_INPUTS = 1_000_000;
/** Below this many replications of each draw of the inputs, their effect drowns in chance. */
const FEWEST_OF_A_DRAW = 5;
/** Below this many draws their spread is not worth printing. */
export const FEWEST_DRAWS = 10;

export interface OutlookOrder {
  readonly years: number;
  readonly seed: string;
  readonly resolution: Resolution;
  /** Rates are known exactly: there is one draw of the inputs. */
  readonly areInputsExact: boolean;
  /** YEARS_PER_REPLICATION if absent. */
  readonly yearsPerReplication?: number;
  /** The first replication; 1 if absent. */
  readonly from?: number;
  /** Every replication draws uncertain inputs of its own. */
  readonly hasOwnInputs?: boolean;
  /** Replications in a block; chosen if absent. */
  readonly blockSize?: number;
}

export function outlookJobs(order: OutlookOrder): OutlookJob[] {
  const { seed, resolution, yearsPerReplication = YEARS_PER_REPLICATION, from = 1 } = order;
  const replications = Math.max(1, Math.ceil(order.years / yearsPerReplication - 1e-9));
  const years = order.years / replications;
  const inputDraws = order.areInputsExact ? 1 : order.hasOwnInputs ? OWN_INPUTS : inputDrawsFor(replications);
  const size = order.blockSize ?? Math.max(1, Math.min(LARGEST_BLOCK, Math.floor(replications / BLOCKS)));
  return Array.from({ length: Math.ceil(replications / size) }, (_, block) => ({
    question: "outlook" as const,
    firstReplication: from + block * size,
    replications: Math.min(size, replications - block * size),
    years,
    seed,
    resolution,
    inputDraws,
  }));
}

/** Few replications have a draw each: their mean is at least over several inputs, and no interval is taken of them. */
export const inputDrawsFor = (replications: number): number =>
  replications < FEWEST_DRAWS * FEWEST_OF_A_DRAW
    ? replications
    : Math.min(MOST_INPUT_DRAWS, Math.floor(replications / FEWEST_OF_A_DRAW));
