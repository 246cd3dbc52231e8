// Standbys that are left out of the terms when they have been out of contact for a while, whether or not anybody
// commits: a clock for each of them, stopped as soon as it is heard of again.

import type { NodeId } from "../cluster/data-plane.ts";
import type { EventHandle, Kernel } from "../kernel/kernel.ts";
import type { Group } from "./commit-terms.ts";

export class Silence {
  readonly #kernel: Pick<Kernel, "after" | "cancel">;
  readonly #gaveUp: () => void;
  readonly #leftOut = new Set<NodeId>();
  readonly #clocks = new Map<NodeId, EventHandle>();

  /** `gaveUp`: one more is left out. */
  constructor(kernel: Pick<Kernel, "after" | "cancel">, gaveUp: () => void) {
    this.#kernel = kernel;
    this.#gaveUp = gaveUp;
  }

  get leftOut(): ReadonlySet<NodeId> {
    return this.#leftOut;
  }

  review(groups: readonly Group[], confirms: (node: NodeId) => boolean): void {
    for (const { degrading, standbys } of groups)
      for (const node of degrading?.counts === "silence" ? standbys : []) {
        if (confirms(node)) this.#stop(node);
        else if (!this.#clocks.has(node) && !this.#leftOut.has(node))
          this.#clocks.set(
            node,
            this.#kernel.after(degrading?.after as NonNullable<typeof degrading>["after"], () => {
              this.#clocks.delete(node);
              this.#leftOut.add(node);
              this.#gaveUp();
            }),
          );
      }
  }

  /** It has caught up. */
  takeBack(node: NodeId): void {
    this.#leftOut.delete(node);
  }

  /** The primary is gone, and its clocks with it. */
  stopAll(): void {
    for (const node of [...this.#clocks.keys()]) this.#stop(node);
  }
  /** Another primary knows nothing of it. */
  clear(): void {
    this.stopAll();
    this.#leftOut.clear();
  }

  #stop(node: NodeId): void {
    const clock = this.#clocks.get(node);
    if (clock !== undefined) this.#kernel.cancel(clock);
    this.#clocks.delete(node);
  }
}
