// The consensus store behind a lease, as its clients feel it: voters in sites, a leader among them, a majority
// or none. A client is served if it reaches some voter that reaches a leader that reaches most voters. When the
// leader is lost another is elected after a drawn time, and every lease then lives a full ttl from there (etcd
// extends leases at a change of leader; measured as ttl + 4.5 to 7 s). Leaves out: disk stalls, voters failing
// inside a living site.

import type { SiteId } from "../cluster/data-plane.ts";
import type { Topology } from "../cluster/topology.ts";
import type { EventHandle, Kernel } from "../kernel/kernel.ts";
import type { LossyPath } from "../network/retransmission.ts";
import { after, type Duration, type Instant } from "../quantity/time.ts";

export class VotedStore {
  readonly #kernel: Kernel;
  readonly #topology: Topology;
  readonly #voters: readonly SiteId[];
  readonly #drawElection: () => Duration;
  readonly #leaderChanged: (site: SiteId, at: Instant) => void;
  #leader: SiteId | undefined;
  #election: EventHandle | undefined;
  /** Whom the store serves, and who reaches most voters, as far as asked since anybody was cut off or joined. */
  readonly #served = new Map<SiteId, boolean>();
  readonly #majorities = new Map<SiteId, boolean>();
  #reachChanges = -1;
  /** The way of each client's write, as far as asked since any way has changed, or another leads. */
  readonly #ways = new Map<SiteId, LossyPath>();
  #wayChanges = -1;

  constructor(parts: {
    kernel: Kernel;
    topology: Topology;
    voters: readonly SiteId[];
    leader: SiteId;
    drawElection: () => Duration;
    leaderChanged: (site: SiteId, at: Instant) => void;
  }) {
    this.#kernel = parts.kernel;
    this.#topology = parts.topology;
    this.#voters = parts.voters;
    this.#leader = parts.leader;
    this.#drawElection = parts.drawElection;
    this.#leaderChanged = parts.leaderChanged;
  }

  get leader(): SiteId | undefined {
    return this.#leader;
  }

  serves(client: SiteId): boolean {
    this.#forgetIfChanged();
    const known = this.#served.get(client);
    if (known !== undefined) return known;
    const leader = this.#leader;
    const topology = this.#topology;
    const isServed =
      leader !== undefined &&
      this.#hasMajority(leader) &&
      this.#voters.some((voter) => topology.talks(client, voter) && topology.talks(voter, leader));
    this.#served.set(client, isServed);
    return isServed;
  }

  /** Whether it would serve this client after the loss of a whole site, once another leader is elected. */
  wouldServe(client: SiteId, lost: SiteId): boolean {
    const topology = this.#topology;
    const left = this.#voters.filter((voter) => voter !== lost);
    return left.some(
      (leader) =>
        2 * left.filter((voter) => topology.talks(leader, voter)).length > this.#voters.length &&
        left.some((voter) => topology.talks(client, voter) && topology.talks(voter, leader)),
    );
  }

  /**
   * The way of a client's write, while it is served: the voter with the best way, the leader, most voters; as if one
   * connection carried it there and back.
   */
  quality(client: SiteId): LossyPath {
    if (this.#wayChanges !== this.#topology.wayChanges) this.#ways.clear();
    this.#wayChanges = this.#topology.wayChanges;
    const known = this.#ways.get(client);
    if (known !== undefined) return known;
    const way = this.#wayOf(client);
    this.#ways.set(client, way);
    return way;
  }

  #wayOf(client: SiteId): LossyPath {
    const leader = this.#leader as SiteId;
    const between = (a: SiteId, b: SiteId): LossyPath => this.#between(a, b);
    const reached = this.#voters.filter((voter) => this.#topology.talks(leader, voter));
    const entries = reached.filter((voter) => this.#topology.talks(client, voter));
    const entry = best(entries.map((voter) => inSeries(between(client, voter), between(voter, leader))));
    const followers = reached.filter((voter) => voter !== leader).map((voter) => between(leader, voter));
    const needed = Math.floor(this.#voters.length / 2);
    const slowest = followers.sort((one, other) => lossOf(one) - lossOf(other))[needed - 1];
    return slowest ? inSeries(entry, slowest) : entry;
  }

  /** True if the leader has just been lost. */
  conditionsChanged(): boolean {
    if (this.#leader !== undefined && this.#hasMajority(this.#leader)) return false;
    const isLost = this.#leader !== undefined;
    this.#leader = undefined;
    this.#ways.clear();
    this.#served.clear();
    if (this.#election === undefined && this.#electable() !== undefined) {
      const done = after(this.#kernel.now, this.#drawElection());
      this.#election = this.#kernel.at(done, () => this.#elect());
    }
    return isLost;
  }

  #elect(): void {
    this.#election = undefined;
    this.#leader = this.#electable();
    this.#ways.clear();
    this.#served.clear();
    if (this.#leader !== undefined) this.#leaderChanged(this.#leader, this.#kernel.now);
  }

  #electable(): SiteId | undefined {
    return this.#voters.find((voter) => this.#hasMajority(voter));
  }
  #between(a: SiteId, b: SiteId): LossyPath {
    const there = this.#topology.quality(a, b);
    const back = this.#topology.quality(b, a);
    return { there: there.loss, back: back.loss, roundTrip: there.delay + back.delay };
  }
  #hasMajority(site: SiteId): boolean {
    this.#forgetIfChanged();
    const known = this.#majorities.get(site);
    if (known !== undefined) return known;
    const reached = this.#voters.filter((voter) => this.#topology.talks(site, voter)).length;
    const isMajority = reached * 2 > this.#voters.length;
    this.#majorities.set(site, isMajority);
    return isMajority;
  }

  #forgetIfChanged(): void {
    if (this.#reachChanges === this.#topology.reachChanges) return;
    this.#reachChanges = this.#topology.reachChanges;
    this.#served.clear();
    this.#majorities.clear();
  }
}

const lossOf = ({ there, back }: LossyPath): number => 1 - (1 - there) * (1 - back);
const best = (paths: readonly LossyPath[]): LossyPath =>
  paths.reduce((one, other) => (lossOf(other) < lossOf(one) ? other : one));
const inSeries = (one: LossyPath, other: LossyPath): LossyPath => ({
  there: 1 - (1 - one.there) * (1 - other.there),
  back: 1 - (1 - one.back) * (1 - other.back),
  roundTrip: one.roundTrip + other.roundTrip,
});
