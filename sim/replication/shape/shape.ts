// Which nodes stream to which, and which take writes: the directed edges of replication.

import type { NodeId } from "../../cluster/data-plane.ts";
import type { Member } from "../../cluster/service.ts";
import type { KindSchema, Part } from "../../config/part.ts";

/** What a shape may ask about the members of one service. */
export interface ShapeView {
  readonly members: readonly Member[];
  readonly primary: NodeId;
  readonly isRunning: (node: NodeId) => boolean;
  /** The cluster that this one follows; undefined = the leading one. */
  readonly follows: (cluster: string) => string | undefined;
}

export interface Shape<Config extends KindSchema = KindSchema> extends Part<Config> {
  /** Whom a standby streams from; undefined = it does not, or nobody is there. */
  sourceOf(standby: Member, view: ShapeView): NodeId | undefined;
  /** Every site of a cluster takes writes, each an origin of its own. */
  readonly writesEverywhere: boolean;
  /** Recovery is from a backup: any point of the history may be asked for. */
  readonly recoversFromBackup: boolean;
}

export const defineShape = <Config extends KindSchema>(part: Shape<Config>): Shape<Config> => part;
