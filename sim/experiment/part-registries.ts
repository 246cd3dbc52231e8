// Every noun with its kinds, for whoever lists what can be written.
import { redirects } from "../balancing/redirect/registry.ts";
import type { Part } from "../config/part.ts";
import { failoverPolicies } from "../failover/registry.ts";
import { faults } from "../faults/registry.ts";
import { failureSources } from "../faults/sources/registry.ts";
import { congestions } from "../network/congestion/registry.ts";
import { acknowledgements } from "../replication/acknowledgement/registry.ts";
import { shapes } from "../replication/shape/registry.ts";
import { arrivals } from "../workload/arrivals/registry.ts";

export interface NounWithKinds {
  readonly noun: string;
  readonly parts: ReadonlyMap<string, Part>;
}

export const partRegistries: readonly NounWithKinds[] = [
  shapes,
  acknowledgements,
  congestions,
  failoverPolicies,
  redirects,
  arrivals,
  faults,
  failureSources,
];
