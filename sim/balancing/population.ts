// Clients with a place, in cohorts: half a per cent of a population each, alike in their phase. A cohort is
// connected to a node, hangs in silence until a time-out frees it, or tries again until its way leads to a node
// that serves. Established connections to a dead host hang: without a socket time-out for tcp_retries2, a
// quarter of an hour. Leaves out: partial pools; every connection of a client does the same. Sources: Linux
// ip-sysctl, RFC 1035.

import type { Clientele } from "../cluster/clientele.ts";
import type { DataOrders, NodeId, SiteId } from "../cluster/data-plane.ts";
import type { EventBus } from "../cluster/event-bus.ts";
import type { Nodes } from "../cluster/nodes.ts";
import type { Service } from "../cluster/service.ts";
import type { Topology } from "../cluster/topology.ts";
import type { EventHandle, Kernel } from "../kernel/kernel.ts";
import type { Random, RandomStream } from "../kernel/random.ts";
import { sample } from "../kernel/sampling.ts";
import type { Distribution } from "../quantity/distribution.ts";
import { atOrAfter, type Duration, later } from "../quantity/time.ts";
import { COHORTS, type Cohort, cohorts, connectedTo } from "./cohort.ts";
import type { ClientPhase, Redirect } from "./redirect/redirect.ts";
import { redirects } from "./redirect/registry.ts";

export interface PopulationTerms {
  readonly id: string;
  readonly near: SiteId;
  readonly share: number;
  readonly redirect: { readonly kind: string };
  readonly local: { readonly interval: Duration; readonly fall: number; readonly rise: number };
  readonly connectTimeout: Duration;
  /** Without one of its own a client waits until the kernel gives up. */
  readonly socketTimeout: Duration;
  readonly retryDelay: Distribution;
  readonly lifetime: Duration;
}

export interface PopulationParts {
  readonly terms: PopulationTerms;
  readonly kernel: Kernel;
  readonly plane: Pick<DataOrders, "connect">;
  readonly bus: EventBus;
  readonly random: Random;
  readonly topology: Topology;
  readonly nodes: Nodes;
  /** In two-way replication a population may use the service of either site; the near one comes first. */
  readonly services: readonly Service[];
}

/** Where clients are led at present, and since when. */
interface Target {
  readonly node: NodeId;
  readonly leads: (client: ClientPhase) => { readonly at: number; readonly setBy: string };
  readonly since: number;
}

export class Population implements Clientele {
  readonly id: string;
  readonly share: number;
  readonly #parts: PopulationParts;
  readonly #cohorts: Cohort[];
  readonly #draws: RandomStream;
  readonly #redirect: Redirect;
  #target: Target | undefined;
  #ledTo: SiteId | undefined;
  /** Whom they were led to before. */
  #lastNode: NodeId | undefined;
  readonly #retryDelay: number;
  #event: EventHandle | undefined;
  #counts: ReadonlyMap<NodeId, number> = new Map();
  #shares: ReadonlyMap<NodeId, number> = new Map();

  constructor(parts: PopulationParts) {
    const { terms, random, kernel, bus, topology } = parts;
    this.#parts = parts;
    this.id = terms.id;
    this.share = terms.share;
    this.#redirect = redirects.get(terms.redirect.kind) as unknown as Redirect;
    this.#draws = random.stream(`clients/${terms.id}`);
    const offset = this.#draws.uniform();
    this.#retryDelay = sample(terms.retryDelay, this.#draws);
    this.#cohorts = cohorts(offset, kernel.now);
    topology.onChange(() => this.update());
    for (const event of ["writerStarted", "writerStopped", "nodeStateChanged"] as const)
      bus.on(event, () => this.update());
  }

