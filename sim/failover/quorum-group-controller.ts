// The quorum-group family: members vote among themselves. The leader sends heartbeats; who hears none for a while
// takes it for dead; when a majority of the votes has lost it and hears each other, they expel it and elect another.
// A leader that hears no majority stops after a while, or waits for ever with commits that nobody confirms. One that
// is back follows the new one; what only it has is discarded by its rewind. On a lossy path heartbeats may get lost
// for so long that a leader that is well is replaced. Leaves out: members that join and leave by order, flow control,
// a winner that fetches what another member has beyond it (the furthest leads instead, where members agree on a view).

import type { NodeId, SiteId } from "../cluster/data-plane.ts";
import { Lattice } from "../cluster/lattice.ts";
import type { EventHandle } from "../kernel/kernel.ts";
import { next, type Procedure, type Wait, wait } from "../kernel/procedure.ts";
import { meanOf } from "../kernel/sampling.ts";
import { Signal } from "../kernel/signal.ts";
import type { Distribution } from "../quantity/distribution.ts";
import { after, type Duration, type Instant, later, micros, NEVER, NO_TIME } from "../quantity/time.ts";
import { Electorate, type Voter, votesOf } from "./electorate.ts";
import { GroupElection } from "./group-election.ts";
import { GroupHearing } from "./group-hearing.ts";
import { MinorityClock } from "./minority-clock.ts";
import type { Controller, ControllerParts } from "./policy.ts";
import { type Heirs, heirsOutside } from "./survivor.ts";
import { resume, takeOver } from "./takeover.ts";

export interface QuorumGroupTerms {
  readonly voters: readonly Voter[];
  readonly heartbeat: Duration;
  readonly suspect: Duration;
  /** Votes that must have lost the leader; undefined = a majority. */
  readonly suspicions: number | undefined;
  readonly expel: Duration;
  readonly elects: "by-view" | "by-contest";
  readonly election: Distribution;
  readonly rankDelay: Duration;
  readonly rounds: number;
  readonly promote: Distribution;
  readonly minorityAfter: Duration | "never";
  readonly standbysToWrite: number;
  readonly afterRestart: "leads" | "stands";
}

export class QuorumGroupController implements Controller {
  readonly #terms: QuorumGroupTerms;
  readonly #parts: ControllerParts;
  readonly #electorate: Electorate;
  readonly #hearing: GroupHearing;
  readonly #minorities: MinorityClock;
  readonly #election: GroupElection;
  readonly #conditions = new Signal();
  /** The primary has lost its office by itself: it died, or stopped because it heard too few. */
  #isVacant = false;
  /** Elected, and about to lead. */
  #winner: NodeId | undefined;
  #timer: EventHandle | undefined;
  #procedure: Procedure | undefined;
  #blockedBy = "";

