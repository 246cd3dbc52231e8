// The binomial distribution: probabilities by the ratio of neighbours outwards from the most likely count, so that no
// factorial and no logarithm is needed and nothing underflows; relative error of a tail about 1e-13.

export class Binomial {
  readonly #first: number;
  readonly #upTo: readonly number[];

  /** `trials` independent trials, each a success with probability `p`. */
  constructor(trials: number, p: number) {
    if (!(Number.isInteger(trials) && trials >= 0)) throw new RangeError(`${trials} trials`);
    if (!(p >= 0 && p <= 1)) throw new RangeError(`${p} is not a probability`);
    const likely = Math.min(trials, Math.floor((trials + 1) * p));
    const odds = p / (1 - p);
    const down: number[] = [];
    for (let k = likely, weight = 1; k > 0 && weight > 1e-30; k--) {
      weight *= p === 1 ? 0 : k / ((trials - k + 1) * odds);
      down.push(weight);
    }
    const weights = [...down.reverse(), 1];
    this.#first = likely - down.length;
    for (let k = likely, weight = 1; k < trials && weight > 1e-30; k++) {
      weight *= ((trials - k) * odds) / (k + 1);
      weights.push(weight);
    }
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    let sum = 0;
    this.#upTo = weights.map((weight) => {
      sum += weight;
      return sum / total;
    });
  }

  /** P(successes ≤ k). */
  upTo(k: number): number {
    if (k < this.#first) return 0;
    return this.#upTo[Math.floor(k) - this.#first] ?? 1;
  }

  /** The smallest k with P(successes ≤ k) ≥ q. */
  quantile(q: number): number {
    const found = this.#upTo.findIndex((sum) => sum >= q);
    return this.#first + (found < 0 ? this.#upTo.length - 1 : found);
  }
}
