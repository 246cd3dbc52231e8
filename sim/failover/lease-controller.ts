// The lease family. The primary renews a lease in a voted store at the ticks of its loop; no event per renewal.
// When it can no longer renew, it steps down after its retries (if it is able to), the lease runs out one ttl
// after the last renewal, and the standbys race: the furthest one by what each has, among those that see the
// store. Leaves out: watchdog, fail-safe mode, tags. Source: Patroni 3 (ha.py), measured fail-overs of Patroni
// 3.0.2.

import type { NodeId } from "../cluster/data-plane.ts";
import { Lattice } from "../cluster/lattice.ts";
import type { Member } from "../cluster/service.ts";
import type { EventHandle } from "../kernel/kernel.ts";
import { next, type Procedure, type Wait, wait } from "../kernel/procedure.ts";
import type { RandomStream } from "../kernel/random.ts";
import { sample } from "../kernel/sampling.ts";
import { Signal } from "../kernel/signal.ts";
import type { Bytes } from "../quantity/data.ts";
import type { Distribution } from "../quantity/distribution.ts";
import { after, type Duration, type Instant, later, micros, START } from "../quantity/time.ts";
import type { Controller, ControllerParts } from "./policy.ts";
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
  /** undefined = nobody holds the lease. */
  #holder: NodeId | undefined;
  #lattice: Lattice;
  #isAble = true;
  #ableSince: Instant;
  #unableSince: Instant = START;
  #renewedAt: Instant;
  /** When the holder last told the store its position. */
  #reportedAt: Instant;
  #expiry: EventHandle | undefined;
  #demotion: EventHandle | undefined;
  #election: Procedure | undefined;
  #leases = 0;

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
      leaderChanged: (site, at) => this.#storeLeaderElected(site, at),
    });
    this.#holder = service.primary;
    this.#lattice = this.#newLattice();
    // The lease has been renewed for ever: the last tick before now lies somewhere in the loop.
    this.#renewedAt = this.#reportedAt = this.#ableSince = (this.#lattice.tick(0) - terms.loop) as Instant;
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

  #reviewHolder(): void {
    const { nodes, service } = this.#parts;
    const holder = this.#holder;
    if (holder === undefined) return;
    const isLeading = holder === service.primary;
    // A candidate that died on its way is not trusted with the same lease: it runs out.
    if (!isLeading && !this.#isAble && (this.#election?.isOver ?? true)) return;
    const isAble = nodes.isRunning(holder) && this.#store.serves(nodes.site(holder));
    if (isAble !== this.#isAble) this.#abilityChanged(isAble);
    if (isAble && isLeading && this.#holder === holder && !service.accepts(holder))
      resume(this.#parts, "node.restart");
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

  #abilityChanged(isAble: boolean): void {
    const { kernel } = this.#parts;
    const { now } = kernel;
    this.#isAble = isAble;
    this.#cancelTimers();
    if (isAble) {
      // A renewal that failed is tried again all the time, and one that a frozen process slept through is made up
      // for when it wakes: neither waits for the next loop.
      if (this.#lattice.tick(this.#lattice.lastAt(now)) >= this.#unableSince)
        this.#renewedAt = this.#reportedAt = now;
      this.#ableSince = now;
      return;
    }
    this.#unableSince = now;
    const last = this.#lattice.lastAt(now);
    const tick = this.#lattice.tick(last);
    if (last >= 0 && tick >= this.#ableSince)
      this.#renewedAt = this.#reportedAt = later(this.#renewedAt, tick);
    if (this.#store.leader !== undefined) this.#expireAt(after(this.#renewedAt, this.#terms.ttl));
    this.#demoteAfterRetries();
  }

  #expireAt(at: Instant): void {
    const { kernel } = this.#parts;
    this.#expiry = kernel.at(later(at, kernel.now), () => this.#expired());
  }

  /** The holder's own loop fails at its next tick, tries again for a while, and steps down. */
  #demoteAfterRetries(): void {
    const { kernel, nodes, service } = this.#parts;
    const holder = this.#holder as NodeId;
    if (this.#terms.fencing === "none" || !nodes.isRunning(holder)) return;
    const failing = this.#lattice.next(kernel.now);
    this.#demotion = kernel.at(after(failing, this.#terms.retry), () => {
      this.#demotion = undefined;
      if (!this.#isAble && nodes.isRunning(holder)) service.stop(holder, "it could not renew its lease");
    });
  }

  #cancelTimers(): void {
    for (const timer of [this.#expiry, this.#demotion])
      if (timer !== undefined) this.#parts.kernel.cancel(timer);
    this.#expiry = this.#demotion = undefined;
  }

  #expired(): void {
    const { bus, service, nodes } = this.#parts;
    const node = this.#holder as NodeId;
    this.#cancelTimers();
    this.#holder = undefined;
    bus.emit("leaseLost", { service: service.id, node });
    bus.emit("primarySuspected", { service: service.id, node, setBy: `${this.#parts.path}.ttl` });
    if (this.#terms.fencing === "self-demotion" && nodes.isRunning(node))
      service.stop(node, "its lease ran out");
    // Somebody who was still being promoted with it has lost it, too.
    this.#election?.interrupt("its lease ran out");
    this.#election = this.#parts.kernel.start(this.#elect());
  }

  #storeLeaderElected(site: string, at: Instant): void {
    const { bus, service } = this.#parts;
    bus.emit("storeLeaderElected", { service: service.id, site });
    // A new leader of the store gives every lease a full ttl.
    if (this.#holder !== undefined) {
      this.#renewedAt = at;
      this.#cancelTimers();
      if (!this.#isAble) {
        this.#expireAt(after(at, this.#terms.ttl));
        this.#demoteAfterRetries();
      }
    }
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
    const seeing = candidates.filter(({ node, site }) => nodes.isRunning(node) && this.#store.serves(site));
    if (seeing.length === 0) return "no candidate that runs sees a majority of the store";
    const usable = seeing.filter(({ node }) => node === service.primary || standbys.isUsable(node));
    if (usable.length === 0) return "no candidate has a usable copy";
    const safe = usable.some(({ node }) => node === service.primary)
      ? undefined
      : standbys.safe(usable.map(({ node }) => node));
    const allowed = safe === undefined ? usable : usable.filter(({ node }) => safe.includes(node));
    if (allowed.length === 0) return "no candidate is known to have everything that was acknowledged";
    // The store knows the leader's position as of its last renewal, no later.
    const reportedAt = later(START, this.#reportedAt);
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
    this.#isAble = true;
    this.#leases++;
    this.#renewedAt = this.#reportedAt = this.#ableSince = this.#parts.kernel.now;
    this.#lattice = this.#newLattice();
  }

  #newLattice(): Lattice {
    const { kernel, random, service } = this.#parts;
    const draws = random.draws(`lease/${service.id}/loop/${this.#leases}`);
    return new Lattice(kernel.now, { period: this.#terms.loop }, draws);
  }
}
