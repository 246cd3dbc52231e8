// The transaction data plane: every write is appended, flushed, sent, received, applied and promised in its own
// right. Between two control events it runs a tight loop over arrivals; everything behind an arrival is
// foreseen from columns of instants and taken back when conditions change. Only a watch becomes a kernel event.
// Leaves out: reads (they are counted from rates), locks, checkpoints.

import type { Transport } from "../cluster/connection.ts";
import type * as port from "../cluster/data-plane.ts";
import { Fabric } from "../cluster/fabric.ts";
import type { HandedOver } from "../cluster/hand-over.ts";
import type { DemandTerms, NodeTerms } from "../cluster/terms.ts";
import type { Kernel } from "../kernel/kernel.ts";
import { Phase } from "../kernel/phase.ts";
import type { Random } from "../kernel/random.ts";
import { atOrAfter, earlier, type Instant, later } from "../quantity/time.ts";
import { ConnectionPlans } from "./connection-plans.ts";
import { Histories } from "./histories.ts";
import { Intake } from "./intake.ts";
import { Paces } from "./paces.ts";
import { StreamBook } from "./stream-book.ts";
import { takeOver } from "./take-over.ts";
import { Watches } from "./watches.ts";
import { writerOn } from "./writer.ts";
import { WriterOrders } from "./writer-orders.ts";

export interface TransactionPlaneParts {
  readonly kernel: Kernel;
  readonly random: Random;
  readonly nodes: readonly NodeTerms[];
  /** One root timeline per origin, in order: origin n begins as timeline n. */
  readonly origins: readonly { readonly nodes: readonly port.NodeId[] }[];
  readonly populations: readonly DemandTerms[];
  readonly transport: Transport;
}

/** The plane looks after its columns on this grid, simulated µs; the coarser the grain, the fewer looks. */
const ROUND = { "every-write": 100_000, coarse: 1_000_000, none: 10_000_000 } as const;
const ROUND_WRITES = 256; // … and after at most so many writes

export class TransactionPlane implements port.DataPlane {
  readonly isWriteByWrite = true;
  readonly #kernel: Kernel;
  readonly #fabric: Fabric;
  readonly #histories: Histories;
  readonly #intake: Intake;
  readonly #streams: StreamBook;
  readonly #writers: WriterOrders;
  readonly #watches: Watches;
  readonly #paces: Paces;
  readonly #plans: ConnectionPlans;
  readonly #nodes: ReadonlyMap<port.NodeId, NodeTerms>;
  #clock = 0; // how far data has run, real µs
  #limit: Instant = 0 as Instant;
  /** Drawn phase: a look does not fall together with anything periodic. */
  #nextRound: number;
  #sinks: readonly port.DataSink[] = [];
  /** How many records there were when the watches were last looked at. */
  #reviewedAt = -1;

