// A primary that is alone stops: it reaches neither the store nor any other member for so long. It is told nothing, and
// stops for nothing else: one that sees a single member goes on although it has lost its lease. Source: CloudNativePG,
// docs, instance_manager: primary isolation, a part of the liveness probe. Leaves out: the period of the probe.

import type { NodeId, SiteId } from "../cluster/data-plane.ts";
import type { EventHandle } from "../kernel/kernel.ts";
import type { Duration } from "../quantity/time.ts";
import type { ControllerParts } from "./policy.ts";

export class IsolationCheck {
  readonly #parts: ControllerParts;
  readonly #patience: Duration;
  readonly #isServed: (site: SiteId) => boolean;
  /** When each one that is alone stops. */
  readonly #stops = new Map<NodeId, EventHandle>();

  constructor(parts: ControllerParts, patience: Duration, isServed: (site: SiteId) => boolean) {
    this.#parts = parts;
    this.#patience = patience;
    this.#isServed = isServed;
  }

  review(): void {
    const { kernel, service, nodes } = this.#parts;
    for (const [node, stop] of this.#stops) {
      if (service.accepts(node) && this.#isAlone(node)) continue;
      kernel.cancel(stop);
      this.#stops.delete(node);
    }
    for (const node of service.acceptingNodes) {
      if (this.#stops.has(node) || !nodes.isRunning(node) || !this.#isAlone(node)) continue;
      const stop = kernel.after(this.#patience, () => {
        this.#stops.delete(node);
        service.stop(node, "it was alone for too long");
      });
      this.#stops.set(node, stop);
    }
  }

  #isAlone(node: NodeId): boolean {
    const { nodes, topology, candidates } = this.#parts;
    const site = nodes.site(node);
    const hears = candidates.some(
      (other) => other.node !== node && nodes.answers(other.node) && topology.talks(site, other.site),
    );
    return !hears && !this.#isServed(site);
  }
}
