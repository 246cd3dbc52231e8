// The fluid data plane: load, positions and backlogs are curves, and nothing happens between changes of state.
// It answers the same questions as a plane that simulates every write, with expected values. Leaves out
// everything below the mean: noise of queues, boundaries of records, latencies of single writes.

import type { Transport } from "../cluster/connection.ts";
import type * as port from "../cluster/data-plane.ts";
import { Fabric } from "../cluster/fabric.ts";
import type { DemandTerms, NodeTerms } from "../cluster/terms.ts";
import { invariant } from "../kernel/invariant.ts";
import type { Kernel } from "../kernel/kernel.ts";
import type { Random } from "../kernel/random.ts";
import { meanOf } from "../kernel/sampling.ts";
import type { Bytes } from "../quantity/data.ts";
import type { Instant } from "../quantity/time.ts";
import { Demand } from "./demand.ts";
import { FluidLedger } from "./fluid-ledger.ts";
import { FluidHolder } from "./holder.ts";
import { StreamBook } from "./stream-book.ts";
import { Timelines } from "./timelines.ts";
import { Watches } from "./watches.ts";
import { FluidWriter } from "./writer.ts";

export interface FluidPlaneParts {
  readonly kernel: Kernel;
  readonly random: Random;
  readonly nodes: readonly NodeTerms[];
  readonly origins: readonly { readonly nodes: readonly port.NodeId[] }[];
  readonly populations: readonly DemandTerms[];
  readonly transport: Transport;
}

/** Observers are called on this grid, simulated µs, if there are any; the coarser the grain, the less often. */
const ROUND = { "every-write": 100_000, coarse: 1_000_000, none: 10_000_000 } as const;
/** So many timelines are made between two looks at what nobody can ask for any more. */
const RETIRE_EVERY = 16;

