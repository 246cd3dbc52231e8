// The clock of nodes that take writes and no longer hear enough of their group: after a while each of them stops by
// itself. One that was frozen meanwhile finds out when it goes on. Leaves out: clocks that run at different speeds.

import type { NodeId } from "../cluster/data-plane.ts";
import type { EventHandle, Kernel } from "../kernel/kernel.ts";
import type { Instant } from "../quantity/time.ts";

interface Doubt {
  readonly until: Instant;
  readonly timer: EventHandle;
}

export class MinorityClock {
  readonly #kernel: Kernel;
  readonly #isRunning: (node: NodeId) => boolean;
  readonly #endsAt: () => Instant;
  readonly #stop: (node: NodeId) => void;
  readonly #doubts = new Map<NodeId, Doubt>();

  /** `endsAt`: when a node that has just begun to hear too few stops. */
  constructor(parts: {
    readonly kernel: Kernel;
    readonly isRunning: (node: NodeId) => boolean;
    readonly endsAt: () => Instant;
    readonly stop: (node: NodeId) => void;
  }) {
    this.#kernel = parts.kernel;
    this.#isRunning = parts.isRunning;
    this.#endsAt = parts.endsAt;
    this.#stop = parts.stop;
  }

  /** Who takes writes now, and hears too few. */
  review(accepting: readonly NodeId[], isShort: (node: NodeId) => boolean): void {
    for (const [node, { timer }] of this.#doubts)
      if (!accepting.includes(node) || !isShort(node)) {
        this.#kernel.cancel(timer);
        this.#doubts.delete(node);
      }
    for (const node of accepting) {
      if (!isShort(node)) continue;
      const known = this.#doubts.get(node);
      if (!known) this.#begin(node);
      else if (known.until < this.#kernel.now && this.#isRunning(node)) this.#give(node);
    }
  }

  #begin(node: NodeId): void {
    const until = this.#endsAt();
    const timer = this.#kernel.at(until, () => {
      if (this.#isRunning(node)) this.#give(node);
    });
    this.#doubts.set(node, { until, timer });
  }

  #give(node: NodeId): void {
    this.#doubts.delete(node);
    this.#stop(node);
  }
}