  constructor(terms: QuorumGroupTerms, parts: ControllerParts) {
    this.#terms = terms;
    this.#parts = parts;
    const { kernel, random, service, nodes, bus, topology } = parts;
    const name = `quorum-group/${service.id}/${parts.path}`;
    this.#electorate = new Electorate(terms.voters, parts);
    const lattice = new Lattice(kernel.now, { period: terms.heartbeat }, random.draws(name));
    this.#hearing = new GroupHearing({
      kernel,
      topology,
      electorate: this.#electorate,
      lattice,
      terms,
      random,
      name,
      changed: () => this.conditionsChanged(),
    });
    this.#election = new GroupElection(terms, parts, {
      electorate: this.#electorate,
      hearing: this.#hearing,
      draws: random.stream(name),
    });
    this.#minorities = new MinorityClock({
      kernel,
      isRunning: (node) => nodes.isRunning(node),
      endsAt: () => this.#endOfMinority(lattice),
      stop: (node) => this.#stopAlone(node),
    });
    bus.on("nodeStateChanged", ({ node, to }) => {
      if (terms.afterRestart === "stands" && to === "down" && node === service.primary) this.#isVacant = true;
    });
  }

  conditionsChanged(): void {
    this.#conditions.fire();
    this.#reviewDeposed();
    this.#reviewLeader();
    const { service } = this.#parts;
    this.#minorities.review(service.acceptingNodes, (node) => this.#isShort(node));
    this.#hearing.review(this.#leads() ? this.#siteOf(service.primary) : undefined);
    this.#plan();
  }

  survivorsIfLost(site: SiteId): Heirs {
    const { suspect, heartbeat, expel, election } = this.#terms;
    const nodes = heirsOutside(this.#parts, site, (member) => this.#electorate.wouldElect(member.site, site));
    const actsAfter = suspect - heartbeat / 2 + expel + meanOf(election);
    return { nodes, maximumLag: undefined, knownFor: 0, actsAfter };
  }

  #siteOf(node: NodeId): SiteId {
    return this.#parts.nodes.site(node);
  }
  #leads(): boolean {
    return !this.#isVacant && this.#parts.nodes.isRunning(this.#parts.service.primary);
  }
  /** It hears no majority, where that stops it, or has too few standbys. */
  #isShort(node: NodeId): boolean {
    const { minorityAfter, standbysToWrite } = this.#terms;
    if (minorityAfter === "never") return false;
    if (standbysToWrite === 0) return !this.#electorate.hasMajority(node);
    const { candidates, nodes, topology } = this.#parts;
    const standbys = candidates.filter(
      (member) =>
        member.node !== node &&
        nodes.isRunning(member.node) &&
        topology.talks(this.#siteOf(node), member.site),
    );
    return standbys.length < standbysToWrite;
  }

  /** From the last heartbeat that may have been answered. */
  #endOfMinority(lattice: Lattice): Instant {
    const { kernel } = this.#parts;
    const heardAt = lattice.tick(lattice.lastAt((kernel.now - 1) as Instant));
    return later(after(heardAt, this.#terms.minorityAfter as Duration), kernel.now);
  }

  #stopAlone(node: NodeId): void {
    const { service, kernel } = this.#parts;
    const isOffice = this.#terms.standbysToWrite === 0;
    if (isOffice && node === service.primary) this.#isVacant = true;
    service.stop(node, isOffice ? "it heard no majority of its group" : "it had too few standbys");
    kernel.after(NO_TIME, () => this.conditionsChanged());
  }

  /** Whoever was replaced, or voted out, learns it from anybody who knows. */
  #reviewDeposed(): void {
    const { service, nodes, topology } = this.#parts;
    const leader = this.#winner ?? service.primary;
    for (const node of service.acceptingNodes) {
      if (node === leader || !nodes.isRunning(node)) continue;
      const isTold = topology.talks(this.#siteOf(node), this.#siteOf(leader));
      if (!isTold && !this.#electorate.hasMajority(node)) continue;
      if (node === service.primary) this.#isVacant = true;
      service.stop(node, "it learned that another was elected");
    }
  }

  /** A leader that is back before anybody replaced it, or has its standbys again, goes on. */
  #reviewLeader(): void {
    const { service, isTakeover } = this.#parts;
    const { primary } = service;
    if (isTakeover || !this.#leads() || service.accepts(primary) || this.#isShort(primary)) return;
    if (this.#procedure?.isOver ?? true) resume(this.#parts, "node.restart");
  }

  /** When will enough of them have lost the leader? */
  #plan(): void {
    const { kernel } = this.#parts;
    if (this.#timer !== undefined) kernel.cancel(this.#timer);
    this.#timer = undefined;
    if (!(this.#procedure?.isOver ?? true)) return;
    const together = this.#suspicionAt();
    const at = together < NEVER ? together : this.#hearing.firstDeadline;
    const isLed = this.#leads() && this.#electorate.hasMajority(this.#parts.service.primary);
    if (at === NEVER || (isLed && together === NEVER)) this.#blockedBy = "";
    else if (at > kernel.now || together < NEVER)
      this.#timer = kernel.at(later(at, kernel.now), () => this.#suspect());
    else this.#block("no majority of the votes hears each other");
  }

  /** The first instant at which, around some voter, enough votes have lost the leader and a majority can elect. */
  #suspicionAt(): Instant {
    let first = NEVER;
    for (const site of new Set(this.#electorate.voters.map((voter) => voter.site))) {
      const around = this.#electorate.around(site);
      if (!this.#electorate.isMajority(votesOf(around))) continue;
      let votes = 0;
      const { suspicions } = this.#terms;
      for (const { voter, deadline } of this.#hearing.deadlinesOf(around)) {
        if (deadline === NEVER) break;
        votes += voter.votes;
        if (suspicions === undefined ? !this.#electorate.isMajority(votes) : votes < suspicions) continue;
        if (deadline < first) first = deadline;
        break;
      }
    }
    return first;
  }

  #suspect(): void {
    const { kernel, bus, service, path } = this.#parts;
    this.#timer = undefined;
    if (this.#suspicionAt() > kernel.now) {
      this.#plan();
      return;
    }
    this.#blockedBy = "";
    bus.emit("primarySuspected", {
      service: service.id,
      node: service.primary,
      setBy: `${path}.suspect`,
    });
    this.#procedure = kernel.start(this.#replace());
  }

  #block(reason: string): void {
    if (reason === this.#blockedBy) return;
    this.#blockedBy = reason;
    this.#parts.bus.emit("electionBlocked", { service: this.#parts.service.id, reason });
  }

  *#replace(): Generator<Wait, void, unknown> {
    const { service, bus, path, kernel } = this.#parts;
    if (this.#terms.expel > 0) yield wait(this.#terms.expel);
    for (;;) {
      if (
        this.#leads() &&
        this.#suspicionAt() > kernel.now &&
        this.#electorate.hasMajority(service.primary)
      ) {
        bus.emit("suspicionDropped", { service: service.id, reason: "the group hears its leader again" });
        kernel.after(NO_TIME, () => this.conditionsChanged());
        return;
      }
      const outcome = this.#election.hold(this.#isVacant);
      if (typeof outcome === "string") {
        this.#block(outcome);
        yield next(this.#conditions);
        continue;
      }
      yield wait(micros(outcome.after));
      const { winner } = outcome;
      if (winner === undefined) this.#block("the votes were split");
      if (winner === undefined || !this.#election.standing(this.#isVacant).includes(winner)) continue;
      bus.emit("candidateChosen", { service: service.id, node: winner, setBy: `${path}.election` });
      yield* this.#lead(winner);
      return;
    }
  }

  *#lead(winner: NodeId): Generator<Wait, void, unknown> {
    const { service, bus, path, kernel } = this.#parts;
    const { promote } = this.#terms;
    if (winner === service.primary) {
      this.#isVacant = false;
      this.#hearing.begin();
      resume(this.#parts, `${path}.election`);
    } else {
      bus.emit("oldPrimaryFenced", {
        service: service.id,
        node: service.primary,
        setBy: `${path}.minorityAfter`,
      });
      this.#winner = winner;
      this.#reviewDeposed();
      const setBy = `${path}.promote`;
      if (yield* takeOver(this.#parts, winner, { duration: promote, setBy, conditions: this.#conditions })) {
        this.#isVacant = false;
        this.#hearing.begin();
      }
    }
    this.#winner = undefined;
    kernel.after(NO_TIME, () => this.conditionsChanged());
  }
}
