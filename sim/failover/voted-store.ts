// The consensus store behind a lease, as its clients feel it: voters in sites, a leader among them, a majority
// or none. A client is served if it reaches some voter that reaches a leader that reaches most voters. When the
// leader is lost another is elected after a drawn time, and every lease then lives a full ttl from there and a little
// more (etcd extends leases at a change of leader; measured as ttl + 4.5 to 7 s). A voter whose disk stands still
// neither votes nor answers. Leaves out: voters that crash inside a living site.

import type { SiteId } from "../cluster/data-plane.ts";
import type { Topology } from "../cluster/topology.ts";
import type { EventHandle, Kernel } from "../kernel/kernel.ts";
import { exchangeLoss, type LossyPath } from "../network/retransmission.ts";
import { after, type Duration, type Instant } from "../quantity/time.ts";
import type { Electorate } from "./store-election.ts";

/** What follows from who leads and who reaches whom, as far as it was asked for. */
interface Known {
  /** Whom the store serves, and who reaches most voters. */
  readonly served: Map<SiteId, boolean>;
  readonly majorities: Map<SiteId, boolean>;
  /** The way of each client's write, and the probability that one gets lost. */
  readonly ways: Map<SiteId, LossyPath>;
  readonly losses: Map<SiteId, number>;
  /** Whom it would serve after the loss of a site, by that site. */
  readonly servedWithout: Map<SiteId, Map<SiteId, boolean>>;
}

const nothingKnown = (): Known => ({
  served: new Map(),
  majorities: new Map(),
  ways: new Map(),
  losses: new Map(),
  servedWithout: new Map(),
});

/** So many states of all ways are remembered: the same few lines fail again and again. */
const REMEMBERED = 256;

export class VotedStore {
  readonly #kernel: Kernel;
  readonly #topology: Topology;
  readonly #voters: readonly SiteId[];
  readonly #drawElection: (among: Electorate) => Duration;
  readonly #leaderChanged: (site: SiteId, at: Instant) => void;
  readonly #patience: Duration;
  #leader: SiteId | undefined;
  #election: EventHandle | undefined;
  /** By leader and state of all ways. */
  readonly #knownIn = new Map<string, Known>();
  /** What holds now; undefined = look. */
  #known: Known | undefined;
  #wayChanges = -1;

  constructor(parts: {
    kernel: Kernel;
    topology: Topology;
    voters: readonly SiteId[];
    leader: SiteId;
    drawElection: (among: Electorate) => Duration;
    leaderChanged: (site: SiteId, at: Instant) => void;
    /** For how long a client tries to get a write through. */
    patience: Duration;
  }) {
    this.#kernel = parts.kernel;
    this.#topology = parts.topology;
    this.#voters = parts.voters;
    this.#leader = parts.leader;
    this.#drawElection = parts.drawElection;
    this.#leaderChanged = parts.leaderChanged;
    this.#patience = parts.patience;
  }

  get leader(): SiteId | undefined {
    return this.#leader;
  }

  serves(client: SiteId): boolean {
    const { served } = this.#look();
    const known = served.get(client);
    if (known !== undefined) return known;
    const leader = this.#leader;
    const topology = this.#topology;
    const isServed =
      leader !== undefined &&
      this.#hasMajority(leader) &&
      this.#voters.some((voter) => this.#hears(client, voter) && topology.talks(voter, leader));
    served.set(client, isServed);
    return isServed;
  }

  /** Whether it would serve this client after the loss of a whole site, once another leader is elected. */
  wouldServe(client: SiteId, lost: SiteId): boolean {
    const { servedWithout } = this.#look();
    let served = servedWithout.get(lost);
    if (!served) {
      served = new Map();
      servedWithout.set(lost, served);
    }
    const known = served.get(client);
    if (known !== undefined) return known;
    const isServed = this.#servesWithout(client, lost);
    served.set(client, isServed);
    return isServed;
  }

  #servesWithout(client: SiteId, lost: SiteId): boolean {
    const topology = this.#topology;
    const left = this.#voters.filter((voter) => voter !== lost && topology.isStoreUp(voter));
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
    const { ways } = this.#look();
    const known = ways.get(client);
    if (known !== undefined) return known;
    const way = this.#wayOf(client);
    ways.set(client, way);
    return way;
  }

  /** The probability that a write does not get through on it, while it is served. */
  lossOf(client: SiteId): number {
    const { losses } = this.#look();
    const known = losses.get(client);
    if (known !== undefined) return known;
    const loss = exchangeLoss(this.quality(client), this.#patience);
    losses.set(client, loss);
    return loss;
  }

  #wayOf(client: SiteId): LossyPath {
    const leader = this.#leader as SiteId;
    const between = (a: SiteId, b: SiteId): LossyPath => this.#between(a, b);
    const reached = this.#voters.filter((voter) => this.#hears(leader, voter));
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
    this.#known = undefined;
    if (this.#election === undefined && this.#electable() !== undefined) {
      const done = after(this.#kernel.now, this.#drawElection(this.#electorate()));
      this.#election = this.#kernel.at(done, () => this.#elect());
    }
    return isLost;
  }

  #elect(): void {
    this.#election = undefined;
    this.#leader = this.#electable();
    this.#known = undefined;
    if (this.#leader !== undefined) this.#leaderChanged(this.#leader, this.#kernel.now);
  }

  #electable(): SiteId | undefined {
    return this.#voters.find((voter) => this.#hasMajority(voter));
  }
  #electorate(): Electorate {
    const followers = this.#voters.filter((voter) => this.#hasMajority(voter));
    const pairs = followers.flatMap((a, i) => followers.slice(i + 1).map((b) => [a, b] as const));
    const trips = pairs.filter(([a, b]) => this.#topology.talks(a, b)).map(([a, b]) => this.#between(a, b));
    const roundTrip = Math.max(0, ...trips.map((trip) => trip.roundTrip));
    return { voters: this.#voters.length, followers: followers.length, roundTrip };
  }
  #between(a: SiteId, b: SiteId): LossyPath {
    const there = this.#topology.quality(a, b);
    const back = this.#topology.quality(b, a);
    return { there: there.loss, back: back.loss, roundTrip: there.delay + back.delay };
  }
  /** Question and answer of a voter that does not stand still, in time: behind a full queue it is as good as gone. */
  #hears(site: SiteId, voter: SiteId): boolean {
    if (!this.#topology.isStoreUp(voter) || !this.#topology.talks(site, voter)) return false;
    return this.#between(site, voter).roundTrip <= this.#patience;
  }
  #hasMajority(site: SiteId): boolean {
    const { majorities } = this.#look();
    const known = majorities.get(site);
    if (known !== undefined) return known;
    const reached = this.#voters.filter((voter) => this.#hears(site, voter)).length;
    const isMajority = this.#topology.isStoreUp(site) && reached * 2 > this.#voters.length;
    majorities.set(site, isMajority);
    return isMajority;
  }

  #look(): Known {
    const { wayChanges } = this.#topology;
    if (this.#known && wayChanges === this.#wayChanges) return this.#known;
    this.#wayChanges = wayChanges;
    const state = `${this.#leader ?? ""} ${this.#topology.wayState}`;
    this.#known = this.#knownIn.get(state);
    if (this.#known) return this.#known;
    if (this.#knownIn.size === REMEMBERED) this.#knownIn.clear();
    this.#known = nothingKnown();
    this.#knownIn.set(state, this.#known);
    return this.#known;
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
