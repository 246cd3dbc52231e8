// Terms with a bound on how old the best standby may be: while every one is older, nothing is promised. A pair of
// watches for each standby says on which side of the bound it is.

import type { CommitRule, DataReadings, NodeId, OriginId, Watch } from "../cluster/data-plane.ts";
import type { Duration } from "../quantity/time.ts";

export class AgeBound {
  readonly #plane: DataReadings;
  readonly #origin: OriginId;
  readonly #turned: () => void;
  readonly #watches = new Map<NodeId, Watch>();
  readonly #old = new Set<NodeId>();

  /** `turned`: one has become too old, or young again. */
  constructor(plane: DataReadings, origin: OriginId, turned: () => void) {
    this.#plane = plane;
    this.#origin = origin;
    this.#turned = turned;
  }

  /** What commits must also meet now. */
  rules(standbys: readonly NodeId[], age: Duration, isHistory: (node: NodeId) => boolean): CommitRule[] {
    for (const node of standbys) if (!this.#watches.has(node)) this.#awaitOld(node, age);
    // Without any standby of this history there is nothing to be bounded.
    const own = standbys.filter(isHistory);
    if (own.length === 0 || own.some((node) => !this.#old.has(node))) return [];
    // Whatever they confirm, it is not enough.
    return [{ atLeast: own.length + 1, of: own, stage: "received" }];
  }

  clear(): void {
    for (const watch of this.#watches.values()) watch.cancel();
    this.#watches.clear();
    this.#old.clear();
  }

  #awaitOld(node: NodeId, age: Duration): void {
    const crossing = { kind: "age", node, origin: this.#origin, age } as const;
    const old = (): void => {
      this.#old.add(node);
      this.#watches.set(node, this.#plane.watch({ ...crossing, becomes: "below" }, young));
      this.#turned();
    };
    const young = (): void => {
      this.#old.delete(node);
      this.#awaitOld(node, age);
      this.#turned();
    };
    this.#watches.set(node, this.#plane.watch({ ...crossing, becomes: "above" }, old));
  }
}
