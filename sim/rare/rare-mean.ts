// The mean of a walk's observations, by whichever way of drawing costs least: a pilot runs each candidate,
// compares variance × work (jumps, not time: results must not depend on the machine), and the winner runs
// until its interval is narrow enough or the budget is spent. The pilot's observations are not used again.
import type { Random } from "../kernel/random.ts";
import { cheapest, type PilotRun } from "../statistics/pilot-choice.ts";
import { SparseSample } from "../statistics/sparse-sample.ts";
import { type WeightedEstimate, weightedEstimate } from "../statistics/weighted-estimate.ts";
import { type Bias, biasName, PLAIN } from "./bias.ts";
import type { MarkovChain } from "./markov-chain.ts";
import { WalkGraph } from "./walk-graph.ts";
import type { Walk } from "./walks.ts";

export interface Effort {
  /** Half width over mean at which to stop; default 5 %. */
  readonly relativeHalfWidth?: number;
  readonly confidence?: number;
  /** Jumps after which to stop, the pilot not counted; default 20 million. */
  readonly stepsMax?: number;
  /** Which ways of drawing the pilot tries; one alone is taken without a pilot. */
  readonly candidates?: readonly Bias[];
}

export interface RareMean extends WeightedEstimate {
  readonly bias: string;
  /** Jumps, those of the pilot included. */
  readonly steps: number;
}

/**
 * Tilts are apart by a quarter of an order of magnitude or less; a wrong one by so much costs a few times
 * the work.
 */
export const CANDIDATES: readonly Bias[] = [
  PLAIN,
  ...[0.5, 0.8].map((failureShare): Bias => ({ kind: "balanced", failureShare })),
  ...[1.25, 1.6, 2, 2.5, 3.2, 4, 6, 10, 15].map((factor): Bias => ({ kind: "tilted", factor })),
];

const PILOT_WALKS = 2000;
const PILOT_STEPS = 200_000;
const BLOCK_STEPS = 100_000;
const WALKS_MAX = 4_000_000;
/** What is taken when no candidate's pilot has met the event. */
const UNSEEN: Bias = { kind: "balanced", failureShare: 0.5 };

export function rareMean(
  { chain, walk, unit }: { readonly chain: MarkovChain; readonly walk: Walk; readonly unit: string },
  random: Random,
  effort: Effort = {},
): RareMean {
  const { relativeHalfWidth = 0.05, confidence = 0.95, stepsMax = 2e7, candidates = CANDIDATES } = effort;
  const pilotMax = Math.min(PILOT_STEPS, stepsMax / 10);
  const pilots =
    candidates.length > 1 ? candidates.map((bias) => pilot({ chain, walk, bias }, random, pilotMax)) : [];
  const bias = (candidates.length > 1 ? cheapest(pilots)?.bias : candidates[0]) ?? UNSEEN;
  const pilotSteps = pilots.reduce((sum, { work }) => sum + work, 0);
  const graph = new WalkGraph(chain, bias);
  const stream = random.stream(`rare/${unit}/run`);
  const hits: number[] = [];
  let walks = 0;
  for (let block = 1; ; block++) {
    while (graph.steps < Math.min(block * BLOCK_STEPS, stepsMax) && walks < WALKS_MAX) {
      const value = walk(graph, stream);
      walks++;
      if (value !== 0) hits.push(value);
    }
    // Looked at after 1, 2, 4, 8 … blocks: looking more often stops more often by chance.
    const isLast = graph.steps >= stepsMax || walks >= WALKS_MAX;
    if (!isLast && (block & (block - 1)) !== 0) continue;
    const estimate = weightedEstimate({ unit, hits, trials: walks, confidence });
    if (isLast || (estimate.relativeHalfWidth ?? Number.POSITIVE_INFINITY) <= relativeHalfWidth)
      return { ...estimate, bias: biasName(bias), steps: graph.steps + pilotSteps };
  }
}

interface Pilot extends PilotRun {
  readonly bias: Bias;
}

function pilot(
  { chain, walk, bias }: { readonly chain: MarkovChain; readonly walk: Walk; readonly bias: Bias },
  random: Random,
  stepsMax: number,
): Pilot {
  const graph = new WalkGraph(chain, bias);
  const stream = random.stream(`rare/pilot/${biasName(bias)}`);
  const hits: number[] = [];
  let walks = 0;
  while (walks < PILOT_WALKS && graph.steps < stepsMax) {
    const value = walk(graph, stream);
    walks++;
    if (value !== 0) hits.push(value);
  }
  return { bias, sample: new SparseSample(hits, walks - hits.length), work: graph.steps };
}
