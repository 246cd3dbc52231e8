// A data plane with two resolutions: curves, and from some instant on every write. Either the finer plane
// follows along for a while (`attach`): it is told what the other one is told and answers to whoever measures,
// while the control plane goes on with the curves, so that nothing it does depends on having been looked at. Or
// it takes the other one's place (`zoomIn`): then decisions that rest on data rest on single writes. Orders in
// force are given again, watches are set again, data is handed over.

import type * as port from "../cluster/data-plane.ts";
import { FluidPlane, type FluidPlaneParts } from "../fluid/fluid-plane.ts";
import type { Random } from "../kernel/random.ts";
import { TransactionPlane } from "../transaction/transaction-plane.ts";
import { handOver, type NotedTimeline } from "./hand-over.ts";
import { StandingOrders } from "./standing-orders.ts";

interface Awaited {
  readonly crossing: port.Crossing;
  readonly fire: () => void;
  watch: port.Watch;
}

export class ZoomPlane implements port.DataPlane {
  readonly isWriteByWrite = false;
  readonly #parts: FluidPlaneParts;
  /** Own to the part of the run that is played write by write. */
  readonly #branch: Random;
  readonly #fluid: FluidPlane;
  #plane: FluidPlane | TransactionPlane;
  readonly #orders: StandingOrders;
  readonly #timelines: NotedTimeline[];
  readonly #awaited = new Set<Awaited>();
  readonly #sinks: port.DataSink[] = [];
  /** Follows along. */
  #shadow: TransactionPlane | undefined;
  /** By what number the finer plane knows a stream. */
  #numbers: Map<port.StreamId, port.StreamId> | undefined;
  #opened = 0;
  /** Before zooming in. */
  readonly #traffic = new Map<port.PopulationId, port.TrafficTotals>();
  readonly #carried = new Map<string, number>();

  constructor(parts: FluidPlaneParts & { readonly branch?: Random }) {
    this.#parts = parts;
    this.#branch = parts.branch ?? parts.random;
    this.#fluid = new FluidPlane(parts);
    this.#plane = this.#fluid;
    this.#orders = new StandingOrders(new Map(parts.nodes.map(({ id, site }) => [id, site])));
    this.#timelines = parts.origins.map((_, id) => ({ id, origin: id, parent: id, fork: 0 }));
  }

