// The store that a lease is kept in: its voters and its first leader as the terms say, its elections drawn.

import type { SiteId } from "../cluster/data-plane.ts";
import type { RandomStream } from "../kernel/random.ts";
import { sample } from "../kernel/sampling.ts";
import { micros } from "../quantity/time.ts";
import type { LeaseTerms } from "./lease-terms.ts";
import type { ControllerParts } from "./policy.ts";
import { drawElection } from "./store-election.ts";
import { VotedStore } from "./voted-store.ts";

export function storeOf(
  terms: LeaseTerms,
  { kernel, topology }: ControllerParts,
  { draws, elected }: { readonly draws: RandomStream; readonly elected: (site: SiteId) => void },
): VotedStore {
  const voters = terms.votes.length > 0 ? terms.votes : topology.sites;
  const drawn = voters[draws.below(voters.length)] as string;
  const periods = { heartbeat: terms.storeHeartbeat, timeout: terms.storeTimeout };
  return new VotedStore({
    kernel,
    topology,
    voters,
    leader: terms.storeLeader === "drawn" ? drawn : terms.storeLeader,
    drawElection: (among) =>
      terms.storeElection ? micros(sample(terms.storeElection, draws)) : drawElection(periods, among, draws),
    leaderChanged: elected,
    patience: terms.retry,
  });
}
