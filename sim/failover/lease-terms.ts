// The terms of a lease, as every part of its controller reads them.

import type { Bytes } from "../quantity/data.ts";
import type { Distribution } from "../quantity/distribution.ts";
import type { Duration } from "../quantity/time.ts";

export interface LeaseTerms {
  readonly votes: readonly string[];
  readonly storeLeader: string;
  readonly ttl: Duration;
  readonly loop: Duration;
  readonly retry: Duration;
  readonly wakes: "at-expiry" | "at-loop";
  readonly maximumLag: Bytes;
  /** From the news to the race. */
  readonly delay: Duration;
  readonly race: Distribution;
  readonly probeTimeout: Duration;
  readonly promote: Distribution;
  readonly fencing: "self-demotion" | "isolation-check" | "none";
  /** How long a primary is alone until the isolation check stops it. */
  readonly isolation: Duration;
  readonly watchdog: "off" | "automatic" | "required";
  readonly watchdogDevice: "present" | "absent";
  readonly safetyMargin: Duration;
  /** Without the store the primary goes on while every member answers it. */
  readonly failsafe: boolean;
  /** For how long a database that crashed may start again in place; undefined = its agent dies with it. */
  readonly primaryStart?: Duration | undefined;
  readonly storeHeartbeat: Duration;
  readonly storeTimeout: Duration;
  /** undefined = what follows from the two above. */
  readonly storeElection?: Distribution | undefined;
  /** What a new leader of the store adds to the full ttl that it gives to every lease; none = it gives none. */
  readonly extension: Duration | "none";
  /** Between two looks of the store for leases that have run out; 0 = it sees it at once. */
  readonly expiryCheck: Duration;
}
