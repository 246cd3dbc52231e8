// Which copies of one service are fresh: a pair of watches for each, above and below one age, for the whole
// run. Nothing is polled: a copy turns old or fresh at the instant that the data plane knows.

import type { DataReadings, NodeId, OriginId } from "../cluster/data-plane.ts";
import type { Duration } from "../quantity/time.ts";

export interface FreshnessParts {
  readonly plane: DataReadings;
  readonly origin: OriginId;
  readonly nodes: readonly NodeId[];
  /** A copy that lacks something older than this is old. */
  readonly age: Duration;
  /** Some copy has turned. */
  readonly turned: () => void;
}

export class Freshness {
  readonly #parts: FreshnessParts;
  readonly #old = new Set<NodeId>();

  constructor(parts: FreshnessParts) {
    this.#parts = parts;
    for (const node of parts.nodes) this.#await(node);
  }

  isFresh(node: NodeId): boolean {
    return !this.#old.has(node);
  }

  #await(node: NodeId): void {
    const { plane, origin, age, turned } = this.#parts;
    const becomes = this.#old.has(node) ? "below" : "above";
    plane.watch({ kind: "age", node, origin, age, becomes }, () => {
      if (becomes === "above") this.#old.add(node);
      else this.#old.delete(node);
      turned();
      this.#await(node);
    });
  }
}
