// How exposed the data is: what would be lost if the primary's site died now, whether any standby elsewhere keeps up,
// whether two nodes take writes at once, and when everybody is back. Sampled when the data plane makes its round, ten
// times a second; states change at events.

import type { DataReadings, DataTruth } from "../cluster/data-plane.ts";
import type { EventBus } from "../cluster/event-bus.ts";
import type { Nodes } from "../cluster/nodes.ts";
import type { Service } from "../cluster/service.ts";
import type { Topology } from "../cluster/topology.ts";
import type { Kernel } from "../kernel/kernel.ts";
import type { Instant } from "../quantity/time.ts";
import { Tally } from "../statistics/tally.ts";

/** A standby whose copy is older than this does not protect. Our assumption: the order of a failover's own delay. */
const KEEPS_UP = 10_000_000; // µs
/** A copy that catches up is looked at once a second. */
const REVIEW = 1_000_000; // µs

export interface StandbyState {
  /** It is meant to follow somebody, as things are. */
  isMeantToFollow(node: string): boolean;
  isUsable(node: string): boolean;
  isAttached(node: string): boolean;
}

export interface ProtectionParts {
  readonly kernel: Kernel;
  readonly plane: DataTruth & DataReadings;
  readonly topology: Topology;
  readonly nodes: Nodes;
  readonly service: Service;
  readonly standbys: StandbyState;
  /** Who may ever lead. */
  readonly heirs: readonly string[];
}

export class Protection {
  readonly #parts: ProtectionParts;
  lag = new Tally();
  lagBytes = new Tally();
  exposure = new Tally();
  stale = new Tally();
  #unprotectedSince: number | undefined;
  #unprotected = 0;
  #splitSince: number | undefined;
  #split = 0;
  #redundantSince: number | undefined;
  #wasBroken = false;
  #counting = false;
  #nextReview = 0;

  constructor(parts: ProtectionParts & { bus: EventBus }) {
    this.#parts = parts;
    const { bus, service, topology } = parts;
    const review = (): void => this.review();
    for (const event of [
      "writerStarted",
      "writerStopped",
      "streamOpened",
      "streamClosed",
      "copyFinished",
    ] as const)
      bus.on(event, review);
    topology.onChange(review);
    this.#redundantSince = 0;
    bus.on("promoted", ({ service: id }) => {
      if (id === service.id) this.#wasBroken = true;
    });
  }

