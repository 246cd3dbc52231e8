// The monitor family: one observer probes the primary at the ticks of its loop; after enough failures, and
// unless a standby still hears the primary, it promotes the furthest standby that it reaches. Failures may be lost
// probes: then the primary is well, and is replaced all the same. It may fence the old primary if it reaches it, or
// trust it to stop by itself when it hears neither the monitor nor a standby. It may want more than failed probes:
// that no sign of life has come for a while, of a keeper beside the primary where there is one. Or it only observes.
// Leaves out: several monitors, fencing devices. Source: pg_auto_failover, Orchestrator, repmgr, Oracle documentation.

import type { NodeId, SiteId } from "../cluster/data-plane.ts";
import { Lattice } from "../cluster/lattice.ts";
import type { Member } from "../cluster/service.ts";
import type { EventHandle } from "../kernel/kernel.ts";
import { next, type Procedure, type Wait, wait } from "../kernel/procedure.ts";
import { Signal } from "../kernel/signal.ts";
import { datagramLoss, exchangeLoss, openingLoss } from "../network/retransmission.ts";
import type { Bytes } from "../quantity/data.ts";
import type { Distribution } from "../quantity/distribution.ts";
import { after, type Duration, type Instant, later, NEVER, START } from "../quantity/time.ts";
import type { Controller, ControllerParts } from "./policy.ts";
import { type Meets, ProbeLoop } from "./probe-loop.ts";
import { type Heirs, heirsOutside, NOBODY } from "./survivor.ts";
import { resume, takeOver } from "./takeover.ts";

export interface MonitorTerms {
  readonly at: string;
  readonly interval: Duration;
  readonly timeout: Duration;
  readonly probe: "connection" | "session" | "datagram";
  readonly retries: number;
  readonly retryDelay: Duration;
  readonly confirm: "monitor-only" | "with-standbys";
  /** Absent = failed probes are enough. */
  readonly unhealthyAfter?: Duration;
  readonly reports?: Duration | undefined;
  readonly maximumLag?: Bytes | undefined;
  readonly fence: "none" | "reachable" | "self-demotion";
  readonly selfDemoteAfter: Duration;
  readonly block: Duration;
  readonly drain?: Duration;
  readonly promote: Distribution;
  readonly observeOnly?: boolean;
}

export class MonitorController implements Controller {
  readonly #terms: MonitorTerms;
  readonly #parts: ControllerParts;
  readonly #probes: Lattice;
  readonly #loop: ProbeLoop;
  readonly #conditions = new Signal();
  #suspicion: EventHandle | undefined;
  /** Whom it probes, and what the probes meet; undefined = it begins anew. */
  #probed: { readonly node: NodeId; readonly meets: Meets } | undefined;
  #courses = 0;
  /** The ticks at which the primary shows that it lives. */
  readonly #signs: Lattice;
  #seenAlive: Instant;
  #selfDemotion: EventHandle | undefined;
  #procedure: Procedure | undefined;
  #blockedUntil: Instant | undefined;
  /** Chosen, and not yet leading: an old primary that shows itself meanwhile is told, if the monitor fences at all. */
  #heir: NodeId | undefined;

