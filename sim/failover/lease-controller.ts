// The lease family. The primary renews a lease in a voted store at the ticks of its loop; no event per renewal.
// When it can no longer renew, it steps down after its retries (if it is able to), or goes on in fail-safe mode, or a
// watchdog resets it; the lease runs out one ttl after the last renewal, and the standbys race: the furthest one by
// what each has, among those that see the store. An agent that outlives its database waits for it, and then gives the
// lease back. On a lossy path a renewal may get lost although all are well, and the rest follows. Leaves out: tags,
// time lines that are checked. Source: Patroni 3 (ha.py), measured fail-overs of Patroni 3.0.2.

import type { NodeId, SiteId } from "../cluster/data-plane.ts";
import { Lattice } from "../cluster/lattice.ts";
import { next, type Procedure, type Wait, wait } from "../kernel/procedure.ts";
import type { RandomStream } from "../kernel/random.ts";
import { sample } from "../kernel/sampling.ts";
import { Signal } from "../kernel/signal.ts";
import { type Duration, type Instant, later, micros, START } from "../quantity/time.ts";
import { FailSafe } from "./fail-safe.ts";
import { IsolationCheck } from "./isolation-check.ts";
import { choose, silence } from "./lease-candidates.ts";
import { LeaseClock } from "./lease-clock.ts";
import { storeOf } from "./lease-store.ts";
import type { LeaseTerms } from "./lease-terms.ts";
import { LostRenewals } from "./lost-renewals.ts";
import type { Controller, ControllerParts } from "./policy.ts";
import { RestartInPlace } from "./restart-in-place.ts";
import { type Heirs, heirsOutside } from "./survivor.ts";
import { resume, takeOver } from "./takeover.ts";
import type { VotedStore } from "./voted-store.ts";

