// Which voters of a group hear its leader, and when each that does not takes it for dead. A heartbeat that gets
// through late is still one: on a lossy path a voter loses the leader only if nothing gets through for as long as it
// is patient.

import type { SiteId } from "../cluster/data-plane.ts";
import type { Lattice } from "../cluster/lattice.ts";
import type { Topology } from "../cluster/topology.ts";
import type { Kernel } from "../kernel/kernel.ts";
import type { Random } from "../kernel/random.ts";
import { exchangeLoss } from "../network/retransmission.ts";
import { type Duration, type Instant, NEVER } from "../quantity/time.ts";
import type { Electorate, Voter } from "./electorate.ts";
import { LostRenewals } from "./lost-renewals.ts";
import { Silence } from "./silence.ts";

interface Listener {
  readonly voter: Voter;
  readonly silence: Silence;
  readonly lost: LostRenewals;
  isUp: boolean;
}

export class GroupHearing {
  readonly #kernel: Kernel;
  readonly #topology: Topology;
  readonly #electorate: Electorate;
  readonly #lattice: Lattice;
  readonly #retried: Duration;
  readonly #listeners: readonly Listener[];
  readonly #byVoter: ReadonlyMap<Voter, Listener>;

  /** `changed`: heartbeats begin or cease to get lost. */
  constructor(parts: {
    readonly kernel: Kernel;
    readonly topology: Topology;
    readonly electorate: Electorate;
    readonly lattice: Lattice;
    readonly terms: { readonly heartbeat: Duration; readonly suspect: Duration };
    readonly random: Random;
    readonly name: string;
    readonly changed: () => void;
  }) {
    const { kernel, lattice, terms, random, name, electorate } = parts;
    this.#kernel = kernel;
    this.#topology = parts.topology;
    this.#electorate = electorate;
    this.#lattice = lattice;
    // The one before the first that gets lost was heard.
    this.#retried = Math.max(terms.heartbeat, terms.suspect - terms.heartbeat) as Duration;
    this.#listeners = electorate.voters.map((voter, i) => {
      let losses = 0;
      const lost = new LostRenewals({
        kernel,
        terms: { loop: terms.heartbeat, retry: this.#retried },
        newDraws: () => random.stream(`${name}/lost/${i}/${losses++}`),
        changed: parts.changed,
      });
      return { voter, silence: new Silence(lattice, terms.suspect), lost, isUp: true };
    });
    this.#byVoter = new Map(this.#listeners.map((listener) => [listener.voter, listener]));
  }

  /** Where the leader is; undefined = nobody leads. */
  review(leaderAt: SiteId | undefined): void {
    const { now } = this.#kernel;
    for (const listener of this.#listeners) {
      const { voter, silence, lost } = listener;
      const isUp = this.#electorate.isUp(voter);
      const isReached = isUp && leaderAt !== undefined && this.#topology.talks(leaderAt, voter.site);
      lost.try(isReached ? this.#lattice : undefined, isReached ? this.#lossOn(leaderAt, voter.site) : 0);
      silence.review(isReached && !lost.areLost, now);
      if (isUp && !listener.isUp) silence.begin(now);
      listener.isUp = isUp;
    }
  }

  /** There is a new leader: everybody begins to listen to it. */
  begin(): void {
    for (const { silence } of this.#listeners) silence.begin(this.#kernel.now);
  }

  /** Those of them that hear nobody lead. */
  without(voters: readonly Voter[]): readonly Voter[] {
    return voters.filter((voter) => this.#deadline(voter) <= this.#kernel.now);
  }

  deadlinesOf(voters: readonly Voter[]): { readonly voter: Voter; readonly deadline: Instant }[] {
    return voters
      .map((voter) => ({ voter, deadline: this.#deadline(voter) }))
      .sort((one, other) => (one.deadline < other.deadline ? -1 : 1));
  }

  /** Of those that run. */
  get firstDeadline(): Instant {
    let first = NEVER;
    for (const { silence, isUp } of this.#listeners)
      if (isUp && silence.deadline < first) first = silence.deadline;
    return first;
  }

  #deadline(voter: Voter): Instant {
    return (this.#byVoter.get(voter) as Listener).silence.deadline;
  }

  #lossOn(from: SiteId, to: SiteId): number {
    const there = this.#topology.quality(from, to);
    const back = this.#topology.quality(to, from);
    const path = { there: there.loss, back: back.loss, roundTrip: there.delay + back.delay };
    return path.there + path.back > 0 ? exchangeLoss(path, this.#retried) : 0;
  }
}