export class FluidPlane implements port.DataPlane {
  readonly #kernel: Kernel;
  readonly #fabric: Fabric;
  readonly #demand: Demand;
  readonly #streams: StreamBook;
  readonly #watches: Watches;
  readonly #timelines = new Timelines();
  readonly #terms: ReadonlyMap<port.NodeId, NodeTerms>;
  readonly #holders: Map<port.NodeId, FluidHolder>[] = [];
  readonly #writers = new Map<FluidHolder, FluidWriter>();
  readonly #kept = new Set<port.OriginId>();
  readonly #populations: readonly DemandTerms[];
  #sinks: readonly port.DataSink[] = [];
  #isLookedAt = false;
  #looksOnce = false;
  /** Observers look ahead of the events. */
  #lookedAt = 0;
  #grain: port.Grain = "every-write";
  #nextRound: number;
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
    parts.origins.forEach((origin, id) => {
      const first = this.#termsOf(origin.nodes[0] as port.NodeId);
      const ledger = new FluidLedger({
        at: 0,
        fork: 0,
        recordBytes: recordBytesOf(populations, id),
        flush: meanOf(first.flush),
        parent: undefined,
      });
      const timeline = this.#timelines.add(id, undefined, ledger);
      const holders = origin.nodes.map((node): [port.NodeId, FluidHolder] => {
        const own = this.#termsOf(node);
        const terms = { flush: meanOf(own.flush), applyRate: own.applyRate, applyDelay: own.applyDelay };
        return [node, new FluidHolder(node, { kernel, terms, timeline, ledger, turned })];
      });
      this.#holders.push(new Map(holders));
    });
    this.#streams = new StreamBook({
      ...parts,
      fabric: this.#fabric,
      copyRate: (node) => this.#termsOf(node).copyRate,
      appendRate: (origin) => this.#appendRate(origin),
      nextBreak: (origin) => this.#nextBreak(origin),
      turned,
    });
    this.#watches = new Watches(kernel, {
      holder: (node, origin) => this.#holder(node, origin),
      ledger: (timeline) => this.#timelines.ledger(timeline),
      towards: (node, origin) => this.#streams.towards(node, origin),
      confirmations: (timeline) => this.#streams.confirmations(this.#timelines.originOf(timeline)),
      originOf: (timeline) => this.#timelines.originOf(timeline),
    });
    this.#nextRound = random.draws("plane/rounds").draw(0) * ROUND["every-write"];
    kernel.advance = (limit) => this.#advance(limit);
  }

  get writesOffered(): number {
    return Math.floor(this.#demand.count(this.#kernel.now));
  }
  get isCatchingUp(): boolean {
    return this.#streams.isCatchingUp;
  }
  get isCalm(): boolean {
    if (this.#kept.size > 0) return false;
    const copies = this.#holders.flatMap((holders) =>
      [...holders.values()].filter(({ isWriter }) => !isWriter),
    );
    return copies.length === this.#streams.keepingUp;
  }

  setLink(link: port.LinkId, from: port.SiteId, condition: port.LinkCondition): void {
    this.#fabric.setLink(link, from, condition);
    this.#isRouteDirty = true;
  }
  setPath(from: port.SiteId, to: port.SiteId, links: readonly port.LinkId[]): void {
    this.#fabric.setPath(from, to, links);
    this.#isRouteDirty = true;
  }
  setHost(node: port.NodeId, condition: port.HostCondition): void {
    if (this.#fabric.host(node) === condition) return;
    // What the wire carries is decided by who ran while it was sent.
    this.#reroute();
    const { now } = this.#kernel;
    this.#fabric.setHost(node, condition);
    this.#isRouteDirty = true;
    this.#reroute();
    for (const holder of this.#holdersOf(node)) {
      if (condition === "off" && !holder.isWriter) holder.forgetUnflushed(now);
      this.#writers.get(holder)?.hostChanged(condition);
    }
    this.#isDirty = true;
  }

  openStream(spec: port.StreamSpec): port.StreamId {
    this.#reroute();
    const { now } = this.#kernel;
    const source = this.#holder(spec.source, spec.origin);
    const target = this.#holder(spec.target, spec.origin);
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
    const holder = this.#holder(node, origin);
    const accepts = order === "accept";
    if (holder.accepts === accepts) return;
    if (accepts) holder.isWriter = true;
    holder.accepts = accepts;
    this.#writerOf(holder, origin).accept(accepts);
    this.#isDirty = true;
  }

  setCommitTerms(timeline: port.TimelineId, terms: port.CommitTerms): void {
    this.#timelines.ledger(timeline).terms = terms;
    this.#rebindPromises(this.#timelines.originOf(timeline));
    this.#isDirty = true;
  }

  promote(node: port.NodeId, origin: port.OriginId): port.TimelineId {
    const { now } = this.#kernel;
    const holder = this.#holder(node, origin);
    const parent = holder.ledger;
    const ledger = new FluidLedger({
      at: now,
      fork: Math.max(0, holder.position(now, "received")),
      recordBytes: parent.recordBytes,
      flush: holder.terms.flush,
      parent,
    });
    const timeline = this.#timelines.add(origin, holder.timeline, ledger);
    holder.timeline = timeline;
    holder.ledger = ledger;
    holder.isWriter = true;
    holder.isCopying = false;
    if (this.#timelines.count % RETIRE_EVERY === 0) this.#retire();
    return timeline;
  }

  rewind(node: port.NodeId, onto: port.TimelineId): void {
    const { now } = this.#kernel;
    const holder = this.#holder(node, this.#timelines.originOf(onto));
    const shared = this.#timelines.forkBetween(holder.timeline, onto, now);
    const position = Math.min(holder.position(now, "received"), shared);
    holder.restartAt(onto, this.#timelines.ledger(onto), position, now);
    this.#isDirty = true;
  }

  restore(node: port.NodeId, timeline: port.TimelineId, position: port.Position): void {
    const holder = this.#holder(node, this.#timelines.originOf(timeline));
    holder.isCopying = false;
    holder.restartAt(timeline, this.#timelines.ledger(timeline), position, this.#kernel.now);
    this.#isDirty = true;
  }
  keepAll(origin: port.OriginId): void {
    this.#kept.add(origin);
  }

  connect(population: port.PopulationId, plan: readonly port.ConnectionStep[]): void {
    this.#demand.connect(population, plan, this.#kernel.now);
  }
  setGrain(grain: port.Grain): void {
    this.#grain = grain;
    this.#nextRound = Math.min(this.#nextRound, this.#kernel.now + ROUND[grain]);
  }

  position(node: port.NodeId, origin: port.OriginId, stage: port.Stage, at: Instant): port.Position {
    return this.#holder(node, origin).position(at, stage);
  }
  timelineOf(node: port.NodeId, origin: port.OriginId): port.TimelineId {
    return this.#holder(node, origin).timeline;
  }
  forkBetween(one: port.TimelineId, other: port.TimelineId): port.Position {
    return this.#timelines.forkBetween(one, other, this.#kernel.now);
  }
  watch(crossing: port.Crossing, fire: () => void): port.Watch {
    this.#settle();
    return this.#watches.add(crossing, fire);
  }

  ledger(timeline: port.TimelineId): port.Ledger {
    return this.#timelines.ledger(timeline);
  }
  fork(timeline: port.TimelineId): { parent: port.TimelineId; position: port.Position } {
    return this.#timelines.fork(timeline);
  }
  traffic(population: port.PopulationId): port.TrafficTotals {
    return this.#demand.totals(population, Math.max(this.#kernel.now, this.#lookedAt));
  }
  carried(link: port.LinkId, from: port.SiteId): number {
    this.#settle();
    return this.#streams.carried(link, from);
  }
  /** Bytes of a full copy that are still to come; 0 = none runs. For whoever hands over to another plane. */
  copyLeft(stream: port.StreamId): Bytes {
    return this.#streams.copyLeft(stream) as Bytes;
  }
  observe(sink: port.DataSink): void {
    this.#sinks = [...this.#sinks, sink];
    this.#isLookedAt ||= sink.looksRegularly;
  }
  verify(): void {
    const { now } = this.#kernel;
    for (const ledger of this.#timelines.ledgers)
      invariant(
        ledger.acknowledged(now) <= ledger.appended(now) * (1 + 1e-12) + 1,
        "what was acknowledged had been appended",
      );
  }

  #advance(limit: Instant): void {
    this.#settle();
    while (this.#nextRound <= limit && (this.#isLookedAt || this.#looksOnce)) {
      this.#looksOnce = false;
      const at = this.#nextRound;
      this.#lookedAt = at;
      for (const sink of this.#sinks) sink.rounded(at);
      this.#nextRound = at + ROUND[this.#grain];
    }
  }

  /** Once per event, not once per order. */
  #settle(): void {
    if (this.#demand.replan(this.#kernel.now))
      for (const writer of this.#writers.values()) writer.demandReplanned();
    if (this.#isRouteDirty) this.#reroute();
    if (!this.#isDirty) return;
    this.#isDirty = false;
    this.#streams.share();
    for (const writer of this.#writers.values()) writer.review();
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
    for (const [holder, writer] of this.#writers)
      if (holder.isWriter && this.#timelines.originOf(holder.timeline) === origin) writer.rebind();
  }

  #writerOf(holder: FluidHolder, origin: port.OriginId): FluidWriter {
    const known = this.#writers.get(holder);
    if (known) return known;
    const writer = new FluidWriter({
      kernel: this.#kernel,
      holder,
      terms: this.#termsOf(holder.node),
      offered: this.#demand.offeredTo(holder.node),
      isRunning: () => this.#fabric.host(holder.node) === "running",
      isReplaced: () => this.#timelines.isForked(holder.timeline),
      confirmations: this.#streams.confirmations(origin),
      ...this.#clientsOf(origin),
      serves: (share) => this.#serves(holder.node, share),
      replanned: () => {
        const { now } = this.#kernel;
        for (const stream of this.#streams.all)
          if (stream.spec.origin === origin) stream.sourceReplanned(now);
        this.#isDirty = true;
      },
    });
    this.#writers.set(holder, writer);
    return writer;
  }

  /** Observers look before and after a change in who is turned away, and once while it lasts. */
  #serves(node: port.NodeId, share: number): void {
    const { now } = this.#kernel;
    this.#demand.account(now);
    for (const sink of this.#sinks) sink.rounded(now);
    this.#demand.serves(node, share);
    for (const sink of this.#sinks) sink.rounded(now);
    if (this.#isLookedAt) return;
    this.#looksOnce = true;
    this.#nextRound = now + ROUND[this.#grain];
  }
  #clientsOf(origin: port.OriginId): { patience: number; clients: number | undefined } {
    const own = this.#populations.filter(({ origins }) => origins.includes(origin));
    const isClosedLoop = own.length > 0 && own.every(({ arrivals }) => arrivals.clients !== undefined);
    const clients = own.reduce((sum, { arrivals }) => sum + (arrivals.clients ?? 0), 0);
    return { patience: own[0]?.patience ?? 0, clients: isClosedLoop ? clients : undefined };
  }

  #appendRate(origin: port.OriginId): { now: number; peak: number } {
    let [now, peak] = [0, 0];
    for (const [holder, writer] of this.#writers)
      if (holder.accepts && this.#timelines.originOf(holder.timeline) === origin) {
        now += writer.rateAt(this.#kernel.now);
        peak += writer.peakRate;
      }
    return { now, peak };
  }
  #nextBreak(origin: port.OriginId): number {
    let at = Number.POSITIVE_INFINITY;
    for (const [holder, writer] of this.#writers)
      if (holder.accepts && this.#timelines.originOf(holder.timeline) === origin)
        at = Math.min(at, writer.nextBreak(this.#kernel.now));
    return at;
  }

  #retire(): void {
    let keep = this.#kernel.now as number;
    for (const holders of this.#holders)
      for (const holder of holders.values())
        keep = Math.min(
          keep,
          holder.ledger.appendedPast(Math.max(0, holder.position(this.#kernel.now, "received"))),
        );
    for (const ledger of this.#timelines.ledgers) ledger.retireBefore(keep);
    for (const holders of this.#holders) for (const holder of holders.values()) holder.retireBefore(keep);
  }

  #holder(node: port.NodeId, origin: port.OriginId): FluidHolder {
    const holder = this.#holders[origin]?.get(node);
    invariant(holder !== undefined, "this node holds this origin", { node, origin });
    return holder;
  }
  #holdersOf(node: port.NodeId): FluidHolder[] {
    return this.#holders.flatMap((holders) => holders.get(node) ?? []);
  }
  #termsOf(node: port.NodeId): NodeTerms {
    return this.#terms.get(node) as NodeTerms;
  }
}

const recordBytesOf = (populations: readonly DemandTerms[], origin: port.OriginId): number =>
  populations.find(({ origins }) => origins.includes(origin))?.meanBytes ?? 1;