  get service(): string {
    return (this.#parts.services[0] as Service).id;
  }

  /** Connects everybody at the start of a run. */
  settle(): void {
    const node = this.#serving();
    this.#ledTo = node === undefined ? undefined : this.#parts.nodes.site(node);
    if (node !== undefined)
      this.#target = { node, leads: () => ({ at: 0, setBy: "" }), since: this.#parts.kernel.now };
    for (const cohort of this.#cohorts) cohort.node = node;
    this.#publish("");
  }

  get servedShare(): number {
    return this.#shareOf((node) => this.#serves(node));
  }
  get readingShare(): number {
    const { nodes, topology } = this.#parts;
    return this.#shareOf((node) => nodes.isRunning(node) && topology.isEdgeUp(nodes.site(node)));
  }
  sharesByNode(): ReadonlyMap<string, number> {
    return this.#shares;
  }

  /** Something changed: who is cut off, who is led elsewhere, who may try again? */
  update(): void {
    this.#advance(() => true);
  }

  #advance(concerns: (cohort: Cohort) => boolean): void {
    const { now } = this.#parts.kernel;
    this.#aim(now);
    let setBy = "";
    let next = Number.POSITIVE_INFINITY;
    for (const cohort of this.#cohorts) {
      if (concerns(cohort)) {
        setBy = this.#review(cohort, now) || setBy;
        cohort.nextAt = this.#nextOf(cohort);
      }
      if (cohort.nextAt < next) next = cohort.nextAt;
    }
    this.#publish(setBy);
    this.#scheduleNext(next);
  }

  /** Where clients are led from now on. */
  #aim(now: number): void {
    const node = this.#serving();
    if (node === undefined) {
      this.#target = undefined;
      return;
    }
    if (this.#target?.node === node) return;
    const site = this.#parts.nodes.site(node);
    const { interval, rise, fall } = this.#parts.terms.local;
    const check = (rise - 1 + this.#draws.uniform()) * interval;
    // A promotion announces itself; that the near one of several writers is gone, checks must find out.
    const noticed =
      this.#parts.services.length > 1 ? now + (fall - 1 + this.#draws.uniform()) * interval : now;
    const move = { servesFrom: noticed, draws: this.#draws };
    const remote =
      site === this.#ledTo ? undefined : this.#redirect.leadsFrom(this.#parts.terms.redirect as never, move);
    const local = { at: now + check, setBy: "local.rise" };
    const leads = (client: ClientPhase): { at: number; setBy: string } => {
      const far = remote?.(client);
      return far && far.at > local.at ? far : local;
    };
    this.#target = { node, leads, since: now };
    this.#ledTo = site;
  }

  /** Brings one cohort up to date; what set it free or connected it, if anything did. */
  #review(cohort: Cohort, now: number): string {
    if (cohort.node !== undefined) {
      if (this.#serves(cohort.node)) {
        cohort.hangsUntil = undefined;
        this.#recycle(cohort, now);
      } else if (this.#isSilent(cohort.node)) this.#hang(cohort, now);
      else this.#free(cohort, now, "");
    }
    if (cohort.node === undefined && this.#target) {
      const { at, setBy } = this.#attempt(cohort);
      if (at <= now) {
        cohort.node = this.#target.node;
        cohort.hangsUntil = undefined;
        return setBy;
      }
    }
    return "";
  }

  #hang(cohort: Cohort, now: number): void {
    const { socketTimeout } = this.#parts.terms;
    const other = this.#redirect.givesUpAfter(this.#parts.terms.redirect as never);
    cohort.hangsUntil ??= now + Math.min(socketTimeout, other?.after ?? socketTimeout);
    if (cohort.hangsUntil <= now)
      this.#free(cohort, now, other && other.after < socketTimeout ? other.setBy : "timeouts.socket");
  }

  #free(cohort: Cohort, now: number, by: string): void {
    cohort.node = undefined;
    cohort.hangsUntil = undefined;
    cohort.freeSince = now;
    cohort.freedBy = by;
  }

  /** A pooled connection to a node that no longer leads ends with its lifetime, and the client looks again. */
  #recycle(cohort: Cohort, now: number): void {
    const target = this.#target;
    if (target && target.node !== cohort.node && this.#recyclesAt(cohort, target) <= now)
      this.#free(cohort, now, "lifetime");
  }
  #recyclesAt(cohort: Cohort, target: Target): number {
    return target.since + cohort.retry * this.#parts.terms.lifetime;
  }

