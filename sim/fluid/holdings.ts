// What every node holds of every origin, and on which timeline: promotions, rewinds and restores change only this.

import type { NodeId, OriginId, Pace, Position, TimelineId } from "../cluster/data-plane.ts";
import type { DemandTerms, NodeTerms } from "../cluster/terms.ts";
import { InvariantError } from "../kernel/invariant.ts";
import type { Kernel } from "../kernel/kernel.ts";
import { meanOf } from "../kernel/sampling.ts";
import { FluidLedger } from "./fluid-ledger.ts";
import { FluidHolder } from "./holder.ts";
import { Timelines } from "./timelines.ts";

/** So many timelines are made between two looks at what nobody can ask for any more. */
const RETIRE_EVERY = 16;
/** What clients offered is looked up one processing time before what the log holds of it; an hour is plenty, µs. */
const MARGIN = 3_600e6;

export class Holdings {
  readonly timelines = new Timelines();
  readonly #kernel: Kernel;
  readonly #retired: (before: number) => void;
  readonly #holders: Map<NodeId, FluidHolder>[] = [];
  readonly #paces = new Map<NodeId, Pace>();
  readonly #kept = new Set<OriginId>();

  constructor(parts: {
    readonly kernel: Kernel;
    readonly terms: ReadonlyMap<NodeId, NodeTerms>;
    readonly origins: readonly { readonly nodes: readonly NodeId[] }[];
    readonly populations: readonly DemandTerms[];
    readonly turned: () => void;
    /** Nobody asks any more what clients offered before then. */
    readonly retired: (before: number) => void;
  }) {
    const { kernel, terms, origins, populations, turned } = parts;
    this.#kernel = kernel;
    this.#retired = parts.retired;
    const termsOf = (node: NodeId): NodeTerms => terms.get(node) as NodeTerms;
    origins.forEach(({ nodes }, origin) => {
      const recordBytes = populations.find((one) => one.origins.includes(origin))?.meanBytes ?? 1;
      const flush = meanOf(termsOf(nodes[0] as NodeId).flush);
      const ledger = new FluidLedger({ at: 0, fork: 0, recordBytes, flush, parent: undefined });
      const timeline = this.timelines.add(origin, undefined, ledger);
      const holders = nodes.map((node): [NodeId, FluidHolder] => {
        const { flush, applyRate, applyDelay, wakeUp } = termsOf(node);
        const own = { flush: meanOf(flush), applyRate, applyDelay, wakeUp };
        return [node, new FluidHolder(node, { kernel, terms: own, timeline, ledger, turned })];
      });
      this.#holders.push(new Map(holders));
    });
  }

  get copies(): readonly FluidHolder[] {
    return this.#all.filter(({ isWriter }) => !isWriter);
  }
  holder(node: NodeId, origin: OriginId): FluidHolder {
    const holder = this.#holders[origin]?.get(node);
    if (holder === undefined) throw new InvariantError("this node holds this origin", { node, origin });
    return holder;
  }
  of(node: NodeId): readonly FluidHolder[] {
    return this.#holders.flatMap((holders) => holders.get(node) ?? []);
  }
  originOf({ timeline }: FluidHolder): OriginId {
    return this.timelines.originOf(timeline);
  }

  setPace(node: NodeId, pace: Pace): void {
    this.#paces.set(node, pace);
    for (const holder of this.of(node)) holder.setFlushPace(pace.flush, this.#kernel.now);
  }
  servicePaceOf(node: NodeId): number {
    return this.#paces.get(node)?.service ?? 1;
  }
  /** Some node takes longer than usual. */
  get isAnySlow(): boolean {
    for (const { service, flush } of this.#paces.values()) if (service !== 1 || flush !== 1) return true;
    return false;
  }

  /** A new timeline, forked at what `node` has received. */
  promote(node: NodeId, origin: OriginId): TimelineId {
    const { now } = this.#kernel;
    const holder = this.holder(node, origin);
    const parent = holder.ledger;
    const ledger = new FluidLedger({
      at: now,
      fork: Math.max(0, holder.position(now, "received")),
      recordBytes: parent.recordBytes,
      flush: holder.flush,
      isFlushSlow: holder.isFlushSlow,
      parent,
    });
    const timeline = this.timelines.add(origin, holder.timeline, ledger);
    holder.timeline = timeline;
    holder.ledger = ledger;
    holder.isWriter = true;
    holder.isCopying = false;
    if (this.timelines.count % RETIRE_EVERY === 0) this.#retire();
    return timeline;
  }

  rewind(node: NodeId, onto: TimelineId): void {
    const { now } = this.#kernel;
    const holder = this.holder(node, this.timelines.originOf(onto));
    const shared = this.timelines.forkBetween(holder.timeline, onto, now);
    const position = Math.min(holder.position(now, "received"), shared);
    holder.restartAt(onto, this.timelines.ledger(onto), position, now);
  }

  restore(node: NodeId, timeline: TimelineId, position: Position): void {
    const holder = this.holder(node, this.timelines.originOf(timeline));
    holder.isCopying = false;
    holder.restartAt(timeline, this.timelines.ledger(timeline), position, this.#kernel.now);
  }

  keepAll(origin: OriginId): void {
    this.#kept.add(origin);
  }
  /** Somebody may ask for any point of the past. */
  get keepsAll(): boolean {
    return this.#kept.size > 0;
  }

  /** Forgets what nobody can ask for any more. */
  #retire(): void {
    if (this.keepsAll) return;
    const { now } = this.#kernel;
    let keep: number = now;
    for (const holders of this.#holders)
      for (const holder of holders.values()) keep = Math.min(keep, this.#neededFrom(holder, holders));
    for (const ledger of this.timelines.ledgers) ledger.retireBefore(keep);
    for (const holder of this.#all) holder.retireBefore(keep);
    this.#retired(keep - MARGIN);
  }

  /** When the first byte was appended that it has not applied, or that another one of these will never have. */
  #neededFrom(holder: FluidHolder, others: ReadonlyMap<NodeId, FluidHolder>): number {
    const { now } = this.#kernel;
    const { ledger, timeline } = holder;
    let position = Math.max(0, holder.position(now, "applied"));
    for (const other of others.values())
      position = Math.min(position, this.timelines.forkBetween(timeline, other.timeline, now));
    return ledger.appendedPast(position);
  }

  get #all(): readonly FluidHolder[] {
    return this.#holders.flatMap((holders) => [...holders.values()]);
  }
}
