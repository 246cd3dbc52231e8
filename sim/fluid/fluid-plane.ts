// The fluid data plane: load, positions and backlogs are curves, and nothing happens between changes of state.
// It answers the same questions as a plane that simulates every write, with expected values. Leaves out
// everything below the mean: noise of queues, boundaries of records, latencies of single writes.

import type { Transport } from "../cluster/connection.ts";
import type * as port from "../cluster/data-plane.ts";
import { Fabric } from "../cluster/fabric.ts";
import { type DemandTerms, type NodeTerms, writesPerLock } from "../cluster/terms.ts";
import { invariant } from "../kernel/invariant.ts";
import type { Kernel } from "../kernel/kernel.ts";
import type { Random } from "../kernel/random.ts";
import type { Bytes } from "../quantity/data.ts";
import type { Instant } from "../quantity/time.ts";
import { Demand } from "./demand.ts";
import type { FluidHolder } from "./holder.ts";
import { Holdings } from "./holdings.ts";
import { Looks } from "./looks.ts";
import { StreamBook } from "./stream-book.ts";
import { Watches } from "./watches.ts";
import { FluidWriter, type FluidWriterParts } from "./writer.ts";

export interface FluidPlaneParts {
  readonly kernel: Kernel;
  readonly random: Random;
  readonly nodes: readonly NodeTerms[];
  readonly origins: readonly { readonly nodes: readonly port.NodeId[] }[];
  readonly populations: readonly DemandTerms[];
  readonly transport: Transport;
}

export class FluidPlane implements port.DataPlane {
  readonly isWriteByWrite = false;
  readonly #kernel: Kernel;
  readonly #fabric: Fabric;
  readonly #demand: Demand;
  readonly #streams: StreamBook;
  readonly #watches: Watches;
  readonly #holdings: Holdings;
  readonly #terms: ReadonlyMap<port.NodeId, NodeTerms>;
  readonly #writers: FluidWriter[] = [];
  readonly #populations: readonly DemandTerms[];
  readonly #looks: Looks;
  #isRouteDirty = false;
  #isDirty = false;