export class LeaseController implements Controller {
  readonly #terms: LeaseTerms;
  readonly #parts: ControllerParts;
  readonly #store: VotedStore;
  readonly #draws: RandomStream;
  readonly #conditions = new Signal();
  readonly #failSafe: FailSafe;
  readonly #isolation: IsolationCheck | undefined;
  readonly #restart: RestartInPlace | undefined;
  readonly #lost: LostRenewals;
  /** When the store looks for leases that have run out; undefined = always. */
  readonly #checks: Lattice | undefined;
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
    const { kernel, random, service } = parts;
    this.#draws = random.stream(`lease/${service.id}`);
    this.#store = storeOf(terms, parts, {
      draws: this.#draws,
      elected: (site) => this.#storeLeaderElected(site),
    });
    const checks = { period: terms.expiryCheck };
    this.#checks =
      terms.expiryCheck > 0
        ? new Lattice(kernel.now, checks, random.draws(`lease/${service.id}/expiry`))
        : undefined;
    this.#failSafe = new FailSafe(parts, terms, (isExpired) => {
      this.#stepDown();
      if (isExpired) this.#expired();
    });
    this.#isolation =
      terms.fencing === "isolation-check"
        ? new IsolationCheck(parts, terms.isolation, (site) => this.#store.serves(site))
        : undefined;
    this.#restart =
      terms.primaryStart === undefined
        ? undefined
        : new RestartInPlace(kernel, terms.primaryStart, () => {
            this.#clock.stop();
            this.#lose({ setBy: `${parts.path}.primaryStart`, isChecked: false });
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
    this.#failSafe.review();
    this.#reviewRestart();
    this.#reviewDeposed();
    this.#isolation?.review();
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
    if (this.#clock.isRenewing) this.#failSafe.end();
    const isBack = this.#clock.isRenewing && isLeading && this.#holder === holder;
    if (isBack && this.#parts.nodes.isRunning(holder) && !service.accepts(holder))
      resume(this.#parts, "node.restart");
  }

  #reviewClock(holder: NodeId): void {
    const { nodes } = this.#parts;
    this.#tryRenewals();
    this.#clock.review({
      isRunning: this.#agentRuns(holder),
      isServed: this.#store.serves(nodes.site(holder)) && !this.#lost.areLost,
      hasStoreLeader: this.#store.leader !== undefined,
    });
  }

  /** An agent that may start its database again in place outlives it. */
  #agentRuns(holder: NodeId): boolean {
    const { nodes, service } = this.#parts;
    const outlives = this.#terms.primaryStart !== undefined && holder === service.primary;
    return nodes.renews(holder) || (outlives && nodes.answers(holder));
  }

  #reviewRestart(): void {
    const holder = this.#holder;
    const { nodes } = this.#parts;
    // A process that stands still is there: nobody starts it again.
    const isGone = holder !== undefined && nodes.state(holder) !== "frozen" && !nodes.isRunning(holder);
    this.#restart?.review(isGone && this.#agentRuns(holder) ? this.#clock.lattice : undefined);
  }

  #tryRenewals(): void {
    const { nodes } = this.#parts;
    const holder = this.#holder;
    const site = holder === undefined || !this.#agentRuns(holder) ? undefined : nodes.site(holder);
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

  #gaveUp(): void {
    const holder = this.#holder as NodeId;
    if (!this.#terms.failsafe || !this.#failSafe.begin(holder, this.#clock.lattice)) this.#stepDown();
  }

  #stepDown(): void {
    this.#parts.service.stop(this.#holder as NodeId, "it could not renew its lease");
  }

  /** A hard reset of a primary that takes writes still, shortly before others may. */
  #bite(): void {
    const { nodes, service } = this.#parts;
    const node = this.#holder as NodeId;
    if (this.#failSafe.isOn || !service.accepts(node)) return;
    nodes.stop([node], { inFlight: "lost", storage: "intact", isSilent: true })();
  }

  #expired(): void {
    if (this.#failSafe.isOn) this.#failSafe.expired();
    else this.#lose({ setBy: `${this.#parts.path}.ttl`, isChecked: this.#checks !== undefined });
  }

  /** `isChecked`: others hear of it at the next check of the store. */
  #lose(how: { readonly setBy: string; readonly isChecked: boolean }): void {
    const { bus, service, nodes } = this.#parts;
    const node = this.#holder as NodeId;
    this.#holder = undefined;
    this.#tryRenewals();
    bus.emit("leaseLost", { service: service.id, node });
    if (this.#terms.fencing === "self-demotion" && nodes.isRunning(node))
      service.stop(node, "its lease ran out");
    // Somebody who was still being promoted with it has lost it, too.
    this.#election?.interrupt("its lease ran out");
    this.#election = this.#parts.kernel.start(this.#elect(node, how));
  }

  #storeLeaderElected(site: string): void {
    const { bus, service } = this.#parts;
    bus.emit("storeLeaderElected", { service: service.id, site });
    if (this.#holder !== undefined) this.#clock.storeLeaderElected(this.#terms.extension);
    this.#parts.topology.changed();
  }

  *#elect(
    loser: NodeId,
    { setBy, isChecked }: { readonly setBy: string; readonly isChecked: boolean },
  ): Generator<Wait, void, unknown> {
    const { service, bus, path, kernel } = this.#parts;
    if (this.#checks && isChecked) yield wait((this.#checks.next(kernel.now) - kernel.now) as Duration);
    bus.emit("primarySuspected", { service: service.id, node: loser, setBy });
    if (this.#terms.delay > 0) yield wait(this.#terms.delay);
    if (this.#terms.wakes === "at-loop") yield wait(micros(this.#draws.uniform() * this.#terms.loop));
    let reason = "";
    for (;;) {
      yield wait(
        micros(sample(this.#terms.race, this.#draws) + silence(this.#parts, this.#terms.probeTimeout)),
      );
      // The store knows the leader's position as of its last renewal, no later.
      const choice = choose(this.#parts, {
        serves: (site) => this.#store.serves(site) && this.#store.lossOf(site) < 1,
        reportedAt: later(START, this.#clock.reportedAt),
        maximumLag: this.#terms.maximumLag,
      });
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

  #take(node: NodeId): void {
    this.#holder = node;
    this.#leases++;
    this.#clock = this.#newClock("now");
    this.#tryRenewals();
  }

  get #hasWatchdog(): boolean {
    return this.#terms.watchdog !== "off" && this.#terms.watchdogDevice === "present";
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
      gaveUp: this.#terms.fencing === "self-demotion" ? () => this.#gaveUp() : undefined,
      watchdog: this.#hasWatchdog
        ? { margin: this.#terms.safetyMargin, bites: () => this.#bite() }
        : undefined,
    });
  }
}
