// The lease family. The primary renews a lease in a voted store at the ticks of its loop; no event per renewal.
// When it can no longer renew, it steps down after its retries (if it is able to), the lease runs out one ttl
// after the last renewal, and the standbys race: the furthest one by what each has, among those that see the
// store. On a lossy path a renewal may get lost although all are well, and the rest follows. Leaves out:
// watchdog, fail-safe mode, tags. Source: Patroni 3 (ha.py), measured fail-overs of Patroni 3.0.2.

import type { NodeId, SiteId } from "../cluster/data-plane.ts";
import { Lattice } from "../cluster/lattice.ts";
import type { Member } from "../cluster/service.ts";
import { next, type Procedure, type Wait, wait } from "../kernel/procedure.ts";
import type { RandomStream } from "../kernel/random.ts";
import { sample } from "../kernel/sampling.ts";
import { Signal } from "../kernel/signal.ts";
import type { Bytes } from "../quantity/data.ts";
import type { Distribution } from "../quantity/distribution.ts";
import { type Duration, type Instant, later, micros, START } from "../quantity/time.ts";
import { LeaseClock } from "./lease-clock.ts";
import { LostRenewals } from "./lost-renewals.ts";
import type { Controller, ControllerParts } from "./policy.ts";
import { type Heirs, heirsOutside } from "./survivor.ts";
import { resume, takeOver } from "./takeover.ts";
import { VotedStore } from "./voted-store.ts";

export interface LeaseTerms {
  readonly votes: readonly string[];
  readonly storeLeader: string;
  readonly ttl: Duration;
  readonly loop: Duration;
  readonly retry: Duration;
  readonly wakes: "at-expiry" | "at-loop";
  readonly maximumLag: Bytes;
  readonly race: Distribution;
  readonly probeTimeout: Duration;
  readonly promote: Distribution;
  readonly fencing: "self-demotion" | "none";
  readonly storeElection: Distribution;
}

export class LeaseController implements Controller {
  readonly #terms: LeaseTerms;
  readonly #parts: ControllerParts;
  readonly #store: VotedStore;
  readonly #draws: RandomStream;
  readonly #conditions = new Signal();
  readonly #lost: LostRenewals;
  /** undefined = nobody holds the lease. */
  #holder: NodeId | undefined;
  /** Of the holder, or of the last one. */
  #clock: LeaseClock;
  #election: Procedure | undefined;
  #leases = 0;
  #losses = 0;

