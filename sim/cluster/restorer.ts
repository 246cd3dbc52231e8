// Recovery from a backup, as a failover policy may order it.

import type { Wait } from "../kernel/procedure.ts";
import type { NodeId } from "./data-plane.ts";

export interface Restorer {
  /** `node` can fetch a good copy now. */
  canRestore(node: NodeId): boolean;
  /**
   * Fetches, writes and replays onto `node`, then leaves it fit to be promoted; in vain where the copy is gone, or out
   * of reach, by the end.
   */
  restore(node: NodeId): Generator<Wait, void, unknown>;
}