  /** Between two runs of the kernel: a finer plane that follows along, until `detach`. */
  attach(): TransactionPlane {
    const { kernel } = this.#parts;
    const coarse = kernel.advance;
    const finer = this.#finer();
    const fine = kernel.advance;
    kernel.advance = (limit) => {
      coarse(limit);
      fine(limit);
    };
    this.#detach = () => {
      kernel.advance = coarse;
    };
    this.#shadow = finer;
    return finer;
  }
  #detach: () => void = () => {};

  detach(): void {
    this.#detach();
    this.#shadow = this.#numbers = undefined;
  }

  /** Between two runs of the kernel: from now on every write counts, for everybody. */
  zoomIn(): void {
    const { populations } = this.#parts;
    for (const { id } of populations) this.#traffic.set(id, this.#fluid.traffic(id));
    for (const [link, from] of this.#orders.links)
      this.#carried.set(`${link}/${from}`, this.#fluid.carried(link, from));
    for (const { watch } of this.#awaited) watch.cancel();
    const finer = this.#finer();
    for (const sink of this.#sinks) finer.observe(sink);
    this.#plane = finer;
    for (const awaited of this.#awaited)
      awaited.watch = finer.watch(awaited.crossing, () => this.#fired(awaited));
  }

  /** Knows what the coarse one knows. */
  #finer(): TransactionPlane {
    const { kernel, nodes, populations, origins } = this.#parts;
    kernel.advance(kernel.now);
    const handed = handOver({
      plane: this.#fluid,
      orders: this.#orders,
      timelines: this.#timelines,
      origins,
      nodes,
      populations,
      random: this.#branch,
      now: kernel.now,
      copyLeft: (stream) => this.#fluid.copyLeft(stream),
    });
    const finer = new TransactionPlane({ ...this.#parts, random: this.#branch });
    this.#numbers = new Map(finer.takeOver(handed));
    this.#orders.repeat(finer, kernel.now);
    finer.setGrain("every-write");
    return finer;
  }

  get isCatchingUp(): boolean {
    return this.#plane.isCatchingUp;
  }
  get isCalm(): boolean {
    return this.#plane.isCalm;
  }
  get writesOffered(): number {
    return this.#plane.writesOffered;
  }

  setLink(...order: Parameters<port.DataOrders["setLink"]>): void {
    this.#orders.setLink(...order);
    this.#plane.setLink(...order);
    this.#shadow?.setLink(...order);
  }
  setPath(...order: Parameters<port.DataOrders["setPath"]>): void {
    this.#orders.setPath(...order);
    this.#plane.setPath(...order);
    this.#shadow?.setPath(...order);
  }
  setHost(...order: Parameters<port.DataOrders["setHost"]>): void {
    this.#orders.setHost(...order);
    this.#plane.setHost(...order);
    this.#shadow?.setHost(...order);
  }
  setPace(...order: Parameters<port.DataOrders["setPace"]>): void {
    this.#orders.setPace(...order);
    this.#plane.setPace(...order);
    this.#shadow?.setPace(...order);
  }
  openStream(spec: port.StreamSpec): port.StreamId {
    this.#orders.setRole(spec.target, spec.origin, "copy");
    const number = this.#plane.openStream(spec);
    // Numbers go on where those of the other plane ended.
    const id = this.#plane === this.#fluid ? number : this.#opened + 1;
    if (this.#shadow) this.#numbers?.set(id, this.#openShadow(this.#shadow, spec));
    else this.#numbers?.set(id, number);
    this.#opened = id;
    this.#orders.streams.set(id, spec);
    return id;
  }
  closeStream(stream: port.StreamId, inFlight: port.InFlight): void {
    this.#orders.streams.delete(stream);
    const finer = this.#numbers?.get(stream);
    if (this.#plane === this.#fluid) this.#plane.closeStream(stream, inFlight);
    else if (finer !== undefined) this.#plane.closeStream(finer, inFlight);
    if (finer !== undefined) this.#shadow?.closeStream(finer, inFlight);
  }
  setWriter(node: port.NodeId, origin: port.OriginId, order: "accept" | "refuse"): void {
    this.#orders.setWriter(node, origin, order === "accept");
    this.#plane.setWriter(node, origin, order);
    this.#shadow?.setWriter(node, origin, order);
  }
  setCommitTerms(timeline: port.TimelineId, terms: port.CommitTerms): void {
    this.#orders.terms.set(timeline, terms);
    this.#plane.setCommitTerms(timeline, terms);
    this.#shadow?.setCommitTerms(timeline, terms);
  }
  promote(node: port.NodeId, origin: port.OriginId): port.TimelineId {
    const id = this.#plane.promote(node, origin);
    this.#shadow?.promote(node, origin);
    const { parent, position: fork } = this.#plane.fork(id);
    this.#timelines.push({ id, origin, parent, fork });
    this.#orders.setRole(node, origin, "writer");
    return id;
  }
  rewind(node: port.NodeId, onto: port.TimelineId): void {
    this.#orders.setRole(node, this.#originOf(onto), "copy");
    this.#plane.rewind(node, onto);
    this.#shadow?.rewind(node, onto);
  }
  restore(node: port.NodeId, timeline: port.TimelineId, position: port.Position): void {
    this.#orders.setRole(node, this.#originOf(timeline), "copy");
    this.#plane.restore(node, timeline, position);
    this.#shadow?.restore(node, timeline, position);
  }
  keepAll(origin: port.OriginId): void {
    this.#orders.keepAll(origin);
    this.#plane.keepAll(origin);
    this.#shadow?.keepAll(origin);
  }
  connect(population: port.PopulationId, plan: readonly port.ConnectionStep[]): void {
    this.#orders.connect(population, plan);
    this.#plane.connect(population, plan);
    this.#shadow?.connect(population, plan);
  }
  setGrain(grain: port.Grain): void {
    this.#orders.setGrain(grain);
    this.#plane.setGrain(grain);
  }

  position(...of: Parameters<port.DataReadings["position"]>): port.Position {
    return this.#plane.position(...of);
  }
  timelineOf(node: port.NodeId, origin: port.OriginId): port.TimelineId {
    return this.#plane.timelineOf(node, origin);
  }
  forkBetween(one: port.TimelineId, other: port.TimelineId): port.Position {
    return this.#plane.forkBetween(one, other);
  }
  watch(crossing: port.Crossing, fire: () => void): port.Watch {
    const awaited: Awaited = { crossing, fire, watch: { cancel: () => {} } };
    this.#awaited.add(awaited);
    awaited.watch = this.#plane.watch(crossing, () => this.#fired(awaited));
    return {
      cancel: () => {
        this.#awaited.delete(awaited);
        awaited.watch.cancel();
      },
    };
  }

  ledger(timeline: port.TimelineId): port.Ledger {
    return this.#plane.ledger(timeline);
  }
  fork(timeline: port.TimelineId): { parent: port.TimelineId; position: port.Position } {
    return this.#plane.fork(timeline);
  }
  /** Goes on counting. */
  traffic(population: port.PopulationId): port.TrafficTotals {
    const now = this.#plane.traffic(population);
    if (this.#plane === this.#fluid) return now;
    const before = this.#traffic.get(population) as port.TrafficTotals;
    return {
      offered: before.offered + now.offered,
      accepted: before.accepted + now.accepted,
      turnedAway: before.turnedAway + now.turnedAway,
    };
  }
  carried(link: port.LinkId, from: port.SiteId): number {
    return (this.#carried.get(`${link}/${from}`) ?? 0) + this.#plane.carried(link, from);
  }
  observe(sink: port.DataSink): void {
    this.#sinks.push(sink);
    this.#plane.observe(sink);
  }
  verify(): void {
    this.#plane.verify();
  }

  /** Single writes may have gone where the curves end: what is past the fork is dropped first. */
  #openShadow(shadow: TransactionPlane, spec: port.StreamSpec): port.StreamId {
    const { source, target, origin, from } = spec;
    const onto = shadow.timelineOf(source, origin);
    const fork = shadow.forkBetween(shadow.timelineOf(target, origin), onto);
    const held = shadow.position(target, origin, "received", this.#parts.kernel.now);
    if (from === "held" && held > fork) shadow.rewind(target, onto);
    return shadow.openStream(spec);
  }

  #fired(awaited: Awaited): void {
    if (this.#awaited.delete(awaited)) awaited.fire();
  }
  #originOf(timeline: port.TimelineId): port.OriginId {
    return (this.#timelines[timeline] as NotedTimeline).origin;
  }
}
