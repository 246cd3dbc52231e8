// Losses of work through losses of whole sites in one replication, in two ways side by side: integrated (exposure
// times hazard, whether or not a site is lost) and counted (what the sites that were lost did lose).

import { ExposureIntegral, LOSS_SIZES } from "./exposure.ts";

/** Plain data; everything over one replication. */
export interface SiteLosses {
  readonly integrated: {
    readonly losses: number;
    readonly seconds: number;
    readonly stranded: number;
    /** By LOSS_SIZES. */
    readonly above: readonly number[];
  };
  readonly counted: { readonly seconds: number; readonly above: readonly number[] };
}

export class SiteLossBook {
  readonly integral = new ExposureIntegral();
  readonly #above = LOSS_SIZES.map(() => 0);
  #seconds = 0;

  /** A site was lost, and work with it: at worst, and over all services. */
  count(worst: number, all: number): void {
    this.#seconds += all;
    for (let i = 0; i < LOSS_SIZES.length && worst > (LOSS_SIZES[i] as number); i++)
      this.#above[i] = (this.#above[i] as number) + 1;
  }

  toPlain(): SiteLosses {
    const { losses, seconds, stranded, above } = this.integral;
    return {
      integrated: { losses, seconds, stranded, above: [...above] },
      counted: { seconds: this.#seconds, above: this.#above },
    };
  }
}
