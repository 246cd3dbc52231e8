// God's view of years: listens to failures, control events and the data plane, influences nothing, and keeps
// a fixed amount whatever the number of years. Incidents go to a sketch that a block of replications shares;
// totals and the shares of each process are the replication's own.

import type { DataReadings, DataSink, DataTruth } from "../../cluster/data-plane.ts";
import type { EventBus } from "../../cluster/event-bus.ts";
import type { Nodes } from "../../cluster/nodes.ts";
import type { Topology } from "../../cluster/topology.ts";
import type { EventHandle, Kernel } from "../../kernel/kernel.ts";
import { Phase } from "../../kernel/phase.ts";
import type { Duration, Instant } from "../../quantity/time.ts";
import { Lateness } from "../lateness.ts";
import type { ObservedService } from "../observer.ts";
import { Outages } from "../outages.ts";
import { Protection } from "../protection.ts";
import { FalseFailovers } from "./false-failovers.ts";
import { type Incident, IncidentTracker } from "./incident.ts";
import { LineStates } from "./line-states.ts";
import { LossWatch } from "./loss-watch.ts";
import { type ObservedProcess, ReplicationBooks } from "./replication-books.ts";
import { ServedDemand, type YearlyPopulation } from "./served-demand.ts";
import type { SketchBook } from "./sketch.ts";
import { Stopwatches } from "./stopwatches.ts";
import { type Stay, SystemClock } from "./system-states.ts";
import type { PopulationTotals, Totals } from "./totals.ts";

export interface OutlookObserverParts {
  readonly kernel: Kernel;
  readonly bus: EventBus;
  readonly plane: DataTruth & DataReadings;
  readonly topology: Topology;
  readonly nodes: Nodes;
  readonly services: readonly ObservedService[];
  readonly populations: readonly YearlyPopulation[];
  readonly processes: readonly ObservedProcess[];
  readonly serviceShare: number;
  readonly stableFor: Duration;
  /** Where backups are kept; undefined = there are none. */
  readonly vault: string | undefined;
  readonly sketch: SketchBook;
  readonly replication: number;
  /** Told when an incident begins and when it has ended. */
  readonly follow?: (incident: Incident, what: "began" | "ended") => void;
  /** Told when the system leaves a state. */
  readonly followStates?: (stay: Stay) => void;
}

const STATES = ["unprotected", "degraded", "noValidBackup", "singleLink", "partitioned", "split"] as const;
export class OutlookObserver implements DataSink {
  readonly looksRegularly = false;
  readonly #parts: OutlookObserverParts;
  readonly #demand: ServedDemand;
  readonly #outages: Outages;
  readonly #incidents: IncidentTracker;
  readonly #losses: LossWatch;
  readonly #lines: LineStates;
  readonly #protections: readonly Protection[];
  readonly #lateness = new Map<string, Lateness>();
  /** Services whose answers were late when that was last heard. */
  readonly #late = new Set<string>();
  readonly #degraded = new Set<string>();
  readonly #states = new Stopwatches(STATES.length);
  readonly #system: SystemClock;
  readonly #books: ReplicationBooks;
  #isUnprotectedByDesign = false;
  #isCounting = false;
  #isNew = false;
  #faultAt = 0 as Instant;
  #splitBefore = 0;
  #isWaitingForClients = false;
  #look: EventHandle | undefined;
  readonly #patience: number;