  /** The attempt that succeeds: the first one after its way leads to a node that serves. */
  #attempt(cohort: Cohort): { at: number; setBy: string } {
    const { at, setBy } = (this.#target as Target).leads(cohort);
    if (at <= cohort.freeSince) return { at: cohort.freeSince, setBy: cohort.freedBy || setBy };
    // Until then it tried in vain, now and then; the next attempt finds the way.
    return { at: at + cohort.retry * this.#pause(), setBy };
  }

  /** Between two attempts, µs. */
  #pause(): number {
    const { connectTimeout } = this.#parts.terms;
    const { topology, nodes } = this.#parts;
    const isRefused =
      this.#lastNode === undefined ||
      (nodes.answers(this.#lastNode) && topology.isEdgeUp(nodes.site(this.#lastNode)));
    return this.#retryDelay + (isRefused ? 0 : connectTimeout);
  }

  #serving(): NodeId | undefined {
    for (const service of this.#parts.services)
      if (this.#serves(service.primary)) {
        if (this.#target?.node !== service.primary) this.#lastNode = this.#target?.node ?? this.#lastNode;
        return service.primary;
      }
    return undefined;
  }
  #serves(node: NodeId): boolean {
    const { services, nodes, topology } = this.#parts;
    return (
      nodes.isRunning(node) &&
      topology.isEdgeUp(nodes.site(node)) &&
      services.some((service) => service.accepts(node))
    );
  }
  #isSilent(node: NodeId): boolean {
    const { nodes, topology } = this.#parts;
    return !topology.isEdgeUp(nodes.site(node)) || !nodes.answers(node);
  }

  /** When something happens to this cohort by itself. */
  #nextOf(cohort: Cohort): number {
    const target = this.#target;
    if (cohort.hangsUntil !== undefined) return cohort.hangsUntil;
    if (!target) return Number.POSITIVE_INFINITY;
    if (cohort.node === undefined) return this.#attempt(cohort).at;
    return target.node === cohort.node ? Number.POSITIVE_INFINITY : this.#recyclesAt(cohort, target);
  }

  #scheduleNext(next: number): void {
    const { kernel } = this.#parts;
    if (this.#event !== undefined) kernel.cancel(this.#event);
    this.#event = undefined;
    if (next === Number.POSITIVE_INFINITY) return;
    this.#event = kernel.at(later(atOrAfter(next), kernel.now), () => {
      this.#event = undefined;
      this.#advance(({ nextAt }) => nextAt <= kernel.now);
    });
  }

  #publish(setBy: string): void {
    const counts = connectedTo(this.#cohorts);
    if (sameCounts(counts, this.#counts)) return;
    this.#counts = counts;
    this.#shares = new Map([...counts].map(([node, cohorts]) => [node, cohorts / COHORTS]));
    const { plane, bus, terms } = this.#parts;
    plane.connect(
      this.id,
      [...this.#shares].map(([node, share]) => ({ node, share })),
    );
    bus.emit("connectionsChanged", { population: this.id, setBy: setBy && `clients.${terms.id}.${setBy}` });
  }

  #shareOf(condition: (node: NodeId) => boolean): number {
    let share = 0;
    for (const [node, part] of this.#shares) if (condition(node)) share += part;
    return share;
  }
}

function sameCounts(one: ReadonlyMap<NodeId, number>, other: ReadonlyMap<NodeId, number>): boolean {
  if (one.size !== other.size) return false;
  for (const [node, count] of one) if (other.get(node) !== count) return false;
  return true;
}