  constructor(parts: TransactionPlaneParts) {
    this.#kernel = parts.kernel;
    this.#fabric = new Fabric(new Map(parts.nodes.map(({ id, site }) => [id, site])));
    this.#nodes = new Map(parts.nodes.map((node) => [node.id, node]));
    this.#histories = new Histories(parts.nodes, parts.origins, parts.random);
    this.#intake = new Intake(parts.populations, this.#histories, this.#fabric, {
      makeWriter: (node, origin) => {
        const service = parts.random.stream(`service/${node}/${origin}`);
        const writer = writerOn(this.#nodes.get(node), this.#histories.holder(node, origin), service);
        return this.#paces.watch(writer);
      },
      catchUpTo: (at) => {
        this.#clock = at;
        this.#catchUp();
      },
    });
    this.#writers = new WriterOrders(this.#histories, this.#intake, this.#fabric);
    this.#streams = new StreamBook({
      ...parts,
      fabric: this.#fabric,
      copyRate: (node) => this.#nodes.get(node)?.copyRate ?? 0,
      appendRate: ({ spec }) => this.#intake.appendRate(spec.origin, this.#clock),
      lookAt: (at) => this.#lookAt(at),
    });
    this.#watches = new Watches(parts.kernel, {
      holder: (node, origin) => this.#histories.holder(node, origin),
      ledger: (timeline) => this.#histories.ledger(timeline),
      confirmedAt: (...record) => this.#streams.confirmedAt(...record),
      lookedAt: (at) => {
        this.#limit = earlier(this.#limit, at);
      },
    });
    this.#paces = new Paces(this.#histories, () => this.#streams.all);
    this.#plans = new ConnectionPlans(parts.kernel, (...step) => this.#intake.connect(...step));
    this.#nextRound = parts.random.draws("plane/rounds").draw(0) * ROUND["every-write"];
    parts.kernel.advance = (limit) => this.#advance(limit);
  }
  get writesOffered(): number {
    return this.#intake.offeredTotal;
  }
  get isCatchingUp(): boolean {
    return this.#streams.isCatchingUp;
  }
  get isCalm(): boolean {
    if (this.#intake.isStuck || !this.#paces.areUsual) return false;
    return this.#histories.isServedBy(this.#streams.keepingUp);
  }

  /** Before any other order. Returns the number under which each stream goes on. */
  takeOver(handed: HandedOver): ReadonlyMap<port.StreamId, port.StreamId> {
    this.#clock = this.#kernel.now;
    this.#nextRound += this.#clock;
    this.#intake.skipTo(this.#clock);
    return takeOver(handed, { histories: this.#histories, streams: this.#streams, now: this.#kernel.now });
  }
  setLink(link: port.LinkId, from: port.SiteId, condition: port.LinkCondition): void {
    this.#fabric.setLink(link, from, condition);
    this.#routesChanged();
  }
  setPath(from: port.SiteId, to: port.SiteId, links: readonly port.LinkId[]): void {
    this.#fabric.setPath(from, to, links);
    this.#routesChanged();
  }
  setHost(node: port.NodeId, condition: port.HostCondition): void {
    if (this.#fabric.host(node) === condition) return;
    const { now } = this.#kernel;
    this.#fabric.setHost(node, condition);
    this.#routesChanged();
    for (const holder of this.#histories.holdersOf(node)) {
      if (condition === "off") this.#writers.switchOff(holder, now);
      else if (holder.isWriter && holder.accepts) this.#writers.suspend(holder, condition === "frozen", now);
    }
    this.#settle();
  }
  setPace(node: port.NodeId, pace: port.Pace): void {
    this.#paces.set(node, pace, this.#kernel.now);
    this.#resharePromises(this.#kernel.now);
  }
  openStream(spec: port.StreamSpec): port.StreamId {
    const source = this.#histories.holder(spec.source, spec.origin);
    const target = this.#histories.holder(spec.target, spec.origin);
    // A writer that went away with its host left the end of its log behind.
    if (spec.from !== "held") target.restartAt(source.timeline, source.ledger, source.ledger.next);
    else this.#histories.adopt(target, source.timeline, this.#kernel.now);
    const id = this.#streams.open(spec, source, target, this.#kernel.now === 0 ? {} : undefined);
    this.#routesChanged();
    return id;
  }
  closeStream(id: port.StreamId, inFlight: port.InFlight): void {
    this.#streams.close(id, this.#kernel.now, inFlight);
    this.#resharePromises(this.#kernel.now);
  }
  setWriter(node: port.NodeId, origin: port.OriginId, order: "accept" | "refuse"): void {
    this.#writers.set(node, origin, order === "accept", this.#kernel.now);
    this.#settle();
  }
  setCommitTerms(timeline: port.TimelineId, terms: port.CommitTerms): void {
    this.#histories.setTerms(timeline, terms, this.#kernel.now);
    this.#settle();
  }
  promote(node: port.NodeId, origin: port.OriginId): port.TimelineId {
    return this.#histories.promote(node, origin, this.#kernel.now);
  }
  rewind(node: port.NodeId, onto: port.TimelineId): void {
    this.#histories.rewind(node, onto, this.#kernel.now);
  }
  restore(node: port.NodeId, timeline: port.TimelineId, position: port.Position): void {
    this.#histories.restore(node, timeline, position);
  }
  keepAll(origin: port.OriginId): void {
    this.#histories.keepAll(origin);
  }
  connect(population: port.PopulationId, plan: readonly port.ConnectionStep[]): void {
    this.#plans.follow(population, plan);
  }
  setGrain(grain: port.Grain): void {
    this.#intake.grain = grain;
  }
  position(node: port.NodeId, origin: port.OriginId, stage: port.Stage, at: Instant): port.Position {
    return this.#histories.holder(node, origin).position(at, stage);
  }
  timelineOf(node: port.NodeId, origin: port.OriginId): port.TimelineId {
    return this.#histories.holder(node, origin).timeline;
  }
  forkBetween(one: port.TimelineId, other: port.TimelineId): port.Position {
    return this.#histories.forkBetween(one, other);
  }
  watch(crossing: port.Crossing, fire: () => void): port.Watch {
    return this.#watches.add(crossing, fire, Math.max(this.#clock, this.#kernel.now));
  }
  ledger(timeline: port.TimelineId): port.Ledger {
    return this.#histories.ledger(timeline);
  }
  fork(timeline: port.TimelineId): { parent: port.TimelineId; position: port.Position } {
    return this.#histories.fork(timeline);
  }
  traffic(population: port.PopulationId): port.TrafficTotals {
    return this.#intake.totals(population);
  }
  carried(link: port.LinkId, from: port.SiteId): number {
    return this.#streams.carried(link, from);
  }
  observe(sink: port.DataSink): void {
    this.#sinks = [...this.#sinks, sink];
    this.#intake.observe(sink);
  }
  verify(): void {
    this.#histories.verify(this.#clock);
    this.#streams.verify();
  }

  /** Runs up to `limit`, or until a watch asks for something earlier. */
  #advance(limit: Instant): void {
    this.#limit = limit;
    const intake = this.#intake;
    let taken = 0;
    for (;;) {
      const at = intake.nextAt;
      if (this.#nextRound <= at && this.#nextRound <= this.#limit) {
        this.#clock = this.#nextRound;
        this.#catchUp();
        this.#round();
        taken = 0;
      } else if (at > this.#limit) break;
      else {
        if (taken >= ROUND_WRITES || intake.isStepwise || (intake.grain === "coarse" && taken > 0)) {
          this.#clock = at;
          this.#catchUp();
          taken = 0;
          if (intake.nextAt !== at) continue;
        }
        taken += intake.arrive(Math.min(this.#limit, this.#nextRound));
      }
    }
    this.#clock = this.#limit;
    this.#catchUp();
  }

  /** Appends, plans, promises and answers everything up to the clock, then looks at the watches. */
  #catchUp(): void {
    const now = this.#clock;
    this.#intake.append(now);
    if (this.#streams.finishCopies(now)) {
      this.#reshare(now);
      this.#reviewedAt = -1;
    }
    this.#streams.plan();
    this.#foreseePromises();
    this.#intake.answer(now);
    // Between appends the columns stand still: what was foreseen stays foreseen.
    const { appended } = this.#histories;
    if (appended === this.#reviewedAt) return;
    this.#reviewedAt = appended;
    this.#watches.review(now);
  }

  /** On the grid only, so that who else looks at the plane changes nothing. */
  #round(): void {
    const now = this.#clock;
    if (this.#streams.review(now) || this.#intake.hasLoadMoved(now)) this.#resharePromises(now);
    this.#streams.count(now);
    for (const sink of this.#sinks) sink.rounded(now);
    this.#histories.retire(this.#streams.all, now);
    this.#nextRound = now + ROUND[this.#intake.grain];
  }

  /** An event that does nothing but bring the plane to this instant. */
  #lookAt(at: number): void {
    const instant = later(atOrAfter(at), this.#kernel.now);
    this.#kernel.at(instant, () => {}, Phase.data);
    this.#limit = earlier(this.#limit, instant);
  }

  #routesChanged(): void {
    this.#streams.reroute(this.#kernel.now);
    this.#resharePromises(this.#kernel.now);
  }

  #resharePromises(now: number): void {
    this.#clock = Math.max(this.#clock, now);
    this.#reshare(now);
    this.#settle();
  }

  /** Another rate moves what was foreseen, and with it the promises that rest on it. */
  #reshare(now: number): void {
    this.#streams.share(now);
    for (const promises of this.#histories.allPromises()) if (promises.isWaiting) promises.takeBack(now);
  }

  #foreseePromises(): void {
    this.#histories.foreseePromises(this.#streams);
  }

  #settle(): void {
    this.#foreseePromises();
    this.#watches.review(Math.max(this.#clock, this.#kernel.now));
  }
}