  constructor(parts: OutlookObserverParts) {
    this.#parts = parts;
    const { kernel, bus, plane, topology, services, populations, processes } = parts;
    this.#books = new ReplicationBooks(parts);
    this.#system = new SystemClock(parts.followStates);
    const patience = Math.max(0, ...services.map(({ answerWithin }) => answerWithin));
    this.#patience = patience;
    this.#incidents = new IncidentTracker({
      isPlanned: (process) => processes[process]?.isPlanned ?? false,
      settles: patience + parts.stableFor,
      listener: {
        began: (incident) => parts.follow?.(incident, "began"),
        ending: (at) => this.#demand.settle(at),
        ended: (incident) => this.#ended(incident),
      },
    });
    this.#outages = new Outages({ share: parts.serviceShare, stableFor: parts.stableFor }, (start, end) => {
      this.#incidents.outage(start, end);
    });
    this.#demand = new ServedDemand(populations, patience, (from, to, share, missed) => {
      if (missed > 0) this.#incidents.unserved(missed, from);
      this.#outages.add(from, to, share);
    });
    const turned = this.#review;
    this.#protections = services.map((observed) => new Protection({ ...parts, ...observed, turned }));
    this.#losses = new LossWatch({
      plane,
      kernel,
      bus,
      faultAt: () => this.#faultAt,
      lost: (loss, at, failedAt) => this.#incidents.lost(loss, at, failedAt),
    });
    const dataSites = new Set(services.flatMap(({ service }) => service.members.map(({ site }) => site)));
    new FalseFailovers({
      ...parts,
      since: () => this.#incidents.current?.begin ?? 0,
      found: (at) => this.#incidents.falseFailover(at),
    });
    this.#lines = new LineStates(bus, topology.links, dataSites, this.#review);
    plane.observe(this);
    this.#listen();
  }

  /** Everybody is connected and follows: from here on it counts. */
  begin(): void {
    this.#isCounting = true;
    for (const protection of this.#protections) protection.begin(this.#parts.kernel.now);
    this.#isUnprotectedByDesign = this.#protections.some((protection) => protection.isUnprotected);
    this.#review();
  }

  get isAtRest(): boolean {
    return !this.#incidents.isGoingOn(this.#parts.kernel.now);
  }
  failed(process: number): void {
    const { now } = this.#parts.kernel;
    this.#faultAt = now;
    this.#demand.advance(now);
    this.#incidents.fault(process, now);
    this.#books.failed(process);
  }

  repaired(process: number): void {
    this.#incidents.repair(process, this.#parts.kernel.now);
    this.#review();
  }

  answered(): void {}

  rounded(now: number): void {
    this.#demand.sample(now, (population) => this.#parts.plane.traffic(population));
  }

  /** At the end of the replication. */
  finish(): {
    readonly totals: Totals;
    readonly shares: readonly number[];
    readonly populations: readonly PopulationTotals[];
    readonly stateTimes: readonly number[];
  } {
    const { kernel, sketch, populations } = this.#parts;
    const { now } = kernel;
    for (const protection of this.#protections) protection.review();
    this.#takeStock();
    this.#losses.close();
    this.#demand.settle(now);
    this.#outages.close(this.#outages.aboveSince ?? now);
    this.#incidents.finish(now);
    const { totals, shares } = this.#books;
    totals.micros = now;
    for (const [i, state] of STATES.entries()) totals[state] = this.#states.total(i, now);
    const own = populations.map((_, i) => this.#demand.totals(i, now));
    for (const each of own)
      for (const name of ["unservedWrites", "offeredWrites", "unservedReads", "offeredReads"] as const)
        totals[name] += each[name];
    sketch.endReplication();
    this.#system.close(now);
    return { totals, shares, populations: own, stateTimes: this.#system.times };
  }

  #listen(): void {
    const { bus, kernel, plane, topology, services } = this.#parts;
    for (const { service, answerWithin: wait } of services) {
      const { id } = service;
      this.#lateness.set(id, new Lateness({ kernel, bus, plane, service: id, wait }));
      bus.on("answersLate", (event) => {
        if (event.service === id) this.#answers(id, kernel.now - wait, false);
      });
      bus.on("answersInTime", (event) => {
        if (event.service === id) this.#answers(id, kernel.now - wait, true);
      });
    }
    const { advance } = kernel;
    kernel.advance = (limit) => {
      if (this.#isNew) this.#takeStock();
      advance(limit);
    };
    const review = this.#review;
    for (const event of ["writerStarted", "writerStopped", "connectionsPlanned", "commitTermsSet"] as const)
      bus.on(event, review);
    for (const event of ["streamOpened", "streamClosed", "copyFinished", "nodeStateChanged"] as const)
      bus.on(event, review);
    topology.onChange(review);
    bus.on("promoted", ({ service }) => {
      this.#incidents.failover(kernel.now);
      this.#degraded.delete(service);
    });
    bus.on("synchronyDegraded", ({ service }) => {
      this.#degraded.add(service);
      this.#review();
    });
    bus.on("synchronyRestored", ({ service }) => {
      this.#degraded.delete(service);
      this.#review();
    });
  }

  #answers(service: string, at: number, areInTime: boolean): void {
    if (areInTime) this.#late.delete(service);
    else this.#late.add(service);
    this.#demand.answers(service, at, areInTime);
    this.#review();
  }

  /** Something has changed: stock is taken once per event, when the kernel brings the data plane along. */
  readonly #review = (): void => {
    this.#isNew = this.#isCounting;
  };

  /** States, shares, whether the incident is over; what was expected of the clients may be otherwise. */
  #takeStock(): void {
    this.#isNew = false;
    if (this.#look !== undefined) this.#parts.kernel.cancel(this.#look);
    this.#look = undefined;
    const { serviceShare, vault, topology } = this.#parts;
    const { now } = this.#parts.kernel;
    // A writer that stopped keeps nobody waiting, nor does one on another timeline.
    for (const service of this.#late)
      if (!this.#lateness.get(service)?.isLate) {
        this.#late.delete(service);
        this.#demand.answers(service, now, true);
      }
    this.#demand.review(now);
    const isUnprotected = this.#protections.some((protection) => protection.isUnprotected);
    const isSplit = this.#protections.some((protection) => protection.isSplit);
    const isRedundant = this.#protections.every((protection) => protection.isRedundant);
    const isDegraded = this.#degraded.size > 0;
    this.#states.set(0, now, isUnprotected);
    this.#states.set(1, now, isDegraded);
    this.#states.set(2, now, vault !== undefined && !topology.isSiteUp(vault));
    this.#states.set(3, now, this.#lines.isSingle);
    this.#states.set(4, now, this.#lines.isParted);
    this.#states.set(5, now, isSplit);
    const isServed = this.#demand.share >= serviceShare && this.#outages.openSince === undefined;
    this.#isWaitingForClients = !isServed;
    const isGuarded = this.#isUnprotectedByDesign || !isUnprotected;
    const isWhole = isRedundant && isGuarded && !isSplit && !this.#losses.isOpen;
    this.#incidents.review(now, isServed, isWhole);
    const view = {
      isServed,
      isSplit,
      isCatchingUp: this.#incidents.faultsNow === 0 && !isRedundant,
      isDegraded,
      isUnprotected: !isGuarded,
      isOnOneLink: this.#lines.isSingle,
    };
    this.#system.review(now, view, this.#incidents.current?.number ?? 0);
    this.#lookAgain();
  }

  /** While an outage waits for its end to be known. */
  #lookAgain(): void {
    const { kernel } = this.#parts;
    const { current, isWell, faultsNow } = this.#incidents;
    if (this.#look !== undefined || current === undefined || isWell || faultsNow > 0) return;
    if (!this.#isWaitingForClients) return;
    const { serviceShare, stableFor } = this.#parts;
    const back = this.#demand.recoversAt(kernel.now, serviceShare);
    if (back === Number.POSITIVE_INFINITY) return;
    const known = Math.max(kernel.now + 1, back + stableFor + this.#patience);
    this.#look = kernel.at(
      Math.ceil(known) as Instant,
      () => {
        this.#look = undefined;
        this.#takeStock();
      },
      Phase.observers,
    );
  }

  #ended(incident: Incident): void {
    incident.split = this.#splitSince(this.#parts.kernel.now);
    this.#books.close(incident);
    this.#parts.follow?.(incident, "ended");
  }

  /** µs of split brain since it was last asked. */
  #splitSince(now: Instant): number {
    const all = this.#protections.reduce((sum, protection) => sum + protection.splitFor(now), 0);
    const since = all - this.#splitBefore;
    this.#splitBefore = all;
    return since;
  }
}
