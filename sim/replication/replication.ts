// Who streams to whom in one service, and what commits wait for: streams are opened, closed, re-seeded and
// rewound here, and the degrading kinds of acknowledgement run here as state machines over watches. The same
// for every data plane. Leaves out: a standby's own log archive.

import type { DataOrders, DataReadings, InFlight, NodeId } from "../cluster/data-plane.ts";
import type { EventBus } from "../cluster/event-bus.ts";
import type { Nodes } from "../cluster/nodes.ts";
import type { Member, Service } from "../cluster/service.ts";
import type { Topology } from "../cluster/topology.ts";
import type { Kernel } from "../kernel/kernel.ts";
import type { Random } from "../kernel/random.ts";
import { type Bytes, bytesOf } from "../quantity/data.ts";
import type { Distribution } from "../quantity/distribution.ts";
import { Changes } from "./changes.ts";
import { CommitMachine } from "./commit-machine.ts";
import type { EdgeTerms } from "./commit-terms.ts";
import type { Feed } from "./feed.ts";
import { Rewinds } from "./rewinds.ts";
import { ShutDowns } from "./shut-downs.ts";
import { type Retention, Slots } from "./slots.ts";
import { Sources } from "./sources.ts";

export interface ReplicationParts {
  readonly kernel: Kernel;
  readonly plane: DataOrders & DataReadings;
  readonly bus: EventBus;
  readonly random: Random;
  readonly topology: Topology;
  readonly nodes: Nodes;
  readonly service: Service;
  readonly edges: EdgeTerms;
  /** Per cluster. */
  readonly retention: (cluster: string) => Retention;
  readonly dataset: (cluster: string) => Bytes;
  readonly rewind: (cluster: string) => Distribution;
  /** Whom a standby streams from, given who leads; undefined = nobody now. */
  readonly sourceOf: (standby: Member, primary: NodeId) => NodeId | undefined;
  /** Whoever follows nobody is meant to have nothing: a backup is restored onto it. */
  readonly recoversFromBackup: boolean;
  /** Does a commit ever wait for it? */
  readonly mayAcknowledge: (member: Member) => boolean;
}

/** Log within which a standby counts as caught up. */
const NEAR = bytesOf(65_536);

export class Replication {
  readonly #parts: ReplicationParts;
  readonly #feeds = new Map<NodeId, Feed>();
  readonly #needsCopy = new Set<NodeId>();
  readonly #promoting = new Set<NodeId>();
  readonly #rewinds: Rewinds;
  readonly #commits: CommitMachine;
  /** Also those of its own: streams that have come or gone, a copy that can be used again. */
  readonly #changes: Changes;
  readonly #sources: Sources;
  readonly #shutDowns: ShutDowns;
  readonly #slots: Slots;