  /** From the injection on, or over a steady window. */
  begin(at: Instant): void {
    this.#counting = true;
    this.#unprotected = this.#split = 0;
    if (this.#unprotectedSince !== undefined) this.#unprotectedSince = at;
    if (this.#splitSince !== undefined) this.#splitSince = at;
    this.lag = new Tally();
    this.lagBytes = new Tally();
    this.exposure = new Tally();
    this.stale = new Tally();
    this.#wasBroken = false;
  }

  unprotectedFor(until: Instant): number {
    return this.#unprotected + (this.#unprotectedSince === undefined ? 0 : until - this.#unprotectedSince);
  }
  get isUnprotected(): boolean {
    return this.#unprotectedSince !== undefined;
  }
  get isSplit(): boolean {
    return this.#splitSince !== undefined;
  }
  splitFor(until: Instant): number {
    return this.#split + (this.#splitSince === undefined ? 0 : until - this.#splitSince);
  }
  /** Everybody follows one history again, since then; undefined = not yet. `broken`: it had been otherwise. */
  get redundantAgainAt(): number | undefined {
    return this.#wasBroken ? this.#redundantSince : 0;
  }
  get isRedundant(): boolean {
    return this.#redundantSince !== undefined;
  }

  /** `now` may be ahead of the kernel: the data plane runs between its events. */
  review(now: Instant = this.#parts.kernel.now): void {
    const { service, nodes, topology, standbys } = this.#parts;
    const primarySite = nodes.site(service.primary);
    const serving = service.acceptingNodes.filter((node) => nodes.isRunning(node));
    const isGuarded = service.members.some(
      ({ node, site }) =>
        site !== primarySite &&
        nodes.isRunning(node) &&
        this.#parts.heirs.includes(node) &&
        standbys.isAttached(node) &&
        this.#age(node, now) < KEEPS_UP,
    );
    this.#unprotectedSince = toggle(now, !isGuarded, this.#unprotectedSince, (length) => {
      this.#unprotected += length;
    });
    this.#splitSince = toggle(now, serving.length > 1, this.#splitSince, (length) => {
      this.#split += length;
    });
    const all = service.members.every(
      ({ node }) =>
        node === service.primary ||
        (nodes.isRunning(node) &&
          (!standbys.isMeantToFollow(node) ||
            (standbys.isUsable(node) && standbys.isAttached(node) && this.#age(node, now) < KEEPS_UP))),
    );
    const isRedundant = all && serving.length === 1 && topology.isSiteUp(primarySite);
    if (!isRedundant) {
      this.#redundantSince = undefined;
      this.#wasBroken ||= this.#counting;
    } else this.#redundantSince ??= now;
  }

  /** At a round of the data plane; `isSteady`: nothing breaks, and the means are wanted. */
  sample(now: number, isSteady: boolean): void {
    const { service, plane, nodes } = this.#parts;
    // No event tells that a lag has grown or shrunk past what protects.
    if (now >= this.#nextReview) {
      this.review(Math.floor(now) as Instant);
      this.#nextReview = now + REVIEW;
    }
    if (!isSteady) return;
    if (!nodes.isRunning(service.primary) || !service.accepts(service.primary)) return;
    const ledger = plane.ledger(service.timeline);
    const at = Math.floor(now) as Instant;
    const best = this.bestElsewhere(at);
    if (best === undefined) return;
    this.lag.add(Math.max(0, now - Math.min(now, ledger.appendedPast(best))) / 1e6);
    this.lagBytes.add(Math.max(0, ledger.appended(at) - best));
    const oldest = ledger.acknowledgedPast(best);
    this.exposure.add(oldest <= now ? (now - oldest) / 1e6 : 0);
    const reader = service.members.find(({ node }) => node !== service.primary && nodes.isRunning(node));
    if (reader && plane.timelineOf(reader.node, service.origin) === service.timeline)
      this.stale.add(
        plane.position(reader.node, service.origin, "applied", at) < ledger.acknowledged(at) ? 1 : 0,
      );
  }

  /** What the best copy outside the primary's site has received; undefined = there is none. */
  bestElsewhere(at: Instant): number | undefined {
    const { service, plane, nodes, heirs, standbys } = this.#parts;
    const site = nodes.site(service.primary);
    const away = service.members.filter((member) => member.site !== site && heirs.includes(member.node));
    const near =
      away.length > 0
        ? away
        : service.members.filter(({ node }) => node !== service.primary && heirs.includes(node));
    let best: number | undefined;
    for (const { node } of near) {
      if (
        !nodes.isRunning(node) ||
        !standbys.isUsable(node) ||
        plane.timelineOf(node, service.origin) !== service.timeline
      )
        continue;
      const position = plane.position(node, service.origin, "received", at);
      if (position >= 0 && (best === undefined || position > best)) best = position;
    }
    return best;
  }

  /** µs that the copy of a standby lies behind. */
  #age(node: string, now: Instant): number {
    const { plane, service } = this.#parts;
    if (plane.timelineOf(node, service.origin) !== service.timeline) return Number.POSITIVE_INFINITY;
    const position = plane.position(node, service.origin, "received", now);
    const since = plane.ledger(service.timeline).appendedPast(position);
    return position < 0 ? Number.POSITIVE_INFINITY : Math.max(0, now - since);
  }
}

/** Since when a condition holds; a stretch that ends is added up. */
function toggle(
  now: Instant,
  holds: boolean,
  since: number | undefined,
  add: (length: number) => void,
): number | undefined {
  if (holds) return since ?? now;
  if (since !== undefined) add(now - since);
  return undefined;
}
