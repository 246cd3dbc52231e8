// Further failures made likely while something is already broken: a change of measure for what only two or three
// failures together bring about. The sum of all hazards is raised to about one failure for each repair that is under
// way, and for every tenfold time since the last change to a few per cent more, because nobody knows beforehand how
// long copies, people and clients take. Each process has its share of the sum; none is made rarer than it is, so that
// no weight grows but by waiting. The clocks keep account of the likelihood ratio.
// Sources: Shahabuddin, Management Science 40, 1994 (balanced failure biasing); Nicola, Shahabuddin & Nakayama,
// Techniques for fast simulation of models of highly dependable systems, IEEE Trans. Reliability 50, 2001.
import type { EventHandle, Kernel } from "../kernel/kernel.ts";
import { Phase } from "../kernel/phase.ts";
import { meanOf } from "../kernel/sampling.ts";
import type { Instant } from "../quantity/time.ts";
import type { FailureClocks } from "./clocks.ts";

/** Failures for each mean repair time, while that repair lasts. Our choice, as are the others. */
const PER_REPAIR = 0.5;
/** Failures for each e-fold of the time since the last change. */
const PER_E_FOLD = 0.03;
/** Of both, after each further failure: what is rare rarely needs one more, and each costs weight. */
const AFTER_FAILURE = 0.3;
/** Hazards are constant from one power of this to the next. */
const STEP = 4;
const FIRST_STEP = 1e6; // µs
/** Nothing follows on anything after two years. */
const STEPS = 13;
/** First signs of a disaster come with at least this probability. */
const PRECURSORS = 0.25;

export class FailureBiasing {
  readonly #kernel: Kernel;
  readonly #clocks: FailureClocks;
  readonly #shares: readonly number[];
  /** Per µs. */
  readonly #rates: readonly number[];
  readonly #repairs: readonly number[];
  #isOn = false;
  #step = 0;
  /** What is left of the usual strength. */
  #strength = 1 / AFTER_FAILURE;
  #pending: EventHandle | undefined;

  /** `shares`: of further failures, by process; those that are down leave theirs to the others. */
  constructor(kernel: Kernel, clocks: FailureClocks, shares: readonly number[]) {
    this.#kernel = kernel;
    this.#clocks = clocks;
    this.#shares = shares;
    this.#rates = clocks.processes.map(({ up }) => 1 / meanOf(up));
    this.#repairs = clocks.processes.map(({ repair }) => Math.max(1, meanOf(repair)));
    clocks.onFailure(() => {
      if (this.#isOn) this.#strength *= AFTER_FAILURE;
      this.#changed();
    });
    clocks.onRepair(() => this.#changed());
  }

  /** From the next failure on. */
  begin(): void {
    this.#isOn = true;
    this.#clocks.biasPrecursors(PRECURSORS);
  }

  #changed(): void {
    if (!this.#isOn) return;
    this.#step = 0;
    // Once the failure has taken hold: it may be a first sign of a disaster, which changes hazards by itself.
    this.#raiseAt(this.#kernel.now);
  }

  #raise(): void {
    const since = this.#step === 0 ? 0 : FIRST_STEP * powerOf(STEP, this.#step - 1);
    const until = FIRST_STEP * powerOf(STEP, this.#step);
    const total = this.#step > STEPS ? 0 : this.#totalBetween(since, until);
    let alive = 0;
    this.#shares.forEach((share, i) => {
      if (!this.#clocks.isDown(i)) alive += share;
    });
    const each = alive > 0 ? total / alive : 0;
    this.#clocks.biasEach((i) => {
      const rate = (this.#rates[i] as number) * this.#clocks.factor(i);
      return Math.max(1, (each * (this.#shares[i] as number)) / rate);
    });
    this.#pending = undefined;
    if (this.#step++ <= STEPS) this.#raiseAt((this.#kernel.now + until - since) as Instant);
  }

  #raiseAt(at: Instant): void {
    if (this.#pending !== undefined) this.#kernel.cancel(this.#pending);
    this.#pending = this.#kernel.at(at, () => this.#raise(), Phase.observers);
  }

  /** Failures per µs, of all processes together, in a step of the time since the last change. */
  #totalBetween(since: number, until: number): number {
    const middle = (since + until) / 2;
    let total = (PER_E_FOLD * Math.LN2 * 2) / (until - since);
    for (let i = 0; i < this.#repairs.length; i++)
      if (this.#clocks.isDown(i)) total += PER_REPAIR / Math.max(this.#repairs[i] as number, middle);
    return total * this.#strength;
  }
}

/** Whole exponents. */
function powerOf(base: number, exponent: number): number {
  let product = 1;
  for (let i = 0; i < exponent; i++) product *= base;
  return product;
}
