// How long a voted store is without a leader. Every follower waits between one and two election time-outs since the
// last heartbeat; the first one whose time is up asks the others for their votes, and leads one round trip later. Whose
// time is up before it has been asked votes for itself; if too few are left, all wait anew. Source: etcd, raft.go
// (resetRandomizedElectionTimeout, campaign). Leaves out: ticks of the time-outs, pre-votes, logs that are behind.

import type { RandomStream } from "../kernel/random.ts";
import { type Duration, micros } from "../quantity/time.ts";

export interface ElectionTerms {
  readonly heartbeat: Duration;
  readonly timeout: Duration;
}

export interface Electorate {
  /** All voters, also those that are lost. */
  readonly voters: number;
  /** Those that wait for the leader. */
  readonly followers: number;
  /** Between them, µs. */
  readonly roundTrip: number;
}

/** A store whose time-outs are shorter than its line may vote for ever; so many rounds count as the last. */
const ROUNDS = 100;

export function drawElection(
  { heartbeat, timeout }: ElectionTerms,
  { voters, followers, roundTrip }: Electorate,
  draws: RandomStream,
): Duration {
  // The last heartbeat was anywhere within its period.
  let elapsed = -draws.uniform() * heartbeat;
  for (let round = 0; round < ROUNDS; round++) {
    const waits = Array.from({ length: followers }, () => timeout * (1 + draws.uniform()));
    const first = Math.min(...waits);
    elapsed += first;
    const askedInTime = waits.filter((each) => each >= first + roundTrip / 2).length;
    if (2 * (askedInTime + 1) > voters) break;
  }
  return micros(Math.max(0, elapsed + roundTrip));
}
