// The open streams of the plane: opened and closed here, told of routes and rates. Streams share their links
// max-min fairly; one that keeps up counts with the most it may need, unless another takes all it can get.

import { Connection, type Transport } from "../cluster/connection.ts";
import type {
  InFlight,
  LinkId,
  NodeId,
  OriginId,
  SiteId,
  StreamId,
  StreamSpec,
  TimelineId,
} from "../cluster/data-plane.ts";
import { directionKey, type Fabric } from "../cluster/fabric.ts";
import type { EventHandle, Kernel } from "../kernel/kernel.ts";
import { Phase } from "../kernel/phase.ts";
import type { Random } from "../kernel/random.ts";
import { fairShare, leftOver } from "../network/fair-share.ts";
import { atOrAfter, type Instant, later } from "../quantity/time.ts";
import type { Confirmations } from "./fluid-ledger.ts";
import { FluidStream } from "./fluid-stream.ts";
import type { FluidHolder } from "./holder.ts";
import { meanWait } from "./queueing.ts";

export interface StreamBookParts {
  readonly kernel: Kernel;
  readonly random: Random;
  readonly fabric: Fabric;
  readonly transport: Transport;
  readonly copyRate: (node: NodeId) => number;
  /** Bytes of log per µs of this origin, now and at most. */
  readonly appendRate: (origin: OriginId) => { readonly now: number; readonly peak: number };
  /** How unevenly records come. */
  readonly variability: (origin: OriginId) => number;
  /** When the append rate may next change. */
  readonly nextBreak: (origin: OriginId) => number;
  readonly turned: () => void;
}

export class StreamBook {
  readonly #parts: StreamBookParts;
  /** By origin and target. */
  readonly #towards: Map<NodeId, FluidStream>[] = [];
  readonly #openedBetween = new Map<string, number>();
  readonly #carried = new Map<string, number>();
  readonly #counted = new Map<FluidStream, number>();
  #open: FluidStream[] = [];
  #opened = 0;
  #again: EventHandle | undefined;
  /** Links are shared anew then; Infinity = when something changes. */
  sharedAgainAt = Number.POSITIVE_INFINITY;

  constructor(parts: StreamBookParts) {
    this.#parts = parts;
  }

  get all(): readonly FluidStream[] {
    return this.#open;
  }
  /** Of a full copy that runs: bytes still to come. */
  copyLeft(id: StreamId): number {
    return this.#open.find((stream) => stream.id === id)?.copyLeft ?? 0;
  }
  get isCatchingUp(): boolean {
    return this.#open.some((stream) => stream.isHungry);
  }
  get keepingUp(): number {
    return this.#open.filter((stream) => stream.isFlowing && stream.back && !stream.isHungry).length;
  }

  towards(node: NodeId, origin: OriginId): FluidStream | undefined {
    return this.#towards[origin]?.get(node);
  }
  /** What the writer of a timeline hears from those who follow it there. */
  confirmations(origin: OriginId, timeline: () => TimelineId): Confirmations {
    return (node, rule) => {
      const stream = this.towards(node, origin);
      const isOn = stream !== undefined && !stream.isCopying && stream.target.timeline === timeline();
      return isOn ? stream.confirmed(rule.stage) : undefined;
    };
  }

