// What takes one site, and how often: the lives in progress of everything that would, taken down when a stretch of an
// exposure begins and asked when it is over. Keeps its arrays: a stretch begins at every failure and every repair.

import type { SiteId } from "../../cluster/data-plane.ts";

/** Something that takes a whole site. */
export interface SiteHazard {
  readonly site: SiteId;
  /** What becomes of data on the wire: on its way it arrives, or is lost. */
  readonly inFlight: "arrives" | "lost";
  /** Expected strikes between two instants of the life in progress; undefined while it cannot strike. */
  life(): Strikes | undefined;
  /** Strikes per µs at an instant of that life; 0 while it cannot strike. */
  rate(at: number): number;
  /** The chance that the site is still gone after so many µs. */
  outlasts(delay: number): number;
}
export type Strikes = (from: number, to: number) => number;

/** Instead of a rate: no life is in progress. */
const NONE = -1;

/** Of one site, with one fate of what is on the wire. */
export class SiteDanger {
  readonly #hazards: readonly SiteHazard[];
  readonly #lives: Strikes[] = [];
  /** Life by life: the chance that the site stays away for so long that somebody takes over. */
  readonly #stays: number[] = [];
  /** Hazard by hazard: its rate when they were taken down, by which a life is known again. */
  readonly #rates: number[] = [];
  #from = 0;

  constructor(
    hazards: readonly SiteHazard[],
    of: { readonly site: SiteId; readonly inFlight: SiteHazard["inFlight"] },
  ) {
    this.#hazards = hazards.filter(({ site, inFlight }) => site === of.site && inFlight === of.inFlight);
  }

  /** As things are at `from`, which is now; `actsAfter`: a site that is back by then does not count, µs. */
  takeDown(from: number, actsAfter: number): void {
    this.#from = from;
    this.#lives.length = 0;
    this.#stays.length = 0;
    for (let i = 0; i < this.#hazards.length; i++) {
      const hazard = this.#hazards[i] as SiteHazard;
      const life = hazard.life();
      this.#rates[i] = life ? hazard.rate(from) : NONE;
      if (!life) continue;
      this.#lives.push(life);
      this.#stays.push(hazard.outlasts(actsAfter));
    }
  }

  /** The lives taken down are the present ones; false also where that cannot be told. */
  get isAsItWas(): boolean {
    for (let i = 0; i < this.#hazards.length; i++) {
      const before = this.#rates[i];
      // Where a hazard is nothing yet, so is any multiple of it.
      if (before === 0) return false;
      const hazard = this.#hazards[i] as SiteHazard;
      if ((hazard.life() ? hazard.rate(this.#from) : NONE) !== before) return false;
    }
    return true;
  }

  /** Nothing can take the site. */
  get isNone(): boolean {
    return this.#lives.length === 0;
  }

  /** Losses of the site between two instants, so long that somebody takes over. */
  expected(from: number, to: number): number {
    let sum = 0;
    for (let i = 0; i < this.#lives.length; i++)
      sum += (this.#stays[i] as number) * (this.#lives[i] as Strikes)(from, to);
    return sum;
  }
}
