// Recovery from a backup, as a failover policy may order it.

import type { Wait } from "../kernel/procedure.ts";
import type { NodeId } from "./data-plane.ts";

export interface Restorer {
  /** Fetches, writes and replays onto `node`, then leaves it fit to be promoted. */
  restore(node: NodeId): Generator<Wait, void, unknown>;
}
