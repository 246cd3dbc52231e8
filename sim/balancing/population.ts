// Clients with a place, in cohorts: half a per cent of a population each, alike in their phase. A cohort is
// connected to a node, hangs in silence until a time-out frees it, or tries again until its way leads to a node
// that serves. When a condition changes, all that they will do from then on is planned at once. Established
// connections to a dead host hang: without a socket time-out for tcp_retries2, a quarter of an hour.
// Leaves out: partial pools; every connection of a client does the same. Sources: Linux ip-sysctl, RFC 1035.

import type { Clientele, ServedStep } from "../cluster/clientele.ts";
import type { DataOrders, NodeId, SiteId } from "../cluster/data-plane.ts";
import type { EventBus } from "../cluster/event-bus.ts";
import type { Nodes } from "../cluster/nodes.ts";
import type { Service } from "../cluster/service.ts";
import type { Topology } from "../cluster/topology.ts";
import type { Kernel } from "../kernel/kernel.ts";
import type { Random, RandomStream } from "../kernel/random.ts";
import { sample } from "../kernel/sampling.ts";
import type { Distribution } from "../quantity/distribution.ts";
import { atOrAfter, type Duration, type Instant, NEVER } from "../quantity/time.ts";
import { type Cohort, cohorts } from "./cohort.ts";
import { ConnectionPlan, shareOf, stepsOf } from "./connection-plan.ts";
import { sameConnections } from "./headcount.ts";
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

/** A node that matters to some cohort, as it was when they planned. */
interface Condition {
  readonly node: NodeId;
  readonly serves: boolean;
  readonly isSilent: boolean;
}

export class Population implements Clientele {
  readonly id: string;
  readonly share: number;
  readonly #parts: PopulationParts;
  readonly #cohorts: readonly Cohort[];
  readonly #draws: RandomStream;
  readonly #redirect: Redirect;
  readonly #retryDelay: number;
  /** How long somebody hangs in silence, µs. */
  readonly #patience: { readonly after: number; readonly setBy: string };
  #target: Target | undefined;
  #ledTo: SiteId | undefined;
  /** Whom they were led to before, and whether that one refuses at once instead of keeping silent. */
  #lastNode: NodeId | undefined;
  #isRefused = true;
  #plan = new ConnectionPlan([]);
  /** What the plan rests on. */
  #conditions: readonly Condition[] = [];

  constructor(parts: PopulationParts) {
    const { terms, random, kernel, bus, topology } = parts;
    this.#parts = parts;
    this.id = terms.id;
    this.share = terms.share;
    this.#redirect = redirects.get(terms.redirect.kind) as unknown as Redirect;
    const own = { after: terms.socketTimeout, setBy: this.#path("timeouts.socket") };
    const other = this.#redirect.givesUpAfter(terms.redirect as never);
    this.#patience =
      other && other.after < own.after ? { after: other.after, setBy: this.#path(other.setBy) } : own;
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
    this.#replan();
  }

  get servedShare(): number {
    return shareOf(this.#plan.connectionsAt(this.#parts.kernel.now), (node) => this.#serves(node));
  }
  get foreseen(): readonly ServedStep[] {
    const { nodes, topology } = this.#parts;
    return this.#plan.foreseen((node) => ({
      serving: this.#serves(node),
      reading: nodes.isRunning(node) && topology.isEdgeUp(nodes.site(node)),
    }));
  }
  /** When some of them are going to be connected otherwise. */
  get nextMoveAt(): Instant {
    return this.#plan.nextAfter(this.#parts.kernel.now);
  }

  /** Something changed: who is cut off, who is led elsewhere, who may try again? */
  update(): void {
    const serving = this.#serving();
    if (!this.#isNews(serving)) return;
    const { now } = this.#parts.kernel;
    for (const cohort of this.#cohorts) this.#catchUp(cohort, now);
    this.#aim(serving, now);
    for (const cohort of this.#cohorts) this.#review(cohort, now);
    this.#replan();
  }

  #isNews(serving: NodeId | undefined): boolean {
    return (
      serving !== this.#target?.node ||
      this.#refuses() !== this.#isRefused ||
      this.#conditions.some(
        ({ node, serves, isSilent }) => serves !== this.#serves(node) || isSilent !== this.#isSilent(node),
      )
    );
  }

  /** What was planned for the time before now has come about. */
  #catchUp(cohort: Cohort, now: Instant): void {
    if (cohort.leavesAt < now) free(cohort, cohort.leavesAt, cohort.leavesBy);
    if (cohort.arrivesAt < now) cohort.node = this.#target?.node;
  }

