// How exposed the data is: what would be lost if the primary's site died now, whether any standby elsewhere keeps up,
// whether two nodes take writes at once, and when everybody is back. States change at events and when a copy turns old
// or fresh; the means of a steady window are sampled when the data plane makes its round.

import { sinceFirst } from "../cluster/chance-gaps.ts";
import type { DataReadings, DataTruth } from "../cluster/data-plane.ts";
import type { EventBus } from "../cluster/event-bus.ts";
import type { Nodes } from "../cluster/nodes.ts";
import type { Member, Service } from "../cluster/service.ts";
import type { Topology } from "../cluster/topology.ts";
import type { Kernel } from "../kernel/kernel.ts";
import { type Instant, seconds } from "../quantity/time.ts";
import { Tally } from "../statistics/tally.ts";
import { bestElsewhere } from "./best-elsewhere.ts";
import { Freshness } from "./freshness.ts";

/** A standby whose copy is older than this does not protect. Our assumption: the order of a failover's own delay. */
const KEEPS_UP = seconds(10);

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
  /** A copy has turned old or fresh: nothing else tells. */
  readonly turned?: () => void;
}

export class Protection {
  readonly #parts: ProtectionParts;
  readonly #freshness: Freshness;
  lag = new Tally();
  lagBytes = new Tally();
  exposure = new Tally();
  stale = new Tally();
  /** Member by member: it may ever lead. */
  readonly #isHeir: readonly boolean[];
  #unprotectedSince: number | undefined;
  #unprotected = 0;
  #splitSince: number | undefined;
  #split = 0;
  #redundantSince: number | undefined;
  #wasBroken = false;
  #counting = false;

  constructor(parts: ProtectionParts & { bus: EventBus }) {
    this.#parts = parts;
    const { bus, service, topology } = parts;
    this.#isHeir = service.members.map(({ node }) => parts.heirs.includes(node));
    const review = (): void => this.review();
    for (const event of [
      "nodeStateChanged",
      "writerStarted",
      "writerStopped",
      "streamOpened",
      "streamClosed",
      "copyFinished",
      "restored",
    ] as const)
      bus.on(event, review);
    topology.onChange(review);
    this.#redundantSince = 0;
    bus.on("promoted", ({ service: id }) => {
      if (id === service.id) this.#wasBroken = true;
    });
    this.#freshness = new Freshness({
      plane: parts.plane,
      origin: service.origin,
      nodes: service.members.map(({ node }) => node),
      age: KEEPS_UP,
      turned: () => {
        this.review();
        parts.turned?.();
      },
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

  review(): void {
    const { now } = this.#parts.kernel;
    const { service, nodes, topology } = this.#parts;
    const { primary, members } = service;
    const primarySite = nodes.site(primary);
    let isGuarded = false;
    let isWhole = true;
    for (let i = 0; i < members.length; i++) {
      const { node, site } = members[i] as Member;
      const isAway = site !== primarySite;
      // Whether a copy is fresh is the dearest question: it is asked only where the answer matters.
      if (node === primary || (!isWhole && (isGuarded || !isAway))) continue;
      const isFresh = nodes.isRunning(node) && this.#isFresh(node);
      if (isFresh && isAway && this.#isHeir[i]) isGuarded = true;
      if (isWhole && !this.#isInOrder(node, isFresh)) isWhole = false;
    }
    this.#unprotectedSince = toggle(now, !isGuarded, this.#unprotectedSince, (length) => {
      this.#unprotected += length;
    });
    const serving = this.#serving();
    this.#splitSince = toggle(now, serving > 1, this.#splitSince, (length) => {
      this.#split += length;
    });
    const isRedundant = isWhole && serving === 1 && topology.isSiteUp(primarySite);
    if (!isRedundant) {
      this.#redundantSince = undefined;
      this.#wasBroken ||= this.#counting;
    } else this.#redundantSince ??= now;
  }

  /** It follows, and lags little. */
  #isFresh(node: string): boolean {
    const { standbys, plane, service } = this.#parts;
    if (!standbys.isAttached(node) || plane.timelineOf(node, service.origin) !== service.timeline)
      return false;
    return this.#freshness.isFresh(node);
  }
  /** It is as it should be: a fresh copy, or one that nobody expects now. */
  #isInOrder(node: string, isFresh: boolean): boolean {
    const { nodes, standbys } = this.#parts;
    if (isFresh && standbys.isUsable(node)) return true;
    return nodes.isRunning(node) && !standbys.isMeantToFollow(node);
  }
  /** How many take writes. */
  #serving(): number {
    const { service, nodes } = this.#parts;
    let serving = 0;
    for (const node of service.acceptingNodes) if (nodes.isRunning(node)) serving++;
    return serving;
  }

  /** At a round of the data plane; `isSteady`: nothing breaks, and the means are wanted. */
  sample(now: number, isSteady: boolean): void {
    const { service, plane, nodes } = this.#parts;
    if (!isSteady) return;
    if (!nodes.isRunning(service.primary) || !service.accepts(service.primary)) return;
    const ledger = plane.ledger(service.timeline);
    const at = Math.floor(now) as Instant;
    const best = bestElsewhere(this.#parts, at);
    if (best === undefined) return;
    const gap = ledger.gapAt(best);
    this.lag.add(sinceFirst(Math.max(0, now - Math.min(now, ledger.appendedPast(best))), gap) / 1e6);
    this.lagBytes.add(Math.max(0, ledger.appended(at) - best));
    const oldest = ledger.acknowledgedPast(best);
    this.exposure.add(oldest <= now ? sinceFirst(now - oldest, gap) / 1e6 : 0);
    if (!plane.isWriteByWrite) return;
    const reader = service.members.find(({ node }) => node !== service.primary && nodes.isRunning(node));
    if (reader && plane.timelineOf(reader.node, service.origin) === service.timeline)
      this.stale.add(
        plane.position(reader.node, service.origin, "applied", at) < ledger.acknowledged(at) ? 1 : 0,
      );
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
