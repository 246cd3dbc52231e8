// A population of clients as others may see it: how much of the demand it is, and which share of it is being served.

import type { PopulationId } from "./data-plane.ts";
import type { ServiceId } from "./events.ts";

export interface Clientele {
  readonly id: PopulationId;
  readonly service: ServiceId;
  /** Of the service's demand. */
  readonly share: number;
  /** Now, of this population: connected to a node that takes writes, runs and can be reached. */
  readonly servedShare: number;
  /**
   * What is to be expected while conditions stay as they are: steps ascending in time, the first one now or
   * before. The same array as long as nothing has changed.
   */
  readonly foreseen: readonly ServedStep[];
}

/** From `at` on. */
export interface ServedStep {
  readonly at: number;
  /** Of this population: connected to a node that takes writes, runs and can be reached. */
  readonly serving: number;
  /** Of this population: connected to a node that runs and can be reached, and so can read. */
  readonly reading: number;
}
