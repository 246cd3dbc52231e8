// One logical database as its clients know it: the clusters that carry it, who leads, on which timeline, and
// who takes writes. The only writer of roles: it tells the data plane and announces the change.

import type { DataOrders, NodeId, OriginId, SiteId, TimelineId } from "./data-plane.ts";
import type { EventBus } from "./event-bus.ts";
import type { ServiceId } from "./events.ts";

export interface Member {
  readonly node: NodeId;
  readonly site: SiteId;
  readonly cluster: string;
  /**
   * Members of the leading cluster are promoted by its controller; those of an auxiliary one only by its
   * takeover.
   */
  readonly isAuxiliary: boolean;
}

export interface ServiceParts {
  readonly id: ServiceId;
  readonly origin: OriginId;
  /** In order of preference; the first one leads at the start. */
  readonly members: readonly Member[];
  readonly plane: Pick<DataOrders, "setWriter">;
  readonly bus: EventBus;
}

export class Service {
  readonly id: ServiceId;
  readonly origin: OriginId;
  readonly members: readonly Member[];
  readonly #plane: Pick<DataOrders, "setWriter">;
  readonly #bus: EventBus;
  readonly #accepting = new Map<NodeId, TimelineId>();
  #primary: NodeId;
  #timeline: TimelineId;
  #roleChanges = 0;
  /** A new array at every change: who goes through it may stop one of them. */
  #acceptingNodes: readonly NodeId[] = [];

  constructor(parts: ServiceParts) {
    this.id = parts.id;
    this.origin = parts.origin;
    this.members = parts.members;
    this.#plane = parts.plane;
    this.#bus = parts.bus;
    this.#primary = (parts.members[0] as Member).node;
    this.#timeline = parts.origin;
  }

  /** Who leads, or led last. */
  get primary(): NodeId {
    return this.#primary;
  }
  get timeline(): TimelineId {
    return this.#timeline;
  }
  get leadingCluster(): string {
    return this.member(this.#primary).cluster;
  }
  member(node: NodeId): Member {
    return this.members.find((member) => member.node === node) as Member;
  }
  /** It has been told to take writes, and not to stop. */
  accepts(node: NodeId): boolean {
    return this.#accepting.has(node);
  }
  get acceptingNodes(): readonly NodeId[] {
    return this.#acceptingNodes;
  }

  /** As long as it is the same number, the same node leads and the same ones take writes. */
  get roleChanges(): number {
    return this.#roleChanges;
  }

  lead(node: NodeId, timeline: TimelineId): void {
    this.#roleChanges++;
    this.#primary = node;
    this.#timeline = timeline;
  }

  start(node: NodeId, setBy: string): void {
    if (this.#accepting.has(node)) return;
    this.#accepting.set(node, this.#timeline);
    this.#acceptingChanged();
    this.#plane.setWriter(node, this.origin, "accept");
    this.#bus.emit("writerStarted", { service: this.id, node, timeline: this.#timeline, setBy });
  }

  stop(node: NodeId, reason: string): void {
    const timeline = this.#accepting.get(node);
    if (timeline === undefined) return;
    this.#accepting.delete(node);
    this.#acceptingChanged();
    this.#plane.setWriter(node, this.origin, "refuse");
    this.#bus.emit("writerStopped", { service: this.id, node, timeline, reason });
  }

  /** Its process died: it takes no writes, and nobody told it. */
  died(node: NodeId): void {
    this.stop(node, "its process died");
  }

  #acceptingChanged(): void {
    this.#roleChanges++;
    this.#acceptingNodes = [...this.#accepting.keys()];
  }
}