  constructor(terms: LeaseTerms, parts: ControllerParts) {
    this.#terms = terms;
    this.#parts = parts;
    const { kernel, random, service, topology } = parts;
    this.#draws = random.stream(`lease/${service.id}`);
    const voters = terms.votes.length > 0 ? terms.votes : topology.sites;
    const drawn = voters[this.#draws.below(voters.length)] as string;
    this.#store = new VotedStore({
      kernel,
      topology,
      voters,
      leader: terms.storeLeader === "drawn" ? drawn : terms.storeLeader,
      drawElection: () => micros(sample(terms.storeElection, this.#draws)),
      leaderChanged: (site) => this.#storeLeaderElected(site),
      patience: terms.retry,
    });
    this.#holder = service.primary;
    this.#clock = this.#newClock("for ever");
    this.#lost = new LostRenewals({
      kernel,
      terms,
      newDraws: () => random.stream(`lease/${service.id}/lost/${this.#losses++}`),
      changed: () => this.#renewalsChanged(),
    });
    this.#tryRenewals();
  }

  conditionsChanged(): void {
    if (this.#store.conditionsChanged()) {
      const site = this.#parts.nodes.site(this.#parts.service.primary);
      this.#parts.bus.emit("storeLeaderLost", { service: this.#parts.service.id, site });
    }
    this.#reviewHolder();
    this.#reviewDeposed();
    this.#conditions.fire();
  }

  survivorsIfLost(site: SiteId): Heirs {
    const { maximumLag, loop, ttl } = this.#terms;
    const seen = heirsOutside(this.#parts, site, (member) => this.#store.wouldServe(member.site, site));
    const { standbys } = this.#parts;
    // What is known to be whole may be promoted however far it seems to lag.
    const isSafe = standbys.safe(seen) !== undefined;
    const knownFor = loop / 2;
    return { nodes: seen, maximumLag: isSafe ? undefined : maximumLag, knownFor, actsAfter: ttl - knownFor };
  }

  #reviewHolder(): void {
    const { service } = this.#parts;
    const holder = this.#holder;
    if (holder === undefined) return;
    const isLeading = holder === service.primary;
    // A candidate that died on its way is not trusted with the same lease: it runs out.
    if (!isLeading && !this.#clock.isRenewing && (this.#election?.isOver ?? true)) return;
    this.#reviewClock(holder);
    const isBack = this.#clock.isRenewing && isLeading && this.#holder === holder;
    if (isBack && !service.accepts(holder)) resume(this.#parts, "node.restart");
  }

  #reviewClock(holder: NodeId): void {
    const { nodes } = this.#parts;
    this.#tryRenewals();
    this.#clock.review({
      isRunning: nodes.renews(holder),
      isServed: this.#store.serves(nodes.site(holder)) && !this.#lost.areLost,
      hasStoreLeader: this.#store.leader !== undefined,
    });
  }

  #tryRenewals(): void {
    const { nodes } = this.#parts;
    const holder = this.#holder;
    const site = holder === undefined || !nodes.renews(holder) ? undefined : nodes.site(holder);
    if (site === undefined || !this.#store.serves(site)) this.#lost.try(undefined, 0);
    else this.#lost.try(this.#clock.lattice, this.#store.lossOf(site));
  }

  /** Lost renewals are as good as no store; a primary that stepped down meanwhile is promoted again. */
  #renewalsChanged(): void {
    const { kernel, service, random } = this.#parts;
    const holder = this.#holder as NodeId;
    const isDown = holder === service.primary && !service.accepts(holder);
    if (isDown && !this.#lost.areLost) {
      this.#reviewClock(holder);
      const draws = random.stream(`lease/${service.id}/again/${kernel.now}`);
      kernel.after(micros(sample(this.#terms.promote, draws)), () => this.#reviewHolder());
    } else this.#reviewHolder();
  }

  /**
   * An old primary that still takes writes learns that another leads when the store answers it; one that was frozen
   * past its lease finds out by itself, unless nothing fences it.
   */
  #reviewDeposed(): void {
    const { service, nodes } = this.#parts;
    for (const node of service.acceptingNodes) {
      if (node === this.#holder || !nodes.isRunning(node)) continue;
      const isTold = this.#holder !== undefined && this.#store.serves(nodes.site(node));
      if (isTold) service.stop(node, "it learned that another leads");
      else if (this.#terms.fencing === "self-demotion") service.stop(node, "its lease had run out");
    }
  }

  #stepDown(): void {
    this.#parts.service.stop(this.#holder as NodeId, "it could not renew its lease");
  }

  #expired(): void {
    const { bus, service, nodes } = this.#parts;
    const node = this.#holder as NodeId;
    this.#holder = undefined;
    this.#tryRenewals();
    bus.emit("leaseLost", { service: service.id, node });
    bus.emit("primarySuspected", { service: service.id, node, setBy: `${this.#parts.path}.ttl` });
    if (this.#terms.fencing === "self-demotion" && nodes.isRunning(node))
      service.stop(node, "its lease ran out");
    // Somebody who was still being promoted with it has lost it, too.
    this.#election?.interrupt("its lease ran out");
    this.#election = this.#parts.kernel.start(this.#elect());
  }

  #storeLeaderElected(site: string): void {
    const { bus, service } = this.#parts;
    bus.emit("storeLeaderElected", { service: service.id, site });
    if (this.#holder !== undefined) this.#clock.extend();
    this.#parts.topology.changed();
  }

  *#elect(): Generator<Wait, void, unknown> {
    const { service, bus, path, kernel } = this.#parts;
    if (this.#terms.wakes === "at-loop") yield wait(micros(this.#draws.uniform() * this.#terms.loop));
    let reason = "";
    for (;;) {
      yield wait(micros(sample(this.#terms.race, this.#draws) + this.#probing()));
      const choice = this.#choose();
      if (typeof choice === "string") {
        if (choice !== reason) bus.emit("electionBlocked", { service: service.id, reason: choice });
        reason = choice;
        yield next(this.#conditions);
        continue;
      }
      bus.emit("candidateChosen", { service: service.id, node: choice.node, setBy: `${path}.race` });
      this.#take(choice.node);
      if (choice.node === service.primary) {
        resume(this.#parts, `${path}.race`);
        return;
      }
      bus.emit("oldPrimaryFenced", { service: service.id, node: service.primary, setBy: `${path}.ttl` });
      yield* takeOver(this.#parts, choice.node, {
        duration: this.#terms.promote,
        setBy: `${path}.promote`,
        conditions: this.#conditions,
      });
      // It may have died, or lost sight of the store, while it was being promoted.
      kernel.after(0 as Duration, () => this.conditionsChanged());
      return;
    }
  }

  /** Asking a member that does not answer costs up to the time-out; one that refuses costs nothing. */
  #probing(): number {
    const { candidates, nodes } = this.#parts;
    const isSilent = candidates.some(({ node }) => !nodes.answers(node));
    return isSilent ? this.#draws.uniform() * this.#terms.probeTimeout : 0;
  }

  /** The best candidate, or why there is none. */
  #choose(): Member | string {
    const { candidates, nodes, standbys, plane, service, kernel } = this.#parts;
    // Whose writes all come too late, behind a full queue, wins no race.
    const seeing = candidates.filter(
      ({ node, site }) => nodes.isRunning(node) && this.#store.serves(site) && this.#store.lossOf(site) < 1,
    );
    if (seeing.length === 0) return "no candidate that runs sees a majority of the store";
    const usable = seeing.filter(({ node }) => node === service.primary || standbys.isUsable(node));
    if (usable.length === 0) return "no candidate has a usable copy";
    const safe = usable.some(({ node }) => node === service.primary)
      ? undefined
      : standbys.safe(usable.map(({ node }) => node));
    const allowed = safe === undefined ? usable : usable.filter(({ node }) => safe.includes(node));
    if (allowed.length === 0) return "no candidate is known to have everything that was acknowledged";
    // The store knows the leader's position as of its last renewal, no later.
    const reportedAt = later(START, this.#clock.reportedAt);
    const leaderAt = plane.position(service.primary, service.origin, "received", reportedAt);
    let best: Member | undefined;
    let furthest = -1;
    for (const member of allowed) {
      const position = plane.position(member.node, service.origin, "received", kernel.now);
      const isClose = safe !== undefined || position >= leaderAt - this.#terms.maximumLag;
      if (position > furthest && isClose) {
        furthest = position;
        best = member;
      }
    }
    return best ?? "every candidate lags more than maximumLag";
  }

  #take(node: NodeId): void {
    this.#holder = node;
    this.#leases++;
    this.#clock = this.#newClock("now");
    this.#tryRenewals();
  }

  /** One that has been renewed for ever had its last tick somewhere in the loop before now. */
  #newClock(renewed: "now" | "for ever"): LeaseClock {
    const { kernel, random, service } = this.#parts;
    const { loop } = this.#terms;
    const draws = random.draws(`lease/${service.id}/loop/${this.#leases}`);
    const lattice = new Lattice(kernel.now, { period: loop }, draws);
    return new LeaseClock({
      kernel,
      terms: this.#terms,
      lattice,
      renewedAt: renewed === "now" ? kernel.now : ((lattice.tick(0) - loop) as Instant),
      expired: () => this.#expired(),
      gaveUp: this.#terms.fencing === "none" ? undefined : () => this.#stepDown(),
    });
  }
}
