// Has anything changed that the streams of one service rest on: who runs, who leads, which of its sites talk to each
// other? Asked at every change of anything, so it remembers instead of looking.

import type { SiteId } from "../cluster/data-plane.ts";
import type { Nodes } from "../cluster/nodes.ts";
import type { Service } from "../cluster/service.ts";
import type { Topology } from "../cluster/topology.ts";

export class Changes {
  readonly #nodes: Pick<Nodes, "runChanges">;
  readonly #service: Pick<Service, "roleChanges">;
  readonly #topology: Pick<Topology, "reachChanges" | "talks">;
  /** A site and itself are a pair as well: it may be lost. */
  readonly #pairs: readonly (readonly [SiteId, SiteId])[];
  readonly #talked: (boolean | undefined)[];
  #runs = -1;
  #roles = -1;
  #reach = -1;
  #isForced = true;

  constructor(parts: { readonly nodes: Nodes; readonly service: Service; readonly topology: Topology }) {
    this.#nodes = parts.nodes;
    this.#service = parts.service;
    this.#topology = parts.topology;
    const sites = [...new Set(parts.service.members.map(({ site }) => site))];
    this.#pairs = sites.flatMap((one, i) => sites.slice(i).map((other): [SiteId, SiteId] => [one, other]));
    this.#talked = this.#pairs.map(() => undefined);
  }

  /** What is asked for next counts as changed. */
  force(): void {
    this.#isForced = true;
  }

  /** Since it was last asked. */
  take(): boolean {
    const { runChanges } = this.#nodes;
    const { roleChanges } = this.#service;
    const { reachChanges } = this.#topology;
    let isNew = this.#isForced || runChanges !== this.#runs || roleChanges !== this.#roles;
    if (reachChanges !== this.#reach && this.#contactsChanged()) isNew = true;
    this.#runs = runChanges;
    this.#roles = roleChanges;
    this.#reach = reachChanges;
    this.#isForced = false;
    return isNew;
  }

  #contactsChanged(): boolean {
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
