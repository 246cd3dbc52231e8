// Whether the ways between sites that hold data are as they were: whatever else changes in a network, a link to a
// witness or one that nobody uses, no copy falls behind by it.

import type { SiteId } from "../../cluster/data-plane.ts";
import type { Topology } from "../../cluster/topology.ts";

export class DataWays {
  readonly #topology: Topology;
  /** There and back are two of them. */
  readonly #pairs: readonly (readonly [SiteId, SiteId])[];
  readonly #reaches: boolean[];
  #reachChanges: number;
  #wayChanges: number;

  constructor(topology: Topology, sites: readonly SiteId[]) {
    this.#topology = topology;
    this.#pairs = sites.flatMap((a) => sites.filter((b) => b !== a).map((b) => [a, b] as const));
    this.#reaches = this.#pairs.map(([a, b]) => topology.reaches(a, b));
    this.#reachChanges = topology.reachChanges;
    this.#wayChanges = topology.wayChanges;
  }

  /** Since it was last asked. `isTold`: topology says that something changed, not a single link. */
  haveChanged(isTold: boolean): boolean {
    const { reachChanges, wayChanges } = this.#topology;
    if (reachChanges === this.#reachChanges) {
      // Then some way has got better or worse; one link alone may be one that nobody uses.
      const isQuality = isTold && wayChanges !== this.#wayChanges;
      if (isTold) this.#wayChanges = wayChanges;
      return isQuality;
    }
    this.#reachChanges = reachChanges;
    this.#wayChanges = wayChanges;
    let isOther = false;
    for (let i = 0; i < this.#pairs.length; i++) {
      const [a, b] = this.#pairs[i] as readonly [SiteId, SiteId];
      const reaches = this.#topology.reaches(a, b);
      if (reaches !== this.#reaches[i]) isOther = true;
      this.#reaches[i] = reaches;
    }
    return isOther;
  }

  join(from: SiteId, to: SiteId): boolean {
    return this.#pairs.some(([a, b]) => a === from && b === to);
  }
}
