// A population of clients as others may see it: how much of the demand it is, and which share of it is being served.

import type { PopulationId } from "./data-plane.ts";
import type { ServiceId } from "./events.ts";

export interface Clientele {
  readonly id: PopulationId;
  readonly service: ServiceId;
  /** Of the service's demand. */
  readonly share: number;
  /** Of this population: connected to a node that takes writes, runs and can be reached. */
  readonly servedShare: number;
  /** Of this population: connected to a node that runs and can be reached, and so can read. */
  readonly readingShare: number;
  /** The node that this share of the population is connected to. */
  sharesByNode(): ReadonlyMap<string, number>;
}
