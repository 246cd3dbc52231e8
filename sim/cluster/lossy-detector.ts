// When a loop of probes on a lossy path first loses so many in a row that it looks like silence, drawn once instead
// of simulated. An attempt is a probe and its repetitions: fewer losses than count as silence, then an answer; the
// number of attempts before the fatal one is geometric in loss^misses, but each lasts longer the more it loses.
// Few attempts are drawn one by one, of many only the sum's normal limit. Leaves out: losses that depend on each
// other (bursts last milliseconds, probes are seconds apart), and jitter of the loop.

import { log, log1p } from "../kernel/arithmetic.ts";
import type { RandomStream } from "../kernel/random.ts";

export interface LossyLoop {
  /** The probability that one probe is lost, question or answer. */
  readonly loss: number;
  /** Lost in a row that count as silence, at least 1. */
  readonly misses: number;
  /** Ticks from the first probe of an attempt with so many losses to the first probe of the next; at least 1. */
  readonly ticks: (losses: number) => number;
}

/** Where a loop stands: how many ticks after the start its attempt began, and how many losses it holds in all. */
export interface Attempt {
  readonly begun: number;
  readonly losses: number;
}

/** Drawn one by one up to here; the normal limit of a longer sum is good to one part in a thousand. */
const SUMMED = 4096;
/** Ticks walked to find where a long sum stands: far more than its memory, which is one attempt. */
const WALKED = 256;
/** Ticks. Nothing runs for so long: tens of thousands of years of seconds. */
const BEYOND = 1e12;

export class LossyDetector {
  /** From the first tick to the first probe of the attempt that loses them all; Infinity = beyond all horizons. */
  readonly ticks: number;
  readonly #loop: LossyLoop;
  readonly #draws: RandomStream;
  /** P(an attempt is fatal). */
  readonly #fatal: number;
  /** The losses of every attempt before the fatal one, where they were drawn one by one. */
  readonly #losses: number[] | undefined;

  constructor(loop: LossyLoop, draws: RandomStream) {
    this.#loop = loop;
    this.#draws = draws;
    this.#fatal = inARow(loop);
    const attempts = attemptsBefore(this.#fatal, draws);
    if (attempts <= SUMMED) {
      this.#losses = Array.from({ length: attempts }, () => this.#drawLosses());
      this.ticks = this.#losses.reduce((sum, losses) => sum + loop.ticks(losses), 0);
    } else {
      this.ticks = attempts > BEYOND ? Number.POSITIVE_INFINITY : this.#manyAttempts(attempts);
    }
  }

  /** The attempt in progress when `elapsed` ticks have passed since the first one. Ask only once. */
  attemptAt(elapsed: number): Attempt {
    if (elapsed >= this.ticks) return { begun: this.ticks, losses: this.#loop.misses };
    const { ticks } = this.#loop;
    const known = this.#losses;
    // Of a long sum every stretch is as good as any other: walk the last one, from some attempt's begin.
    let begun = known ? 0 : Math.max(0, elapsed - WALKED);
    for (let i = 0; ; i++) {
      const losses = known ? (known[i] as number) : this.#drawLosses();
      const end = begun + ticks(losses);
      if (end > elapsed) return { begun, losses };
      begun = end;
    }
  }

  /** Of an attempt that is not fatal: j < misses losses, in proportion to loss^j. */
  #drawLosses(): number {
    const { loss, misses } = this.#loop;
    if (loss <= 0 || misses === 1) return 0;
    const drawn = Math.floor(log1p(-this.#draws.uniform() * (1 - this.#fatal)) / log(loss));
    return Math.min(misses - 1, drawn);
  }

  #manyAttempts(attempts: number): number {
    const { loss, misses, ticks } = this.#loop;
    let weights = 0;
    let first = 0;
    let second = 0;
    for (let j = 0, weight = 1; j < misses; j++, weight *= loss) {
      weights += weight;
      first += weight * ticks(j);
      second += weight * ticks(j) * ticks(j);
    }
    const mean = first / weights;
    const variance = Math.max(0, second / weights - mean * mean);
    const sum = attempts * mean + Math.sqrt(attempts * variance) * this.#draws.normalByInversion();
    return Math.max(attempts, Math.round(sum));
  }
}

/** P(so many probes in a row are lost). */
export function inARow({ loss, misses }: Pick<LossyLoop, "loss" | "misses">): number {
  let product = 1;
  for (let i = 0; i < misses; i++) product *= loss;
  return product;
}

/** How many attempts go well before one that is fatal with probability `fatal`; Infinity if none ever is. */
export function attemptsBefore(fatal: number, draws: RandomStream): number {
  const u = draws.uniform();
  if (fatal >= 1) return 0;
  return fatal > 0 ? Math.floor(log(u) / log1p(-fatal)) : Number.POSITIVE_INFINITY;
}