  constructor(parts: ReplicationParts) {
    this.#parts = parts;
    this.#commits = new CommitMachine({
      ...parts,
      isAttached: (node) => this.isAttached(node),
      hasCaughtUp: (node) => this.#feeds.get(node)?.hasCaughtUp === true,
      shutDown: (why) => this.#shutDown(why),
    });
    const { bus, service } = parts;
    this.#shutDowns = new ShutDowns(parts);
    this.#slots = new Slots(parts, this.#shutDowns, (node) => this.#overrun(node));
    this.#rewinds = new Rewinds(parts, () => {
      this.#changes.force();
      this.reconsider();
      parts.topology.changed();
    });
    this.#changes = new Changes(parts);
    this.#sources = new Sources(parts);
    for (const member of service.members)
      if (member.node !== service.primary && parts.sourceOf(member, service.primary) === undefined)
        this.#needsCopy.add(member.node);
    bus.on("nodeWillStop", ({ node, inFlight, storage }) => {
      if (!service.members.some((member) => member.node === node)) return;
      if (storage === "destroyed") this.#needsCopy.add(node);
      this.#detach(node, inFlight);
    });
  }

  /** Nobody is left to copy from, or to follow: what `node` has is all there is. */
  isUsable(node: NodeId): boolean {
    const { plane, kernel, service } = this.#parts;
    if (this.#needsCopy.has(node) || this.#rewinds.has(node)) return false;
    return plane.position(node, service.origin, "received", kernel.now) >= 0;
  }
  /** Whom it streams from; undefined = nobody now. */
  sourceOf(node: NodeId): NodeId | undefined {
    return this.#feeds.get(node)?.source;
  }
  /** Standbys that a commit waits for under the terms now in force. */
  get waitsFor(): readonly NodeId[] {
    return this.#commits.waitsFor;
  }
  /** Its commits may go on without those whom they wait for. */
  get mayDegrade(): boolean {
    return this.#commits.mayDegrade;
  }
  isMeantToFollow(node: NodeId): boolean {
    return this.#sources.of(node) !== undefined;
  }
  isAttached(node: NodeId): boolean {
    const feed = this.#feeds.get(node);
    if (!feed || feed.isCopying) return false;
    return this.#parts.topology.talks(feed.from, feed.to);
  }

  /** Standbys among `reachable` that may be promoted under the terms now in force; undefined = any. */
  safe(reachable: readonly NodeId[]): readonly NodeId[] | undefined {
    return this.#commits.safe(reachable);
  }

  /** A backup was restored onto it. */
  restored(node: NodeId): void {
    this.#needsCopy.delete(node);
    this.#changes.force();
  }

  /** The primary changed: everybody who can follows it. */
  follow(): void {
    this.#commits.reset();
    this.#promoting.clear();
    this.#changes.force();
    for (const node of [...this.#feeds.keys()]) this.#close(node, "lost");
    const { service, recoversFromBackup } = this.#parts;
    // What was left behind grows old: never again is it taken for a standby.
    for (const { node } of recoversFromBackup ? service.members : [])
      if (node !== service.primary && this.#sources.of(node) === undefined) this.#needsCopy.add(node);
    this.reconsider();
  }

  /** `node` stops receiving, because it is about to be promoted. */
  detachForPromotion(node: NodeId): void {
    this.#promoting.add(node);
    this.#changes.force();
    this.#close(node, "lost");
  }
  promotionFailed(node: NodeId): void {
    this.#promoting.delete(node);
    this.#changes.force();
    this.reconsider();
  }

  /** Opens what can be opened; conditions or states have changed. */
  reconsider(): void {
    if (!this.#changes.take()) return;
    this.#shutDowns.review();
    for (const member of this.#parts.service.members) this.#place(member);
    this.#slots.review((node) => !this.#needsCopy.has(node));
    this.#commits.review();
  }

  /** Off a source that is not its any more, and onto the one that is. */
  #place(member: Member): void {
    const { service, nodes } = this.#parts;
    const { node } = member;
    const source = node === service.primary ? undefined : this.#sources.of(node);
    const feed = this.#feeds.get(node);
    if (feed && feed.source !== source) this.#close(node, "lost");
    if (source === undefined || this.#feeds.has(node) || !nodes.isRunning(node) || !nodes.isRunning(source))
      return;
    if (service.accepts(node) || this.#promoting.has(node) || this.#rewinds.has(node)) return;
    if (this.#canSend(source, node)) this.#attach(member, source);
  }

  #canSend(source: NodeId, node: NodeId): boolean {
    const { topology, nodes } = this.#parts;
    // A node that is rewound does not run; what is still being copied onto it is of no use to anybody.
    if (this.#rewinds.has(source) || this.#needsCopy.has(source)) return false;
    return topology.talks(nodes.site(source), nodes.site(node));
  }

  #attach(member: Member, source: NodeId): void {
    const { plane, service, kernel, bus, nodes } = this.#parts;
    const [{ node }, { origin }] = [member, service];
    const isCopying = this.#needsCopy.has(node);
    const [own, its] = [node, source].map((one) => plane.timelineOf(one, origin)) as [number, number];
    const fork = isCopying ? Number.POSITIVE_INFINITY : plane.forkBetween(own, its);
    const past = plane.position(node, origin, "received", kernel.now) - fork;
    if (past > 0) {
      this.#goBack(member, source, past);
      return;
    }
    // It goes on with another history: whoever follows it hears of that by connecting again.
    const followers = isCopying || own !== its ? this.#dismiss(node) : [];
    const from = isCopying ? { fullCopy: this.#parts.dataset(member.cluster) } : "held";
    const stream = plane.openStream({ source, target: node, origin, from });
    const ends = { from: nodes.site(source), to: member.site };
    const feed: Feed = { stream, source, ...ends, watches: [], isCopying, hasCaughtUp: false };
    this.#feeds.set(node, feed);
    this.#changes.force();
    bus.emit("streamOpened", { source, target: node });
    if (isCopying) {
      bus.emit("copyBegan", { node });
      const copied = { kind: "reached", node, origin, stage: "received", position: 0 } as const;
      feed.watches.push(plane.watch(copied, () => this.#copied(node)));
    }
    const { log: bytes } = this.#parts.retention(nodes.spec(source).cluster);
    const overrun = { kind: "backlog", target: node, origin, becomes: "above" } as const;
    if (bytes !== "unlimited")
      feed.watches.push(plane.watch({ ...overrun, bytes }, () => this.#overrun(node)));
    if (!isCopying) this.#awaitCatchUp(node, feed);
    for (const follower of followers) this.#place(follower);
  }

  /** Its history went another way: back to the fork, if its own log reaches back so far; else it is copied anew. */
  #goBack(member: Member, source: NodeId, past: number): void {
    const { log } = this.#parts.retention(member.cluster);
    if (log !== "unlimited" && past > log) {
      this.#overrun(member.node);
      return;
    }
    this.#dismiss(member.node);
    this.#rewinds.begin(member, source);
  }

  /** Whoever follows `node` is cut off. */
  #dismiss(node: NodeId): readonly Member[] {
    const followers = this.#parts.service.members.filter((one) => this.sourceOf(one.node) === node);
    for (const follower of followers) this.#close(follower.node, "lost");
    return followers;
  }

  #awaitCatchUp(target: NodeId, feed: Feed): void {
    const { plane, service, kernel } = this.#parts;
    const [has, needs] = [target, feed.source].map((node) =>
      plane.position(node, service.origin, "received", kernel.now),
    ) as [number, number];
    feed.hasCaughtUp = needs - has < NEAR;
    if (feed.hasCaughtUp) return;
    const near = { kind: "backlog", target, origin: service.origin, bytes: NEAR, becomes: "below" } as const;
    const caughtUp = (): void => {
      feed.hasCaughtUp = true;
      this.#commits.review();
    };
    feed.watches.push(plane.watch(near, caughtUp));
  }

  #copied(node: NodeId): void {
    const feed = this.#feeds.get(node);
    if (!feed) return;
    feed.isCopying = false;
    this.#needsCopy.delete(node);
    this.#changes.force();
    this.#awaitCatchUp(node, feed);
    this.#parts.bus.emit("copyFinished", { node });
    this.reconsider();
    this.#parts.topology.changed();
  }

  /** The log it lacks is no longer kept. */
  #overrun(node: NodeId): void {
    // Noted first: whoever hears that the stream is closed asks who can still take over.
    this.#needsCopy.add(node);
    this.#close(node, "lost");
    this.#dismiss(node);
    this.#changes.force();
    this.#parts.bus.emit("logOverrun", { node });
    this.reconsider();
  }

  /** The primary stops until a standby can be reached. */
  #shutDown(why: { readonly reason: string; readonly setBy: string }): void {
    const { service, nodes, topology, mayAcknowledge } = this.#parts;
    const node = service.primary;
    const others = service.members.filter((member) => member.node !== node && mayAcknowledge(member));
    this.#shutDowns.add({ service: service.id, node, ...why }, () =>
      others.some((one) => nodes.isRunning(one.node) && topology.talks(nodes.site(node), one.site)),
    );
  }

  /** A node goes down: the streams towards it and from it end. */
  #detach(node: NodeId, inFlight: InFlight): void {
    this.#rewinds.forget(node);
    this.#changes.force();
    for (const [target, feed] of [...this.#feeds]) {
      if (feed.source === node) this.#close(target, inFlight);
      else if (target === node) this.#close(target, "lost");
    }
  }

  #close(node: NodeId, inFlight: InFlight): void {
    const feed = this.#feeds.get(node);
    if (!feed) return;
    for (const watch of feed.watches) watch.cancel();
    this.#parts.plane.closeStream(feed.stream, inFlight);
    // A copy that did not finish is worth nothing.
    if (feed.isCopying) this.#needsCopy.add(node);
    this.#feeds.delete(node);
    this.#changes.force();
    this.#parts.bus.emit("streamClosed", { source: feed.source, target: node });
  }
}
