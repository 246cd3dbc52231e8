// Whom each member of a service streams from, as things are: asked of the shape again only when somebody else
// leads, or somebody runs who did not.

import type { NodeId } from "../cluster/data-plane.ts";
import type { Nodes } from "../cluster/nodes.ts";
import type { Member, Service } from "../cluster/service.ts";

interface SourceParts {
  readonly nodes: Pick<Nodes, "runChanges">;
  readonly service: Pick<Service, "members" | "primary" | "roleChanges">;
  readonly sourceOf: (standby: Member, primary: NodeId) => NodeId | undefined;
}

export class Sources {
  readonly #parts: SourceParts;
  readonly #known = new Map<NodeId, NodeId | undefined>();
  #runs = -1;
  #roles = -1;

  constructor(parts: SourceParts) {
    this.#parts = parts;
  }

  /** undefined = nobody, now; of the primary: what the shape says of it. */
  of(node: NodeId): NodeId | undefined {
    const { nodes, service, sourceOf } = this.#parts;
    if (nodes.runChanges !== this.#runs || service.roleChanges !== this.#roles) {
      this.#runs = nodes.runChanges;
      this.#roles = service.roleChanges;
      for (const member of service.members) this.#known.set(member.node, sourceOf(member, service.primary));
    }
    return this.#known.get(node);
  }
}
