// Log that the primary keeps for standbys that lag, without limit: the one that lags most fills its disk, and a primary
// whose disk is full stops. People make room by giving that standby up: it is copied anew. Leaves out: whatever else
// grows on the same disk, archives that do not work.

import type { DataReadings, NodeId, Watch } from "../cluster/data-plane.ts";
import type { EventBus } from "../cluster/event-bus.ts";
import type { Service } from "../cluster/service.ts";
import type { Kernel } from "../kernel/kernel.ts";
import type { Bytes } from "../quantity/data.ts";
import type { Duration } from "../quantity/time.ts";
import type { ShutDowns } from "./shut-downs.ts";

/** Log that one cluster keeps. */
export interface Retention {
  readonly log: Bytes | "unlimited";
  /** Room for it, and how long people take to make some when it is full; undefined = it never is. */
  readonly disk: { readonly room: Bytes; readonly makeRoom: Duration } | undefined;
}

export interface SlotParts {
  readonly kernel: Kernel;
  readonly plane: DataReadings;
  readonly bus: EventBus;
  readonly service: Service;
  /** Per cluster. */
  readonly retention: (cluster: string) => Retention;
}

export class Slots {
  readonly #parts: SlotParts;
  readonly #shutDowns: ShutDowns;
  /** Its slot is dropped. */
  readonly #giveUp: (node: NodeId) => void;
  readonly #watches = new Map<NodeId, Watch>();
  #primary = "";
  /** Nothing more fits on the disk of a primary. */
  #isFull = false;

  constructor(parts: SlotParts, shutDowns: ShutDowns, giveUp: (node: NodeId) => void) {
    this.#parts = parts;
    this.#shutDowns = shutDowns;
    this.#giveUp = giveUp;
  }

  /** `isCopied`: log is kept for it; one that must be copied anew has no slot. */
  review(isCopied: (node: NodeId) => boolean): void {
    const { plane, service } = this.#parts;
    const { primary, origin, timeline } = service;
    const { log, disk } = this.#parts.retention(service.leadingCluster);
    if (primary !== this.#primary) this.#forgetAll();
    this.#primary = primary;
    if (this.#isFull || disk === undefined || (log !== "unlimited" && log < disk.room)) return;
    for (const { node } of service.members) {
      const hasSlot = node !== primary && isCopied(node) && plane.timelineOf(node, origin) === timeline;
      if (hasSlot && !this.#watches.has(node)) this.#watch(node, disk);
      else if (!hasSlot) this.#forget(node);
    }
  }

  #watch(target: NodeId, { room: bytes, makeRoom }: NonNullable<Retention["disk"]>): void {
    const { plane, service } = this.#parts;
    const { origin } = service;
    const crossing = { kind: "backlog", target, origin, bytes, becomes: "above" } as const;
    const watch = plane.watch(crossing, () => this.#fill(target, makeRoom));
    this.#watches.set(target, watch);
  }

  #fill(target: NodeId, makeRoom: Duration): void {
    const { kernel, bus, service } = this.#parts;
    const { id, primary: node, leadingCluster } = service;
    const path = `clusters.${leadingCluster}`;
    this.#forgetAll();
    this.#isFull = true;
    const reason = `its disk is full of log kept for ${target}`;
    let hasRoom = false;
    this.#shutDowns.add({ service: id, node, reason, setBy: `${path}.retention` }, () => hasRoom);
    kernel.after(makeRoom, () => {
      hasRoom = true;
      this.#isFull = false;
      bus.emit("personActed", { service: id, step: "make room on the disk", setBy: `${path}.disk.makeRoom` });
      this.#giveUp(target);
      this.#shutDowns.review();
    });
  }

  #forget(node: NodeId): void {
    this.#watches.get(node)?.cancel();
    this.#watches.delete(node);
  }
  #forgetAll(): void {
    for (const node of [...this.#watches.keys()]) this.#forget(node);
  }
}
