// The stream from which a standby gets its log, as long as it is open.
import type { NodeId, SiteId, StreamId, Watch } from "../cluster/data-plane.ts";

export interface Feed {
  readonly stream: StreamId;
  readonly source: NodeId;
  /** The sites of both ends. */
  readonly from: SiteId;
  readonly to: SiteId;
  readonly watches: Watch[];
  isCopying: boolean;
  /** Before it has, no commit waits for it (PostgreSQL: a standby in state catchup is not synchronous). */
  hasCaughtUp: boolean;
}