  constructor(terms: MonitorTerms, parts: ControllerParts) {
    this.#terms = terms;
    this.#parts = parts;
    const { kernel, random, service, path } = parts;
    this.#probes = new Lattice(kernel.now, { period: terms.interval }, random.draws(`monitor/${service.id}`));
    const { reports } = terms;
    this.#signs = reports
      ? new Lattice(kernel.now, { period: reports }, random.draws(`monitor/${service.id}/reports`))
      : this.#probes;
    this.#seenAlive = kernel.now;
    this.#loop = new ProbeLoop(terms, this.#probes, () =>
      random.stream(`monitor/${service.id}/${path}/lost/${this.#courses++}`),
    );
    this.#probe();
  }

  conditionsChanged(): void {
    const { service, nodes } = this.#parts;
    this.#conditions.fire();
    this.#reviewDeposed();
    if (this.#procedure && !this.#procedure.isOver) return;
    const { primary } = service;
    if (nodes.isRunning(primary) && !service.accepts(primary) && !this.#parts.isTakeover)
      resume(this.#parts, "node.restart");
    this.#reviewSelfDemotion();
    this.#probe();
  }

  survivorsIfLost(site: SiteId): Heirs {
    const { at, maximumLag, interval, timeout, retries, retryDelay } = this.#terms;
    if (at === site || this.#terms.observeOnly) return NOBODY;
    const nodes = heirsOutside(this.#parts, site, ({ node }) => this.#sees(node));
    const { unhealthyAfter = 0, reports = interval, drain = 0 } = this.#terms;
    const failed = interval / 2 + timeout + retries * (timeout + retryDelay);
    const actsAfter = Math.max(failed, unhealthyAfter - reports / 2) + drain;
    return { nodes, maximumLag, knownFor: interval / 2, actsAfter };
  }

  /** What its probes meet may have changed: when does that become a suspicion? */
  #probe(): void {
    const { kernel, service } = this.#parts;
    const node = service.primary;
    const meets = this.#meets(node);
    if (this.#probed?.node !== node) this.#loop.forget();
    else if (isSame(this.#probed.meets, meets)) return;
    else if (this.#probed.meets.kind === "answer" && meets.kind !== "answer") this.#silentFrom(kernel.now);
    this.#probed = { node, meets };
    if (this.#suspicion !== undefined) kernel.cancel(this.#suspicion);
    const at = this.#loop.change(meets, kernel.now);
    this.#suspicion = at < NEVER ? kernel.at(at, () => this.#suspect()) : undefined;
  }

  #meets(node: NodeId): Meets {
    const { topology, nodes } = this.#parts;
    const { at, timeout, probe } = this.#terms;
    const site = nodes.site(node);
    if (!topology.talks(at, site) || !nodes.answers(node)) return { kind: "silence" };
    if (!nodes.isRunning(node)) return { kind: "refusal" };
    const there = topology.quality(at, site);
    const back = topology.quality(site, at);
    const path = { there: there.loss, back: back.loss, roundTrip: there.delay + back.delay };
    return { kind: "answer", loss: lossOf[probe](path, timeout) };
  }

  #sees(node: string): boolean {
    const { topology, nodes } = this.#parts;
    return nodes.isRunning(node) && topology.talks(this.#terms.at, nodes.site(node));
  }

  #silentFrom(now: Instant): void {
    const lastSign = this.#signs.tick(this.#signs.lastAt((now - 1) as Instant));
    this.#seenAlive = later(this.#seenAlive, lastSign);
  }

  /** Until when failed probes are not enough; undefined = it shows that it lives. */
  #healthyUntil(): Instant | undefined {
    const { unhealthyAfter } = this.#terms;
    if (!unhealthyAfter) return START;
    return this.#probed?.meets.kind === "answer" ? undefined : after(this.#seenAlive, unhealthyAfter);
  }

  #suspect(): void {
    this.#suspicion = undefined;
    this.#loop.forget();
    const { kernel, bus, service, path } = this.#parts;
    const healthyUntil = this.#healthyUntil();
    if (healthyUntil !== undefined && healthyUntil > kernel.now) {
      this.#suspicion = kernel.at(healthyUntil, () => this.#suspect());
      return;
    }
    this.#probed = undefined;
    if (healthyUntil === undefined) {
      bus.emit("suspicionDropped", {
        service: service.id,
        reason: "other signs of life of the primary come",
      });
      kernel.at(after(kernel.now, this.#terms.interval), () => this.conditionsChanged());
      return;
    }
    if (this.#blockedUntil !== undefined && kernel.now < this.#blockedUntil) {
      bus.emit("electionBlocked", {
        service: service.id,
        reason: "it acted a short while ago and is blocked",
      });
      kernel.at(this.#blockedUntil, () => this.conditionsChanged());
      return;
    }
    if (this.#terms.confirm === "with-standbys" && this.#someStandbyHearsIt()) {
      bus.emit("suspicionDropped", { service: service.id, reason: "a standby still hears the primary" });
      kernel.at(after(kernel.now, this.#terms.interval), () => this.conditionsChanged());
      return;
    }
    const setBy = `${path}.${this.#terms.unhealthyAfter ? "unhealthyAfter" : "retries"}`;
    bus.emit("primarySuspected", { service: service.id, node: service.primary, setBy });
    this.#procedure = kernel.start(this.#failOver());
  }

  *#failOver(): Generator<Wait, void, unknown> {
    const { service, bus } = this.#parts;
    let reason = "";
    // Whoever has missed enough probes acts, although the next one would be answered.
    for (let isFirst = true; ; isFirst = false) {
      if (!isFirst && this.#sees(service.primary)) {
        bus.emit("suspicionDropped", { service: service.id, reason: "the primary answers again" });
        if (!service.accepts(service.primary)) resume(this.#parts, "node.restart");
        this.#probe();
        return;
      }
      const choice = this.#choose();
      if (typeof choice !== "string" && !this.#terms.observeOnly) {
        yield* this.#promote(choice);
        return;
      }
      const news = typeof choice === "string" ? choice : `it only observes; it would promote ${choice.node}`;
      const event = typeof choice === "string" ? "electionBlocked" : "suspicionDropped";
      if (news !== reason) bus.emit(event, { service: service.id, reason: news });
      reason = news;
      yield next(this.#conditions);
    }
  }

  *#promote({ node }: Member): Generator<Wait, void, unknown> {
    const { service, bus, path, kernel, topology, nodes } = this.#parts;
    const { fence, drain, block, promote, at } = this.#terms;
    bus.emit("candidateChosen", { service: service.id, node, setBy: `${path}.interval` });
    const old = service.primary;
    if (fence === "reachable" && topology.talks(at, nodes.site(old)) && nodes.isRunning(old))
      service.stop(old, "the monitor fenced it");
    // Whoever cannot confirm that it has stopped is given the time to.
    if (fence !== "none") this.#heir = node;
    if (drain && !this.#sees(old)) yield wait(drain);
    bus.emit("oldPrimaryFenced", {
      service: service.id,
      node: old,
      setBy: `${path}.${drain ? "drain" : "fence"}`,
    });
    this.#blockedUntil = after(kernel.now, block);
    const isPromoted = yield* takeOver(this.#parts, node, {
      duration: promote,
      setBy: `${path}.promote`,
      conditions: this.#conditions,
    });
    if (!isPromoted) this.#blockedUntil = undefined;
    this.#heir = undefined;
    kernel.after(0 as Duration, () => this.conditionsChanged());
  }

  #choose(): Member | string {
    const { candidates, standbys, plane, service, kernel } = this.#parts;
    const seen = candidates.filter(({ node }) => node !== service.primary && this.#sees(node));
    if (seen.length === 0) return "the monitor reaches no candidate";
    const usable = seen.filter(({ node }) => standbys.isUsable(node));
    const safe = standbys.safe(usable.map(({ node }) => node));
    const allowed = safe === undefined ? usable : usable.filter(({ node }) => safe.includes(node));
    if (allowed.length === 0) return "no candidate is known to have everything that was acknowledged";
    const position = ({ node }: Member): number =>
      plane.position(node, service.origin, "received", kernel.now);
    const best = allowed.reduce((one, other) => (position(other) > position(one) ? other : one));
    const { maximumLag } = this.#terms;
    const reported = this.#probes.tick(Math.max(0, this.#probes.lastAt(kernel.now)));
    const leaderAt = plane.position(service.primary, service.origin, "received", reported);
    return maximumLag !== undefined && position(best) < leaderAt - maximumLag
      ? "every candidate lags more than maximumLag"
      : best;
  }

  #someStandbyHearsIt(): boolean {
    const { candidates, nodes, topology, service } = this.#parts;
    const primarySite = nodes.site(service.primary);
    return (
      nodes.isRunning(service.primary) &&
      candidates.some(
        ({ node, site }) => node !== service.primary && this.#sees(node) && topology.talks(site, primarySite),
      )
    );
  }

  /** A primary that hears neither the monitor nor a standby stops by itself after a while. */
  #reviewSelfDemotion(): void {
    if (this.#terms.fence !== "self-demotion") return;
    const { candidates, nodes, topology, service, kernel } = this.#parts;
    const { primary } = service;
    const isAlone =
      !topology.talks(this.#terms.at, nodes.site(primary)) &&
      !candidates.some(
        ({ node, site }) =>
          node !== primary && nodes.isRunning(node) && topology.talks(site, nodes.site(primary)),
      );
    if (isAlone && nodes.isRunning(primary))
      this.#selfDemotion ??= kernel.after(this.#terms.selfDemoteAfter, () =>
        service.stop(primary, "it was alone for too long"),
      );
    else if (this.#selfDemotion !== undefined) {
      kernel.cancel(this.#selfDemotion);
      this.#selfDemotion = undefined;
    }
  }

  #reviewDeposed(): void {
    const { service, nodes, topology } = this.#parts;
    const leader = this.#heir ?? service.primary;
    for (const node of service.acceptingNodes)
      if (node !== leader && nodes.isRunning(node) && topology.talks(this.#terms.at, nodes.site(node)))
        service.stop(node, "the monitor told it that another leads");
  }
}

const lossOf = { connection: openingLoss, session: exchangeLoss, datagram: datagramLoss } as const;

const isSame = (one: Meets, other: Meets): boolean =>
  one.kind === other.kind && (one.kind !== "answer" || other.kind !== "answer" || one.loss === other.loss);
