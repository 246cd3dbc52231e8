// Clients with a place, in cohorts: a small part of a population each, alike in their phase. A cohort is
// connected to a node, hangs in silence until a time-out frees it, or tries again until its way leads to a node
// that serves. When a condition changes, all that they will do from then on is planned at once. Established
// connections to a dead host hang: without a socket time-out for tcp_retries2, a quarter of an hour. Behind an
// application they are what it sees: it may reach its users, and not the database.
// Leaves out: partial pools; every connection of a client does the same. Sources: Linux ip-sysctl, RFC 1035.

import type { Clientele, ServedStep } from "../cluster/clientele.ts";
import type { Connection, DataOrders, NodeId, SiteId } from "../cluster/data-plane.ts";
import type { EventBus } from "../cluster/event-bus.ts";
import type { Nodes } from "../cluster/nodes.ts";
import type { Service } from "../cluster/service.ts";
import type { Topology } from "../cluster/topology.ts";
import type { Kernel } from "../kernel/kernel.ts";
import type { Random, RandomStream } from "../kernel/random.ts";
import { sample } from "../kernel/sampling.ts";
import { atOrAfter, type Instant, NEVER } from "../quantity/time.ts";
import { COHORTS, type Cohort, cohorts, free } from "./cohort.ts";
import { ConnectionPlan, Planner, shareOf } from "./connection-plan.ts";
import { sameConnections } from "./headcount.ts";
import type { PopulationTerms } from "./population-terms.ts";
import type { Move, Redirect } from "./redirect/redirect.ts";
import { redirects } from "./redirect/registry.ts";
import { aim, type Target } from "./target.ts";

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
  /** Into how many a population is divided. */
  readonly cohorts?: number;
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
  /** How often anything had changed at the last look. */
  #changes = -1;
  readonly #paths = new Map<string, string>();
  readonly #planner: Planner;
  #plan = new ConnectionPlan([], []);
  /** What the plan rests on. */
  #conditions: readonly Condition[] = [];

  constructor(parts: PopulationParts) {
    const { terms, random, kernel, bus, topology } = parts;
    this.#parts = parts;
    this.id = terms.id;
    this.share = terms.share;
    this.#redirect = redirects.get(terms.redirect.kind) as unknown as Redirect;
    const own = { after: terms.silence.after, setBy: this.#path(terms.silence.setBy) };
    const other = this.#redirect.givesUpAfter(terms.redirect as never);
    this.#patience =
      other && other.after < own.after ? { after: other.after, setBy: this.#path(other.setBy) } : own;
    this.#draws = random.stream(`clients/${terms.id}`);
    this.#cohorts = cohorts(parts.cohorts ?? COHORTS, this.#draws.uniform(), kernel.now);
    this.#retryDelay = sample(terms.retryDelay, this.#draws);
    this.#planner = new Planner(this.#cohorts.length);
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

  /** Which share of it is connected to which node now. */
  get connections(): readonly Connection[] {
    return this.#plan.connectionsAt(this.#parts.kernel.now);
  }
  get servedShare(): number {
    return shareOf(this.#plan.connectionsAt(this.#parts.kernel.now), (node) => this.#serves(node));
  }
  get foreseen(): readonly ServedStep[] {
    const { nodes } = this.#parts;
    return this.#plan.foreseen(this.#changesNow(), (node) => ({
      serving: this.#serves(node),
      reading: nodes.isRunning(node) && this.#reaches(nodes.site(node)),
    }));
  }
  /** When some of them are going to be connected otherwise. */
  get nextMoveAt(): Instant {
    return this.#plan.nextAfter(this.#parts.kernel.now);
  }

  /** Something changed: who is cut off, who is led elsewhere, who may try again? */
  update(): void {
    const changes = this.#changesNow();
    if (changes === this.#changes) return;
    this.#changes = changes;
    const serving = this.#serving();
    if (!this.#isNews(serving) && !this.#isPauseNews()) return;
    const { now } = this.#parts.kernel;
    this.#catchUp(now);
    this.#aim(serving, now);
    this.#review(now);
    this.#replan();
  }

  /** How often anything has changed that matters here: none of these counts ever falls. */
  #changesNow(): number {
    const { nodes, topology, services, terms } = this.#parts;
    let changes = nodes.stateChanges + topology.siteChanges;
    if (terms.application !== undefined) changes += topology.reachChanges;
    for (const service of services) changes += service.roleChanges;
    return changes;
  }

  #isNews(serving: NodeId | undefined): boolean {
    if (serving !== this.#target?.node) return true;
    for (const { node, serves, isSilent } of this.#conditions)
      if (serves !== this.#serves(node) || isSilent !== this.#isSilent(node)) return true;
    return false;
  }

  /** An attempt takes longer than it did, or is over sooner, and somebody is going to try. */
  #isPauseNews(): boolean {
    const refuses = this.#refuses();
    if (refuses === this.#isRefused) return false;
    this.#isRefused = refuses;
    return this.#plan.nextAfter(this.#parts.kernel.now - 1) !== NEVER;
  }

  /** What was planned for the time before now has come about. */
  #catchUp(now: number): void {
    const target = this.#target?.node;
    for (const cohort of this.#cohorts) {
      if (cohort.leavesAt < now) free(cohort, cohort.leavesAt, cohort.leavesBy);
      if (cohort.arrivesAt < now) cohort.node = target;
    }
  }

  /** Where clients are led from now on. */
  #aim(node: NodeId | undefined, now: Instant): void {
    if (this.#target?.node === node) return;
    this.#lastNode = this.#target?.node ?? this.#lastNode;
    if (node === undefined) {
      this.#target = undefined;
      return;
    }
    const { nodes, services, terms } = this.#parts;
    const site = nodes.site(node);
    const redirected = (move: Move): ReturnType<Redirect["leadsFrom"]> =>
      this.#redirect.leadsFrom(terms.redirect as never, move);
    const at = { node, isOneOfMany: services.length > 1 };
    const elsewhere = site === this.#ledTo ? undefined : redirected;
    this.#target = aim(now, at, terms.local, this.#draws, elsewhere);
    this.#ledTo = site;
  }

  /** What conditions do to each cohort now. */
  #review(now: Instant): void {
    let condition: Condition | undefined;
    for (const cohort of this.#cohorts) {
      const { node } = cohort;
      if (node === undefined) continue;
      if (node !== condition?.node) condition = this.#conditionOf(node);
      if (condition.serves) cohort.hangsUntil = NEVER;
      else if (!condition.isSilent) free(cohort, now, "");
      else if (cohort.hangsUntil === NEVER) cohort.hangsUntil = now + this.#patience.after;
    }
  }

  /** What each will do by itself while they stay as they are. */
  #foresee(): void {
    const target = this.#target;
    const { lifetime, connectTimeout } = this.#parts.terms;
    const recycled = this.#path("lifetime");
    // Between two attempts, µs.
    const pause = this.#retryDelay + (this.#isRefused ? 0 : connectTimeout);
    for (const cohort of this.#cohorts) {
      const { node, hangsUntil } = cohort;
      cohort.leavesAt = NEVER;
      cohort.arrivesAt = NEVER;
      if (hangsUntil !== NEVER) {
        cohort.leavesAt = atOrAfter(hangsUntil);
        cohort.leavesBy = this.#patience.setBy;
      } else if (target && node !== undefined && node !== target.node) {
        // A pooled connection to a node that no longer leads ends with its lifetime, and the client looks again.
        cohort.leavesAt = atOrAfter(target.since + cohort.retry * lifetime);
        cohort.leavesBy = recycled;
      }
      if (target && node !== target.node) this.#arrive(cohort, target, pause);
    }
  }

  /** The attempt that succeeds: the first one after its way leads to a node that serves. */
  #arrive(cohort: Cohort, target: Target, pause: number): void {
    const isFree = cohort.node === undefined;
    const freeSince = isFree ? cohort.freeSince : cohort.leavesAt;
    const { at, setBy } = target.leads(cohort);
    const isLed = at <= freeSince;
    // Until then it tried in vain, now and then; the next attempt finds the way.
    cohort.arrivesAt = isLed ? freeSince : atOrAfter(at + cohort.retry * pause);
    cohort.arrivesBy = (isLed && (isFree ? cohort.freedBy : cohort.leavesBy)) || this.#path(setBy);
  }

  #replan(): void {
    const { plane, bus, kernel } = this.#parts;
    this.#isRefused = this.#refuses();
    this.#foresee();
    this.#conditions = this.#conditionsNow();
    const { now } = kernel;
    const steps = this.#planner.plan(this.#cohorts, now, this.#target?.node);
    const [first] = steps;
    const isNew = !sameConnections(first.connections, this.#plan.connectionsAt(now - 1));
    if (!isNew && steps.length === 1 && this.#plan.nextAfter(now - 1) === NEVER) return;
    if (!isNew) steps[0] = { ...first, setBy: "" };
    this.#plan = new ConnectionPlan(
      steps,
      this.#conditions.map(({ node }) => node),
    );
    plane.connect(this.id, steps);
    bus.emit("connectionsPlanned", { population: this.id, steps });
  }

  #conditionsNow(): Condition[] {
    let last = this.#target?.node;
    const conditions = last === undefined ? [] : [this.#conditionOf(last)];
    for (const { node } of this.#cohorts) {
      if (node === undefined || node === last) continue;
      last = node;
      if (conditions.every((known) => known.node !== node)) conditions.push(this.#conditionOf(node));
    }
    return conditions;
  }
  #conditionOf(node: NodeId): Condition {
    return { node, serves: this.#serves(node), isSilent: this.#isSilent(node) };
  }
  #serving(): NodeId | undefined {
    for (const { primary } of this.#parts.services) if (this.#serves(primary)) return primary;
    return undefined;
  }
  #serves(node: NodeId): boolean {
    const { services, nodes } = this.#parts;
    if (!nodes.isRunning(node) || !this.#reaches(nodes.site(node))) return false;
    for (const service of services) if (service.accepts(node)) return true;
    return false;
  }
  #isSilent(node: NodeId): boolean {
    const { nodes } = this.#parts;
    return !this.#reaches(nodes.site(node)) || !nodes.answers(node);
  }
  /** From outside through the edge of the site, or through an application that reaches it. */
  #reaches(site: SiteId): boolean {
    const { topology, terms } = this.#parts;
    const { application } = terms;
    if (application === undefined) return topology.isEdgeUp(site);
    return topology.isEdgeUp(application) && topology.applicationReaches(application, site);
  }
  #refuses(): boolean {
    return this.#lastNode === undefined || !this.#isSilent(this.#lastNode);
  }

  #path(field: string): string {
    const path = this.#paths.get(field) ?? (field && `clients.${this.id}.${field}`);
    this.#paths.set(field, path);
    return path;
  }
}
