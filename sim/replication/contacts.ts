// Which of some sites talk to each other, remembered: is it otherwise than at the last look?

import type { SiteId } from "../cluster/data-plane.ts";
import type { Topology } from "../cluster/topology.ts";

export class Contacts {
  readonly #topology: Pick<Topology, "talks">;
  readonly #pairs: readonly (readonly [SiteId, SiteId])[];
  readonly #talked: (boolean | undefined)[];

  /** A site and itself are a pair as well: it may be lost. */
  constructor(topology: Pick<Topology, "talks">, sites: readonly SiteId[]) {
    this.#topology = topology;
    this.#pairs = sites.flatMap((one, i) => sites.slice(i).map((other): [SiteId, SiteId] => [one, other]));
    this.#talked = this.#pairs.map(() => undefined);
  }

  review(): boolean {
    let isNew = false;
    for (let i = 0; i < this.#pairs.length; i++) {
      const [one, other] = this.#pairs[i] as readonly [SiteId, SiteId];
      const talks = this.#topology.talks(one, other);
      if (talks !== this.#talked[i]) isNew = true;
      this.#talked[i] = talks;
    }
    return isNew;
  }
}
