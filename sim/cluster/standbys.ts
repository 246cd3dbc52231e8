// What a failover policy may ask of, and order from, replication.

import type { NodeId } from "./data-plane.ts";

export interface Standbys {
  /** It holds a whole copy of the history, fit to be promoted. */
  isUsable(node: NodeId): boolean;
  /** Among those within reach, whom the commit terms allow to be promoted; undefined = any. */
  safe(reachable: readonly NodeId[]): readonly NodeId[] | undefined;
  /** It stops following, because it is about to be promoted, and follows nobody until that has succeeded or failed. */
  detachForPromotion(node: NodeId): void;
  promotionFailed(node: NodeId): void;
  /** The primary changed: everybody who can follows it. */
  follow(): void;
  /** States or conditions changed: open what can be opened. */
  reconsider(): void;
}
