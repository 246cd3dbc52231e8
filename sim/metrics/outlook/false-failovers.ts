// Failovers that nobody needed: the old primary ran and its clients could reach it, or it only stood still and went on
// by itself soon after it had been replaced. The first is known at the promotion, the second when it goes on.
// Leaves out: an old primary that a fence has stopped for good, of which nobody can say whether it would have gone on.

import type { EventBus } from "../../cluster/event-bus.ts";
import type { Nodes } from "../../cluster/nodes.ts";
import type { Topology } from "../../cluster/topology.ts";
import type { Kernel } from "../../kernel/kernel.ts";

/** Whoever is back sooner than this after its replacement need not have been replaced. Our convention. */
const SOON = 300e6; // µs

export interface FalseFailoverParts {
  readonly kernel: Kernel;
  readonly bus: EventBus;
  readonly topology: Topology;
  readonly nodes: Nodes;
  /** When the present incident began, if there is one. */
  readonly since: () => number;
  /** Each false failover, once. */
  readonly found: (at: number) => void;
}

export class FalseFailovers {
  readonly #parts: FalseFailoverParts;
  /** When each node last went down, or started. */
  readonly #downAt = new Map<string, number>();
  /** Old primaries that stood still when they were replaced, and when that was. */
  readonly #asleep = new Map<string, number>();

  constructor(parts: FalseFailoverParts) {
    this.#parts = parts;
    const { kernel, bus } = parts;
    bus.on("nodeStateChanged", ({ node, from, to }) => {
      const stoodStill = from === "frozen" && to === "running";
      if (!stoodStill && to !== "frozen") this.#downAt.set(node, kernel.now);
      const replacedAt = this.#asleep.get(node);
      this.#asleep.delete(node);
      if (replacedAt !== undefined && stoodStill && kernel.now - replacedAt < SOON) parts.found(kernel.now);
    });
    bus.on("promoted", ({ loser }) => {
      if (this.#wasAble(loser)) parts.found(kernel.now);
      else if (this.#stoodStill(loser)) this.#asleep.set(loser, kernel.now);
    });
  }

  /** It runs and its clients can reach it; at worst it stood still for a while since the incident began. */
  #wasAble(loser: string): boolean {
    const { nodes, since } = this.#parts;
    return nodes.isRunning(loser) && this.#isInReach(loser) && (this.#downAt.get(loser) ?? -1) < since();
  }

  #stoodStill(loser: string): boolean {
    return this.#parts.nodes.state(loser) === "frozen" && this.#isInReach(loser);
  }

  #isInReach(node: string): boolean {
    const { nodes, topology } = this.#parts;
    return topology.isEdgeUp(nodes.site(node));
  }
}