  /** Where clients are led from now on. */
  #aim(node: NodeId | undefined, now: Instant): void {
    if (node === undefined) {
      this.#target = undefined;
      return;
    }
    if (this.#target?.node === node) return;
    this.#lastNode = this.#target?.node ?? this.#lastNode;
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

  /** What conditions do to a cohort now. */
  #review(cohort: Cohort, now: Instant): void {
    if (cohort.node === undefined) return;
    if (this.#serves(cohort.node)) cohort.hangsUntil = undefined;
    else if (this.#isSilent(cohort.node)) cohort.hangsUntil ??= now + this.#patience.after;
    else free(cohort, now, "");
  }

  /** What it will do by itself while they stay as they are. */
  #foresee(cohort: Cohort): void {
    const target = this.#target;
    cohort.leavesAt = NEVER;
    cohort.arrivesAt = NEVER;
    if (cohort.hangsUntil !== undefined) {
      cohort.leavesAt = atOrAfter(cohort.hangsUntil);
      cohort.leavesBy = this.#patience.setBy;
    } else if (target && cohort.node !== undefined && cohort.node !== target.node) {
      // A pooled connection to a node that no longer leads ends with its lifetime, and the client looks again.
      cohort.leavesAt = atOrAfter(target.since + cohort.retry * this.#parts.terms.lifetime);
      cohort.leavesBy = this.#path("lifetime");
    }
    if (!target || cohort.node === target.node) return;
    if (cohort.node === undefined) this.#arrive(cohort, target, cohort.freeSince, cohort.freedBy);
    else this.#arrive(cohort, target, cohort.leavesAt, cohort.leavesBy);
  }

  /** The attempt that succeeds: the first one after its way leads to a node that serves. */
  #arrive(cohort: Cohort, target: Target, freeSince: Instant, freedBy: string): void {
    const { at, setBy } = target.leads(cohort);
    const isLed = at <= freeSince;
    // Until then it tried in vain, now and then; the next attempt finds the way.
    cohort.arrivesAt = isLed ? freeSince : atOrAfter(at + cohort.retry * this.#pause());
    cohort.arrivesBy = (isLed && freedBy) || this.#path(setBy);
  }

  /** Between two attempts, µs. */
  #pause(): number {
    return this.#retryDelay + (this.#isRefused ? 0 : this.#parts.terms.connectTimeout);
  }

  #replan(): void {
    const { plane, bus, kernel } = this.#parts;
    this.#isRefused = this.#refuses();
    for (const cohort of this.#cohorts) this.#foresee(cohort);
    this.#conditions = this.#conditionsNow();
    const { now } = kernel;
    const [first, ...rest] = stepsOf(this.#cohorts, now, this.#target?.node);
    const isNew = !sameConnections(first.connections, this.#plan.connectionsAt(now - 1));
    if (!isNew && rest.length === 0 && this.#plan.nextAfter(now - 1) === NEVER) return;
    const steps = [isNew ? first : { ...first, setBy: "" }, ...rest];
    this.#plan = new ConnectionPlan(steps);
    plane.connect(this.id, steps);
    bus.emit("connectionsPlanned", { population: this.id, steps });
  }

  #conditionsNow(): Condition[] {
    const nodes = new Set<NodeId>();
    if (this.#target) nodes.add(this.#target.node);
    for (const { node } of this.#cohorts) if (node !== undefined) nodes.add(node);
    return [...nodes].map((node) => ({ node, serves: this.#serves(node), isSilent: this.#isSilent(node) }));
  }

  #serving(): NodeId | undefined {
    for (const { primary } of this.#parts.services) if (this.#serves(primary)) return primary;
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
  #refuses(): boolean {
    return this.#lastNode === undefined || !this.#isSilent(this.#lastNode);
  }

  #path(field: string): string {
    return field && `clients.${this.id}.${field}`;
  }
}

function free(cohort: Cohort, since: Instant, by: string): void {
  cohort.node = undefined;
  cohort.hangsUntil = undefined;
  cohort.freeSince = since;
  cohort.freedBy = by;
}
