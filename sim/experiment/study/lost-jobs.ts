// Jobs of one inquiry that nobody could do, as replications that are missing from its answer.
import type { LostReplications } from "../result.ts";

interface Range {
  readonly firstReplication: number;
  readonly replications: number;
}

export class LostJobs {
  readonly #jobs: readonly Range[];
  readonly #why = new Map<number, string>();

  constructor(jobs: readonly Range[]) {
    this.#jobs = jobs;
  }

  add(index: number, why: string): void {
    this.#why.set(index, why);
  }

  /** In their order. */
  get replications(): LostReplications[] {
    return this.#jobs.flatMap(({ firstReplication: first, replications }, index) => {
      const why = this.#why.get(index);
      return why === undefined ? [] : { first, last: first + replications - 1, why };
    });
  }
}
