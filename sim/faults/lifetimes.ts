// The lives in progress of all processes, counted in hazard: each has a unit exponential amount of it to use up, and
// fails when that is spent. So a hazard can change on the way without a new draw: by a disaster that rolls, or by a
// change of measure, of which the likelihood ratio keeps account. Leaves out: events and repairs (clocks.ts).

import { ageAt, hazardAt, hazardSpent, simplest } from "../kernel/hazard.ts";
import { invariant } from "../kernel/invariant.ts";
import { sampleLengthBiased } from "../kernel/length-biased.ts";
import type { RandomStream } from "../kernel/random.ts";
import { sample } from "../kernel/sampling.ts";
import type { Distribution } from "../quantity/distribution.ts";
import type { Instant } from "../quantity/time.ts";

export class Lifetimes {
  readonly #ups: readonly Distribution[];
  /** Units of hazard: to be used up, and used up until `#since`. */
  readonly #amount: Float64Array;
  readonly #spent: Float64Array;
  /** µs; may be negative. */
  readonly #bornAt: Float64Array;
  /** Since when the present factors have been in force, µs. */
  readonly #since: Float64Array;
  /** What multiplies the hazard in the world, and what multiplies it in the simulation besides. */
  readonly #factor: Float64Array;
  readonly #bias: Float64Array;
  readonly #biased = new Set<number>();
  #logRatio = 0;

  constructor(ups: readonly Distribution[]) {
    this.#ups = ups.map(simplest);
    const zeros = (): Float64Array => new Float64Array(ups.length);
    this.#amount = zeros();
    this.#spent = zeros();
    this.#bornAt = zeros();
    this.#since = zeros();
    this.#factor = zeros().fill(1);
    this.#bias = zeros().fill(1);
  }

  /** A new life; gives the instant of its end, if no factor changes: a whole µs after now. */
  begin(i: number, now: Instant, stream: RandomStream): number {
    const up = this.#ups[i]!;
    this.#bornAt[i] = this.#since[i] = now;
    this.#spent[i] = 0;
    if (isAtomic(up)) {
      const whole = sample(up, stream);
      this.#amount[i] = hazardSpent(up, whole);
      return soonest(now, now + whole);
    }
    const amount = stream.exponentialByInversion();
    this.#amount[i] = amount;
    return soonest(now, now + ageAt(up, amount / (this.#factor[i]! * this.#bias[i]!)));
  }

  /** A life under way, as it is found at a random instant: a long one, of which a uniform share is over. */
  beginAged(i: number, now: Instant, stream: RandomStream): number {
    const up = this.#ups[i]!;
    // What has no memory has no age.
    if (up.kind === "exponential") return this.begin(i, now, stream);
    const whole = sampleLengthBiased(up, stream);
    const age = stream.uniform() * whole;
    this.#bornAt[i] = now - age;
    this.#since[i] = now;
    this.#spent[i] = hazardSpent(up, age);
    this.#amount[i] = hazardSpent(up, whole);
    // An atom is due when it is due.
    return isAtomic(up) ? soonest(now, now - age + whole) : this.end(i, now);
  }

  /** The same age, other luck from now on; an atom keeps its instant. */
  redraw(i: number, now: Instant, stream: RandomStream): void {
    this.spend(i, now);
    this.#amount[i] = this.#spent[i]! + stream.exponentialByInversion();
  }

  /** The instant at which a life ends under its present factors. */
  end(i: number, now: Instant): number {
    const up = this.#ups[i]!;
    const born = this.#bornAt[i]!;
    const left = Math.max(0, this.#amount[i]! - this.#spent[i]!) / (this.#factor[i]! * this.#bias[i]!);
    return soonest(now, born + ageAt(up, hazardSpent(up, this.#since[i]! - born) + left));
  }

  /** Accounts for the hazard of a life up to now; to be called before a factor changes, or a life ends. */
  spend(i: number, now: Instant): void {
    const up = this.#ups[i]!;
    const born = this.#bornAt[i]!;
    const own = this.#factor[i]! * (hazardSpent(up, now - born) - hazardSpent(up, this.#since[i]! - born));
    if (Number.isFinite(own)) {
      this.#spent[i]! += own * this.#bias[i]!;
      this.#logRatio += own * (this.#bias[i]! - 1);
    }
    this.#since[i] = now;
  }

  /** For a life in progress after spend(); of one that is over it holds from its next life on. */
  setFactor(i: number, factor: number): void {
    this.#factor[i] = factor;
  }
  factor(i: number): number {
    return this.#factor[i]!;
  }
  setBias(i: number, bias: number): void {
    const { kind } = this.#ups[i]!;
    invariant(bias > 0 && !isAtomic(this.#ups[i]!), "a bias multiplies a hazard", { bias, kind });
    this.#bias[i] = bias;
    if (bias === 1) this.#biased.delete(i);
    else this.#biased.add(i);
  }
  bias(i: number): number {
    return this.#bias[i]!;
  }
  /** It ends when it is due, whatever its hazard. */
  isDue(i: number): boolean {
    return isAtomic(this.#ups[i]!);
  }
  /** Whose hazard is not simulated as it is. */
  get biased(): Iterable<number> {
    return this.#biased;
  }

  /** ln (density of the past as it is / as simulated), as far as spent; `addToRatio` is for the failures. */
  get logRatio(): number {
    return this.#logRatio;
  }
  addToRatio(logarithm: number): void {
    this.#logRatio += logarithm;
  }

  /** The hazard between two instants of this life, under its present factor and without bias. */
  strikes(i: number): (from: number, to: number) => number {
    const up = this.#ups[i]!;
    const born = this.#bornAt[i]!;
    const factor = this.#factor[i]!;
    if (isAtomic(up)) return () => 0;
    return (from, to) => factor * (hazardSpent(up, to - born) - hazardSpent(up, from - born));
  }

  /** Failures per µs as it is, without bias. */
  rate(i: number, at: Instant): number {
    return this.#factor[i]! * hazardAt(this.#ups[i]!, at - this.#bornAt[i]!);
  }
}

const isAtomic = ({ kind }: Distribution): boolean => kind === "constant" || kind === "recorded";

/** The nearest whole µs after now. */
export const soonest = (now: Instant, at: number): number => Math.max(now + 1, Math.round(at));
