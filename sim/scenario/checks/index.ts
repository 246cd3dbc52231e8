// The checks that need more than one place of a scenario, in the order of its sections.

import { capacity } from "./capacity.ts";
import type { Check } from "./checkup.ts";
import { clusters } from "./clusters.ts";
import { demand } from "./demand.ts";
import { disruptions } from "./disruptions.ts";
import { failover } from "./failover.ts";
import { failures } from "./failures.ts";
import { places } from "./places.ts";
import { quorumGroups } from "./quorum-groups.ts";
import { references } from "./references.ts";
import { replication } from "./replication.ts";
import { reserved } from "./reserved.ts";

export const checks: readonly Check[] = [
  references,
  places,
  clusters,
  replication,
  failover,
  quorumGroups,
  demand,
  capacity,
  disruptions,
  failures,
  reserved,
];
