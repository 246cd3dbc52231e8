// Which of k systems has the smallest mean: fully sequential selection by Kim & Nelson. Systems that are surely beaten
// are dropped after every observation; what is left is the best with probability 1 − α if it is better than the others
// by at least δ, and otherwise one within δ of the best. Observations of one number may depend on each other (common
// random numbers), those of different numbers may not; each is taken as normal.
// Source: S.-H. Kim & B. L. Nelson, "A fully sequential procedure for indifference-zone selection in simulation",
// ACM TOMACS 11, 2001, with c = 1, where common random numbers are allowed.
import { exp, log } from "../kernel/arithmetic.ts";

export interface SelectionTerms {
  readonly systems: number;
  /** δ: differences below this do not matter. */
  readonly indifference: number;
  /** 1 − α. */
  readonly confidence: number;
}

export interface Elimination {
  readonly system: number;
  /** Who beat it, and after how many observations. */
  readonly by: number;
  readonly after: number;
}

/** Fewer observations say too little about the variances. */
export const FEWEST_OF_FIRST_STAGE = 10;

export class SequentialSelection {
  readonly #terms: SelectionTerms;
  readonly #alive: Set<number>;
  readonly #sums: Float64Array;
  readonly #eliminated: Elimination[] = [];
  /** h² S² of each pair, after the first stage. */
  #spread: Float64Array = new Float64Array();
  #observed = 0;

  constructor(terms: SelectionTerms) {
    this.#terms = terms;
    this.#alive = new Set(Array.from({ length: terms.systems }, (_, i) => i));
    this.#sums = new Float64Array(terms.systems);
  }

  /** Still in the race, ascending. */
  get alive(): readonly number[] {
    return [...this.#alive];
  }
  get eliminated(): readonly Elimination[] {
    return this.#eliminated;
  }
  /** Observations of each system in the race. */
  get observed(): number {
    return this.#observed;
  }
  get isDecided(): boolean {
    return this.#alive.size <= 1;
  }

  /** The first stage: by system, at least FEWEST_OF_FIRST_STAGE observations, of all equally many. */
  begin(first: readonly (readonly number[])[]): void {
    const { systems, confidence } = this.#terms;
    const n = first[0]?.length ?? 0;
    if (n < FEWEST_OF_FIRST_STAGE) throw new RangeError(`a first stage of ${n} observations`);
    // η = ((2α / (k − 1))^(−2 / (n₀ − 1)) − 1) / 2, and h² = 2 η (n₀ − 1).
    const share = (2 * (1 - confidence)) / Math.max(1, systems - 1);
    const h2 = (exp((-2 / (n - 1)) * log(share)) - 1) * (n - 1);
    this.#spread = new Float64Array(systems * systems);
    for (let i = 0; i < systems; i++)
      for (let j = 0; j < i; j++) {
        const spread =
          h2 * varianceOfDifference(first[i] as readonly number[], first[j] as readonly number[]);
        this.#spread[i * systems + j] = spread;
        this.#spread[j * systems + i] = spread;
      }
    for (let i = 0; i < systems; i++)
      this.#sums[i] = (first[i] as readonly number[]).reduce((sum, value) => sum + value, 0);
    this.#observed = n;
    this.#screen();
  }

  /** One more observation of each system in the race, in their order; nothing happens once it is decided. */
  add(observations: readonly number[]): void {
    if (this.isDecided) return;
    let next = 0;
    for (const i of this.#alive) this.#sums[i] = (this.#sums[i] as number) + (observations[next++] as number);
    this.#observed++;
    this.#screen();
  }

  #screen(): void {
    const { systems, indifference } = this.#terms;
    const racing = this.alive;
    for (const i of racing) {
      // Ahead by more than chance allows: W = max(0, δ/2 (h² S²/δ² − r)), in sums.
      const better = racing.find((j) => {
        if (j === i) return false;
        const spread = this.#spread[i * systems + j] as number;
        const margin = Math.max(0, (spread / indifference - indifference * this.#observed) / 2);
        const lead = (this.#sums[i] as number) - (this.#sums[j] as number);
        return lead > margin || (lead === margin && margin === 0 && j < i);
      });
      if (better === undefined) continue;
      this.#eliminated.push({ system: i, by: better, after: this.#observed });
    }
    for (const { system } of this.#eliminated) this.#alive.delete(system);
  }
}

function varianceOfDifference(a: readonly number[], b: readonly number[]): number {
  const n = a.length;
  let mean = 0;
  for (let r = 0; r < n; r++) mean += (a[r] as number) - (b[r] as number);
  mean /= n;
  let squares = 0;
  for (let r = 0; r < n; r++) {
    const deviation = (a[r] as number) - (b[r] as number) - mean;
    squares += deviation * deviation;
  }
  return squares / (n - 1);
}
