// Coverage: the chance that a failover works when it is needed. Configurations drift, certificates expire, firewalls
// close; a drill finds it, and so does a failover that succeeds. In between the chance decays towards a floor. A
// failed attempt waits until people have made it work. Leaves out: drills that go wrong themselves.

import { exp } from "../kernel/arithmetic.ts";
import type { CounterDraws, Random } from "../kernel/random.ts";
import { quantileOf } from "../kernel/sampling.ts";
import type { Distribution } from "../quantity/distribution.ts";
import type { Duration, Instant } from "../quantity/time.ts";

export interface CoverageTerms {
  /** Right after a drill or a success. */
  readonly fresh: number;
  readonly floor: number;
  /** After which 1/e of the way down to the floor is left. */
  readonly decay: Duration;
  readonly drill: Duration | "never";
  /** Until people have made a failed attempt work. */
  readonly repair: Distribution;
}

export class Coverage {
  readonly #terms: CoverageTerms;
  readonly #draws: CounterDraws;
  /** Of the lattice of drills, as a share of its period. */
  readonly #phase: number;
  #attempts = 0;
  /** The latest success, µs; before it only drills count. */
  #provenAt = Number.NEGATIVE_INFINITY;

  /** `name`: of the service, for its own luck. */
  constructor(terms: CoverageTerms, random: Random, name: string) {
    this.#terms = terms;
    this.#draws = random.draws(`coverage/${name}`);
    this.#phase = this.#draws.draw(-1);
  }

  /** The chance that a failover at this instant works. */
  chance(at: Instant): number {
    const { fresh, floor, decay } = this.#terms;
    return floor + (fresh - floor) * exp(-(at - this.#restoredAt(at)) / decay);
  }

  /** Draws whether the attempt works; if not, how long people need, in µs. */
  attempt(at: Instant): number | "works" {
    const n = this.#attempts++;
    if (this.#draws.draw(2 * n) < this.chance(at)) return "works";
    return Math.round(quantileOf(this.#terms.repair, this.#draws.draw(2 * n + 1)));
  }

  /** A failover went through, by itself or with help: what it needs is in order again. */
  proven(at: Instant): void {
    this.#provenAt = at;
  }

  /** Drills are a lattice that has run for ever; their latest tick. */
  #restoredAt(at: Instant): number {
    const { drill } = this.#terms;
    if (drill === "never") return this.#provenAt;
    const drilledAt = (Math.floor(at / drill - this.#phase) + this.#phase) * drill;
    return Math.max(drilledAt, this.#provenAt);
  }
}

/** The chance averaged over time where only drills restore it: what a failover at a random instant meets. */
export function meanCoverage({ fresh, floor, decay, drill }: CoverageTerms): number {
  if (drill === "never") return floor;
  return floor + ((fresh - floor) * decay * (1 - exp(-drill / decay))) / drill;
}

/**
 * The chance that a failover meets where both drills and failovers restore it: failovers come at random, `rate` per
 * µs, and each leaves it fresh, whether it worked or people helped.
 */
export function coverageMet({ fresh, floor, decay, drill }: CoverageTerms, rate: number): number {
  const faded = rate + 1 / decay;
  const share = faded > 0 ? rate / faded : 0;
  if (drill === "never") return floor + (fresh - floor) * share;
  // The age is the lesser of an exponential one and one that is uniform over the period of the drills.
  const spread = faded * drill;
  return floor + (fresh - floor) * (share + ((1 - share) * (1 - exp(-spread))) / spread);
}