  open(spec: StreamSpec, source: FluidHolder, target: FluidHolder): FluidStream {
    const { kernel, random, transport, copyRate, turned } = this.#parts;
    const id = ++this.#opened;
    // Named by the pair: another pair's streams do not change this one's luck.
    const pair = `${spec.source}/${spec.target}`;
    const count = (this.#openedBetween.get(pair) ?? 0) + 1;
    this.#openedBetween.set(pair, count);
    const connection = new Connection(transport, random.stream(`stream/${pair}/${count}`));
    const stream = new FluidStream(id, {
      kernel,
      spec,
      source,
      target,
      connection,
      copyRate: Math.min(copyRate(spec.source), copyRate(spec.target)),
      wait: (rate) => this.#wait(spec.origin, source.ledger.recordBytes, rate),
      gap: () => source.ledger.recordBytes / this.#parts.appendRate(spec.origin).now,
      turned,
    });
    this.#open.push(stream);
    this.#towards[spec.origin] ??= new Map();
    this.#towards[spec.origin]?.set(spec.target, stream);
    this.#counted.set(stream, stream.base);
    return stream;
  }

  close(id: StreamId, inFlight: InFlight): FluidStream | undefined {
    const stream = this.#open.find((one) => one.id === id);
    if (!stream) return undefined;
    this.#count(stream);
    stream.close(inFlight);
    this.#open = this.#open.filter((one) => one !== stream);
    this.#counted.delete(stream);
    const { target, origin } = stream.spec;
    if (this.towards(target, origin) === stream) this.#towards[origin]?.delete(target);
    return stream;
  }

  /** Some stream, or its answers, go this way. */
  uses(link: LinkId): boolean {
    const { fabric } = this.#parts;
    for (const { spec } of this.#open)
      if (fabric.takes(spec.source, spec.target, link) || fabric.takes(spec.target, spec.source, link))
        return true;
    return false;
  }
  /** Some stream joins these sites. */
  joins(one: SiteId, other: SiteId): boolean {
    const { fabric } = this.#parts;
    for (const { spec } of this.#open) {
      const from = fabric.site(spec.source);
      const to = fabric.site(spec.target);
      if ((from === one && to === other) || (from === other && to === one)) return true;
    }
    return false;
  }

  /** Links, paths or hosts have changed. */
  reroute(): void {
    const { fabric } = this.#parts;
    for (const stream of this.#open) {
      const { source, target } = stream.spec;
      const forward = fabric.route(source, target);
      if (forward !== stream.forward) this.#count(stream);
      stream.setRoute(
        forward,
        fabric.route(target, source),
        fabric.host(source) === "frozen" ? "arrives" : "lost",
      );
    }
  }

  /** Gives every flowing stream its rate from now on. */
  share(): void {
    const { kernel, fabric } = this.#parts;
    if (this.#again !== undefined) kernel.cancel(this.#again);
    this.#again = undefined;
    this.sharedAgainAt = Number.POSITIVE_INFINITY;
    const flowing = this.#open.filter((stream) => stream.isFlowing);
    if (flowing.length === 0) return;
    if (flowing.length === 1) {
      const [only] = flowing as [FluidStream];
      let rate = only.ceiling;
      for (const link of only.forward?.links ?? []) rate = Math.min(rate, fabric.capacity(link));
      only.setRate(rate);
      return;
    }
    // Who begins to send may find a backlog, and then takes his part of what the others had.
    for (const _ of flowing) {
      const hungry = flowing.filter((stream) => stream.isHungry).length;
      this.#giveRates(flowing, hungry > 0);
      if (flowing.filter((stream) => stream.isHungry).length === hungry) break;
    }
    if (flowing.some((stream) => stream.isHungry) && dependsOnLoad(flowing)) this.#shareAgain(flowing);
  }

  #giveRates(flowing: readonly FluidStream[], isAnyHungry: boolean): void {
    const { appendRate, fabric } = this.#parts;
    let origin = -1;
    let rate = { now: 0, peak: 0 };
    const flows = flowing.map((stream) => {
      // Streams of one origin mostly follow one another.
      if (stream.spec.origin !== origin) rate = appendRate(stream.spec.origin);
      origin = stream.spec.origin;
      return {
        links: stream.forward?.links ?? [],
        demand: stream.isHungry
          ? Number.POSITIVE_INFINITY
          : (isAnyHungry ? rate.now : rate.peak) * stream.expansion,
        ceiling: stream.ceiling,
      };
    });
    const rates = leftOver(flows, (link) => fabric.capacity(link)) ?? fairShare(flows, fabric.capacities());
    for (const [i, stream] of flowing.entries()) stream.setRate(rates[i] as number);
  }

  carried(link: string, from: string): number {
    for (const stream of this.#open) this.#count(stream);
    return this.#carried.get(directionKey(link, from)) ?? 0;
  }

  /** Of a line that keeps up; a queue that does not drain is a backlog, and no noise. */
  #wait(origin: OriginId, recordBytes: number, rate: number): number {
    if (!(rate > 0)) return 0;
    const { appendRate, variability } = this.#parts;
    const utilisation = appendRate(origin).now / rate;
    return utilisation < 1 ? meanWait(utilisation, recordBytes / rate, variability(origin)) : 0;
  }

  /** While somebody takes all he can get, what the others need changes with the load. */
  #shareAgain(flowing: readonly FluidStream[]): void {
    const { kernel, nextBreak, turned } = this.#parts;
    let at = Number.POSITIVE_INFINITY;
    for (const { spec } of flowing) at = Math.min(at, nextBreak(spec.origin));
    if (at === Number.POSITIVE_INFINITY) return;
    this.sharedAgainAt = later(atOrAfter(at), kernel.now);
    this.#again = kernel.at(
      this.sharedAgainAt as Instant,
      () => {
        this.#again = undefined;
        turned();
      },
      Phase.data,
    );
  }

  #count(stream: FluidStream): void {
    const until = stream.wire.out.valueAt(this.#parts.kernel.now);
    const bytes = (until - (this.#counted.get(stream) ?? until)) * stream.expansion;
    this.#counted.set(stream, until);
    if (bytes > 0)
      for (const link of stream.forward?.links ?? [])
        this.#carried.set(link, (this.#carried.get(link) ?? 0) + bytes);
  }
}

/** Somebody who takes what the load needs has company on one of his links. */
function dependsOnLoad(flowing: readonly FluidStream[]): boolean {
  return flowing.some(
    (one) =>
      !one.isHungry &&
      flowing.some(
        (other) => other !== one && other.forward?.links.some((link) => one.forward?.links.includes(link)),
      ),
  );
}