  constructor(parts: FluidPlaneParts) {
    const { kernel, random, nodes, populations } = parts;
    this.#kernel = kernel;
    this.#fabric = new Fabric(new Map(nodes.map(({ id, site }) => [id, site])));
    this.#terms = new Map(nodes.map((node) => [node.id, node]));
    this.#demand = new Demand(populations);
    this.#populations = populations;
    const turned = (): void => {
      this.#isDirty = true;
    };
    const retired = (before: number): void => this.#demand.retireBefore(before);
    this.#holdings = new Holdings({ ...parts, terms: this.#terms, turned, retired });
    const { timelines } = this.#holdings;
    this.#streams = new StreamBook({
      ...parts,
      fabric: this.#fabric,
      copyRate: (node) => this.#terms.get(node)?.copyRate ?? 0,
      appendRate: (origin) => this.#appendRate(origin),
      nextBreak: (origin) => this.#nextBreak(origin),
      variability: (origin) => populations.find(({ origins }) => origins.includes(origin))?.variability ?? 0,
      turned,
    });
    this.#watches = new Watches(kernel, {
      reviewedAt: () => this.#streams.sharedAgainAt,
      holder: (node, origin) => this.#holdings.holder(node, origin),
      ledger: (timeline) => timelines.ledger(timeline),
      towards: (node, origin) => this.#streams.towards(node, origin),
      confirmations: (timeline) => this.#streams.confirmations(timelines.originOf(timeline), () => timeline),
      originOf: (timeline) => timelines.originOf(timeline),
    });
    this.#looks = new Looks(kernel, random.draws("plane/rounds").draw(0));
    kernel.advance = (limit) => this.#advance(limit);
  }
  get writesOffered(): number {
    return Math.floor(this.#demand.count(this.#kernel.now));
  }
  get isCatchingUp(): boolean {
    return this.#streams.isCatchingUp;
  }
  get isCalm(): boolean {
    if (this.#holdings.keepsAll || this.#holdings.isAnySlow) return false;
    return this.#holdings.copies.length === this.#streams.keepingUp;
  }

  setLink(link: port.LinkId, from: port.SiteId, condition: port.LinkCondition): void {
    this.#fabric.setLink(link, from, condition);
    this.#isRouteDirty ||= this.#streams.uses(link);
  }
  setPath(from: port.SiteId, to: port.SiteId, links: readonly port.LinkId[]): void {
    this.#fabric.setPath(from, to, links);
    this.#isRouteDirty ||= this.#streams.joins(from, to);
  }
  setHost(node: port.NodeId, condition: port.HostCondition): void {
    if (this.#fabric.host(node) === condition) return;
    // What the wire carries is decided by who ran while it was sent.
    this.#reroute();
    const { now } = this.#kernel;
    this.#fabric.setHost(node, condition);
    this.#isRouteDirty = true;
    this.#reroute();
    for (const holder of this.#holdings.of(node)) {
      if (condition === "off" && !holder.isWriter) holder.forgetUnflushed(now);
      this.#writers.find((writer) => writer.holder === holder)?.hostChanged(condition);
    }
    this.#isDirty = true;
  }
  setPace(node: port.NodeId, pace: port.Pace): void {
    const { now } = this.#kernel;
    this.#reroute();
    this.#holdings.setPace(node, pace);
    for (const writer of this.#writers) if (writer.holder.node === node) writer.setPace(pace.service);
    for (const stream of this.#streams.all) if (stream.spec.source === node) stream.sourceReplanned(now);
    this.#isDirty = true;
  }
  openStream(spec: port.StreamSpec): port.StreamId {
    this.#reroute();
    const { now } = this.#kernel;
    const source = this.#holdings.holder(spec.source, spec.origin);
    const target = this.#holdings.holder(spec.target, spec.origin);
    const { ledger, timeline } = source;
    if (spec.from !== "held") target.restartAt(timeline, ledger, ledger.appended(now), now);
    else if (target.isWriter) target.restartAt(timeline, ledger, target.position(now, "received"), now);
    target.timeline = timeline;
    target.ledger = ledger;
    const { id } = this.#streams.open(spec, source, target);
    this.#rebindPromises(spec.origin);
    this.#isRouteDirty = true;
    return id;
  }
  closeStream(id: port.StreamId, inFlight: port.InFlight): void {
    const closed = this.#streams.close(id, inFlight);
    if (closed) this.#rebindPromises(closed.spec.origin);
    this.#isDirty = true;
  }
  setWriter(node: port.NodeId, origin: port.OriginId, order: "accept" | "refuse"): void {
    const holder = this.#holdings.holder(node, origin);
    const accepts = order === "accept";
    if (holder.accepts === accepts) return;
    if (accepts) holder.isWriter = true;
    holder.accepts = accepts;
    this.#writerOf(holder, origin).accept(accepts);
    this.#isDirty = true;
  }
  setCommitTerms(timeline: port.TimelineId, terms: port.CommitTerms): void {
    this.#holdings.timelines.ledger(timeline).terms = terms;
    this.#rebindPromises(this.#holdings.timelines.originOf(timeline));
    this.#isDirty = true;
  }
  promote(node: port.NodeId, origin: port.OriginId): port.TimelineId {
    return this.#holdings.promote(node, origin);
  }
  rewind(node: port.NodeId, onto: port.TimelineId): void {
    this.#holdings.rewind(node, onto);
    this.#isDirty = true;
  }
  restore(node: port.NodeId, timeline: port.TimelineId, position: port.Position): void {
    this.#holdings.restore(node, timeline, position);
    this.#isDirty = true;
  }
  keepAll(origin: port.OriginId): void {
    this.#holdings.keepAll(origin);
  }
  connect(population: port.PopulationId, plan: readonly port.ConnectionStep[]): void {
    this.#demand.connect(population, plan, this.#kernel.now);
  }
  setGrain(grain: port.Grain): void {
    this.#looks.grain = grain;
  }
  position(node: port.NodeId, origin: port.OriginId, stage: port.Stage, at: Instant): port.Position {
    return this.#holdings.holder(node, origin).position(at, stage);
  }
  timelineOf(node: port.NodeId, origin: port.OriginId): port.TimelineId {
    return this.#holdings.holder(node, origin).timeline;
  }
  forkBetween(one: port.TimelineId, other: port.TimelineId): port.Position {
    return this.#holdings.timelines.forkBetween(one, other, this.#kernel.now);
  }
  watch(crossing: port.Crossing, fire: () => void): port.Watch {
    return this.#watches.add(crossing, fire);
  }
  ledger(timeline: port.TimelineId): port.Ledger {
    return this.#holdings.timelines.ledger(timeline);
  }
  fork(timeline: port.TimelineId): { parent: port.TimelineId; position: port.Position } {
    return this.#holdings.timelines.fork(timeline);
  }
  traffic(population: port.PopulationId): port.TrafficTotals {
    return this.#demand.totals(population, this.#looks.now);
  }
  carried(link: port.LinkId, from: port.SiteId): number {
    this.#settle();
    return this.#streams.carried(link, from);
  }
  copyLeft(stream: port.StreamId): Bytes {
    return this.#streams.copyLeft(stream) as Bytes;
  }
  observe(sink: port.DataSink): void {
    this.#looks.add(sink);
  }
  verify(): void {
    const { now } = this.#kernel;
    for (const ledger of this.#holdings.timelines.ledgers)
      invariant(
        ledger.acknowledged(now) <= ledger.appended(now) * (1 + 1e-12) + 1,
        "what was acknowledged had been appended",
      );
  }

  #advance(limit: Instant): void {
    this.#settle();
    this.#looks.advance(limit);
  }

  /** Once per event, not once per order. */
  #settle(): void {
    if (this.#demand.replan(this.#kernel.now)) for (const writer of this.#writers) writer.demandReplanned();
    if (this.#isRouteDirty) this.#reroute();
    if (!this.#isDirty) {
      if (this.#watches.hasFresh) this.#watches.reviewFresh();
      return;
    }
    this.#isDirty = false;
    this.#streams.share();
    for (const writer of this.#writers) writer.review();
    this.#watches.review();
  }

  #reroute(): void {
    if (!this.#isRouteDirty) return;
    this.#isRouteDirty = false;
    this.#streams.reroute();
    this.#isDirty = true;
  }

  /** Who follows has come or gone: what was promised stays, the rest waits for those who are there. */
  #rebindPromises(origin: port.OriginId): void {
    for (const writer of this.#writers)
      if (writer.holder.isWriter && this.#holdings.originOf(writer.holder) === origin) writer.rebind();
  }

  #writerOf(holder: FluidHolder, origin: port.OriginId): FluidWriter {
    const known = this.#writers.find((writer) => writer.holder === holder);
    if (known) return known;
    const writer = new FluidWriter({
      kernel: this.#kernel,
      holder,
      terms: this.#terms.get(holder.node) as NodeTerms,
      offered: this.#demand.offeredTo(holder.node),
      isRunning: () => this.#fabric.host(holder.node) === "running",
      isReplaced: () => this.#holdings.timelines.isForked(holder.timeline),
      confirmations: this.#streams.confirmations(origin, () => holder.timeline),
      ...this.#clientsOf(origin),
      serves: (share) => {
        this.#demand.account(this.#kernel.now);
        this.#looks.around(() => this.#demand.serves(holder.node, share));
      },
      replanned: () => {
        for (const stream of this.#streams.all)
          if (stream.spec.origin === origin) stream.sourceReplanned(this.#kernel.now);
        this.#isDirty = true;
      },
    });
    writer.setPace(this.#holdings.servicePaceOf(holder.node));
    this.#writers.push(writer);
    return writer;
  }

  #clientsOf(origin: port.OriginId): Pick<FluidWriterParts, "patience" | "perLock" | "closedLoop"> {
    const own = this.#populations.filter(({ origins }) => origins.includes(origin));
    const clients = own.reduce((sum, { arrivals }) => sum + (arrivals.clients ?? 0), 0);
    const askedPerMicro = own.reduce((sum, { curve }) => sum + curve.peak, 0);
    const isClosed = clients > 0 && own.every(({ arrivals }) => arrivals.clients !== undefined);
    const closedLoop = isClosed ? { clients, think: clients / askedPerMicro } : undefined;
    return { patience: own[0]?.patience ?? 0, perLock: writesPerLock(own[0]?.hot), closedLoop };
  }

  #appendRate(origin: port.OriginId): { now: number; peak: number } {
    let [now, peak] = [0, 0];
    for (const writer of this.#writers)
      if (this.#writesTo(writer, origin)) {
        now += writer.rateAt(this.#kernel.now);
        peak += writer.peakRate;
      }
    return { now, peak };
  }
  #writesTo({ holder }: FluidWriter, origin: port.OriginId): boolean {
    return holder.accepts && this.#holdings.originOf(holder) === origin;
  }
  #nextBreak(origin: port.OriginId): number {
    let at = Number.POSITIVE_INFINITY;
    for (const writer of this.#writers)
      if (this.#writesTo(writer, origin)) at = Math.min(at, writer.nextBreak(this.#kernel.now));
    return at;
  }
}
