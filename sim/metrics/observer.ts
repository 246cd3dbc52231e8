// God's view of one run. Listens to control events, to the shares of the populations and to the data plane;
// influences nothing. At the end it turns what it saw into facts.

import type { DataReadings, DataSink, DataTruth } from "../cluster/data-plane.ts";
import type { EventBus } from "../cluster/event-bus.ts";
import type { Nodes } from "../cluster/nodes.ts";
import type { Service } from "../cluster/service.ts";
import type { Topology } from "../cluster/topology.ts";
import type { Kernel } from "../kernel/kernel.ts";
import type { Duration, Instant } from "../quantity/time.ts";
import { Histogram, type SparseHistogram } from "../statistics/histogram.ts";
import type { Conflicts } from "./conflicts.ts";
import { DemandTracks, type ObservedPopulation } from "./demand-tracks.ts";
import type { RunFacts, Sampled } from "./facts.ts";
import { Lateness } from "./lateness.ts";
import { LossAccount } from "./loss-account.ts";
import { Milestones, type Phase, type PhaseName, type Segment } from "./milestones.ts";
import { Protection, type StandbyState } from "./protection.ts";
import type { Interval, ShareTrack } from "./share-track.ts";
import { SilentExposures } from "./silent-exposure.ts";

export interface ObservedService {
  readonly service: Service;
  readonly standbys: StandbyState;
  readonly heirs: readonly string[];
  readonly answerWithin: Duration;
  /** One of several writers: when it is gone, others serve without any promotion. */
  readonly isOneOfMany: boolean;
  /** Its commits may go on without those whom they wait for. */
  readonly mayDegrade: boolean;
  /** Where the scenario describes its leading cluster. */
  readonly path: string;
}
export interface ObserverParts {
  readonly kernel: Kernel;
  readonly bus: EventBus;
  readonly plane: DataTruth & DataReadings;
  readonly topology: Topology;
  readonly nodes: Nodes;
  readonly services: readonly ObservedService[];
  readonly populations: readonly ObservedPopulation[];
  readonly serviceShare: number;
  readonly stableFor: Duration;
  readonly repairPath: () => string;
  readonly conflicts: Conflicts | undefined;
  /** Means over a window are wanted: it is looked at ten times a second, not only when something changes. */
  readonly isSteady: boolean;
}

export class Observer implements DataSink {
  readonly looksRegularly: boolean;
  readonly losses: LossAccount;
  readonly milestones: Milestones;
  readonly silent: SilentExposures;
  readonly commitLatency = new Histogram(1e6);
  readonly clientLatency = new Histogram(1e6);
  readonly #parts: ObserverParts;
  readonly #demand: DemandTracks;
  readonly #protections: readonly Protection[];
  readonly #carriedBefore = new Map<string, number>();
  #injectedAt: Instant = 0 as Instant;
  #isMeasuring = false;
  #answered = 0;
  #failovers = 0;
  #restoreBegan: number | undefined;
  #restore: number | undefined;

  constructor(parts: ObserverParts) {
    this.#parts = parts;
    this.looksRegularly = parts.isSteady || parts.conflicts !== undefined;
    const { bus, kernel, plane, topology } = parts;
    this.losses = new LossAccount({ plane, kernel, bus });
    const pathOf = (id: string): string =>
      parts.services.find(({ service }) => service.id === id)?.path ?? "clusters";
    this.milestones = new Milestones(bus, kernel, pathOf, parts.repairPath);
    this.#protections = parts.services.map((observed) => new Protection({ ...parts, ...observed }));
    this.silent = new SilentExposures(parts);
    const lateness = parts.services.map(({ service: { id }, answerWithin: wait }): [string, Lateness] => [
      id,
      new Lateness({ kernel, bus, plane, service: id, wait }),
    ]);
    this.#demand = new DemandTracks(parts.populations, new Map(lateness));
    plane.observe(this);
    const review = (): void => this.#demand.review(kernel.now);
    for (const event of ["writerStarted", "writerStopped", "connectionsPlanned", "nodeStateChanged"] as const)
      bus.on(event, review);
    topology.onChange(review);
    bus.on("promoted", () => {
      this.#failovers++;
    });
    bus.on("restoreBegan", () => {
      this.#restoreBegan = kernel.now;
    });
    bus.on("restored", ({ service, recoveryPoint }) => {
      if (recoveryPoint < 0)
        this.losses.addUnseen(service, {
          point: recoveryPoint,
          ...this.#demand.expected(service, recoveryPoint, 0),
        });
      if (this.#restoreBegan !== undefined) this.#restore = kernel.now - this.#restoreBegan;
    });
  }

  /** Measuring begins: at the injection, or with a steady window. */
  begin(from: Instant = this.#parts.kernel.now): void {
    this.#injectedAt = from;
    this.#isMeasuring = true;
    for (const protection of this.#protections) protection.begin(this.#injectedAt);
    this.silent.begin(this.#injectedAt);
    for (const [key, link] of this.#directions())
      this.#carriedBefore.set(key, this.#parts.plane.carried(link.id, link.from));
    this.#demand.review(this.#injectedAt);
  }

  /** Nobody asks any more for what was before `t`; sums and counts stay. */
  forgetBefore(t: Instant): void {
    this.#demand.forgetBefore(t);
    this.milestones.forgetBefore(t);
  }

  answered(node: string, at: number, commit: number, client: number): void {
    if (!this.#isMeasuring || at < this.#injectedAt) return;
    this.#parts.conflicts?.answered(node, at);
    if (!this.#parts.isSteady) return;
    this.#answered++;
    this.commitLatency.add(commit);
    this.clientLatency.add(client);
  }

  rounded(now: number): void {
    this.#parts.conflicts?.settle();
    for (const protection of this.#protections) protection.sample(now, this.#parts.isSteady);
    this.#demand.sample(now, this.#parts.plane);
  }

  /** Share of the write demand that is served now, over all populations. */
  get servedShare(): number {
    return this.#demand.servedShare;
  }
  get isRedundant(): boolean {
    return this.#protections.every((protection) => protection.isRedundant);
  }
  get isUnprotected(): boolean {
    return this.#protections.some((protection) => protection.isUnprotected);
  }
  /** Two nodes of one service take writes now: what is going to be lost still grows. */
  get isSplit(): boolean {
    return this.#protections.some((protection) => protection.isSplit);
  }

  facts(horizon: Instant, isDrill: boolean): RunFacts {
    const { kernel, plane, conflicts } = this.#parts;
    const endedAt = kernel.now;
    for (const protection of this.#protections) protection.review();
    const gone = this.#parts.services.filter((observed) => this.#isGone(observed));
    for (const observed of this.#parts.services)
      if (observed.isOneOfMany || gone.includes(observed)) this.#abandon(observed);
    this.losses.close();
    this.#demand.close(endedAt);
    this.milestones.close(endedAt);
    conflicts?.settle();
    const writing = this.#demand.combined("writing", horizon);
    const from = this.#injectedAt;
    const { serviceShare: share, stableFor } = this.#parts;
    const outage = writing.outage(from, horizon, { share, stableFor });
    const loss = this.losses.total();
    const written = this.#demand.demand("writing", from, horizon);
    const read = this.#demand.demand("reading", from, horizon);
    return {
      isDrill,
      injectedAt: from,
      endedAt,
      horizon,
      outage,
      outage99: writing.outage(from, horizon, { share: 0.99, stableFor }),
      firstWriteAt: outage ? writing.firstAbove(outage.start, horizon, 0) : from,
      unserved: written.missed,
      offered: written.offered,
      unreadable: read.missed,
      readsOffered: read.offered,
      rate: this.#demand.rateAt(from),
      loss,
      hasFailedOver: this.losses.hasFailedOver,
      failovers: this.#failovers,
      duplicated: outage && outage.end === Number.POSITIVE_INFINITY ? 0 : loss.phantom,
      // Curves have no rows that two could write.
      overwritten: plane.isWriteByWrite ? conflicts?.overwritten : undefined,
      conflicts: plane.isWriteByWrite ? conflicts?.met : undefined,
      unprotected: Math.max(...this.#protections.map((protection) => protection.unprotectedFor(endedAt))),
      isUnprotected: this.#protections.some((protection) => protection.isUnprotected),
      split: this.#protections.reduce((sum, protection) => sum + protection.splitFor(endedAt), 0),
      isSplit: this.isSplit,
      isGone: gone.length > 0,
      ...this.silent.facts(endedAt),
      redundantAgainAt: latest(this.#protections.map((protection) => protection.redundantAgainAt)),
      restore: this.#restore,
      answered: plane.isWriteByWrite ? this.#answered : undefined,
      ...this.#sampled(),
      utilisation: this.#utilisation(endedAt),
    };
  }

  /** Outage of one population, for scoped metrics. */
  ofPopulation(id: string, horizon: Instant): RunFacts["outage"] {
    const { serviceShare: share, stableFor } = this.#parts;
    return this.#demand
      .combined("writing", horizon, id)
      .outage(this.#injectedAt, horizon, { share, stableFor });
  }

  /** Phases of the outage; what is left after the last milestone is named after what was waited for. */
  phases(facts: RunFacts): Phase[] {
    const waits = this.#waits(facts);
    return waits ? this.milestones.phases(waits.outage, waits.rest) : [];
  }

  /** The same, wait by wait in the order of time. */
  segments(facts: RunFacts): Segment[] {
    const waits = this.#waits(facts);
    return waits ? this.milestones.segments(waits.outage, waits.rest) : [];
  }

  /** Share of the write demand that is served, over all populations or of one. */
  served(horizon: Instant, population?: string): ShareTrack {
    return this.#demand.combined("writing", horizon, population);
  }

  #waits(facts: RunFacts): { outage: Interval; rest: { name: PhaseName; setBy: string } } | undefined {
    const { outage } = facts;
    if (!outage) return undefined;
    const end = Math.min(outage.end, facts.horizon);
    const isOpen = outage.end === Number.POSITIVE_INFINITY;
    const late = this.#demand.isEverLate(facts.horizon);
    const name: PhaseName = facts.hasFailedOver && !facts.isGone ? "ramp" : late ? "block" : "repair";
    const by =
      name === "block" && this.milestones.gaveUpWaitingBy !== "" ? this.milestones.gaveUpWaitingBy : "";
    const rest = { name, setBy: isOpen ? "run.limit" : by || this.#parts.repairPath() };
    return { outage: { start: outage.start, end }, rest };
  }

  histograms(): Record<string, SparseHistogram> {
    return {
      commitLatencySeconds: this.commitLatency.toSparse(),
      clientLatencySeconds: this.clientLatency.toSparse(),
    };
  }

  /** The disk of the primary is destroyed, and nobody has taken over. */
  #isGone({ service, isOneOfMany }: ObservedService): boolean {
    const { primary, acceptingNodes } = service;
    if (isOneOfMany || acceptingNodes.length > 0 || this.#parts.nodes.isRunning(primary)) return false;
    return this.losses.isDestroyed(primary);
  }

  /** A writer that is gone at the end has left behind what no other side received. */
  #abandon({ service, heirs, isOneOfMany }: ObservedService): void {
    const { nodes, plane, kernel } = this.#parts;
    if (nodes.isRunning(service.primary) && service.accepts(service.primary)) return;
    const positions = heirs
      .filter((node) => node !== service.primary)
      .filter((node) => (isOneOfMany ? nodes.isRunning(node) : !this.losses.isDestroyed(node)))
      .map((node) => plane.position(node, service.origin, "received", kernel.now));
    if (positions.length > 0 || !isOneOfMany)
      this.losses.abandon(service.id, service.timeline, Math.max(0, ...positions), service.primary);
  }

  #sampled(): Pick<RunFacts, "lag" | "lagBytes" | "exposure" | "stale"> {
    const first = this.#protections[0] as Protection;
    const of = ({ count, mean, max }: Sampled): Sampled => ({ count, mean, max });
    return {
      lag: of(first.lag),
      lagBytes: of(first.lagBytes),
      exposure: of(first.exposure),
      stale: of(first.stale),
    };
  }

  #utilisation(endedAt: number): Map<string, number> {
    const fullest = new Map<string, number>();
    for (const [key, { id, from, bandwidth }] of this.#directions()) {
      const carried = this.#parts.plane.carried(id, from) - (this.#carriedBefore.get(key) ?? 0);
      const share = carried / bandwidth / Math.max(1, endedAt - this.#injectedAt);
      fullest.set(id, Math.max(fullest.get(id) ?? 0, share));
    }
    return fullest;
  }

  #directions(): [string, { id: string; from: string; bandwidth: number }][] {
    return this.#parts.topology.links.flatMap(({ id, between, bandwidth }) =>
      between.map((from): [string, { id: string; from: string; bandwidth: number }] => [
        `${id}/${from}`,
        { id, from, bandwidth },
      ]),
    );
  }
}

const latest = (instants: readonly (number | undefined)[]): number | undefined =>
  instants.some((instant) => instant === undefined) ? undefined : Math.max(...(instants as number[]));
