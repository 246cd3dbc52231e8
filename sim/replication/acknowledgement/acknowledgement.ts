// What a commit waits for before the client is answered: a rule over standbys as data, and, for kinds that give up
// waiting, when they do and when they begin again. Leaves out: who streams to whom (the shape decides that).

import type { z } from "zod";
import type { CommitRule, NodeId } from "../../cluster/data-plane.ts";
import type { KindSchema, Part } from "../../config/part.ts";
import type { Bytes } from "../../quantity/data.ts";
import type { Duration } from "../../quantity/time.ts";

/** Stops waiting after `after`; waits again when a standby lags less than `rearmBelow`. */
export interface Degrading {
  readonly after: Duration;
  readonly rearmBelow: Bytes;
  /** The field that sets `after`. */
  readonly field: string;
}

export interface Acknowledgement<Config extends KindSchema = KindSchema> extends Part<Config> {
  /** `connected`: the standbys of this edge that are attached, in order of preference; `all`: attached or not. */
  rule(
    config: z.output<Config>,
    standbys: { connected: readonly NodeId[]; all: readonly NodeId[] },
  ): CommitRule;
  /** undefined = it waits for ever. */
  degrading(config: z.output<Config>): Degrading | undefined;
  /**
   * Which of the standbys within reach may be promoted without losing what was acknowledged; undefined = the kind
   * promises nothing, any may be.
   */
  safe(
    config: z.output<Config>,
    rule: CommitRule,
    reachable: readonly NodeId[],
  ): readonly NodeId[] | undefined;
}

export const defineAcknowledgement = <Config extends KindSchema>(
  part: Acknowledgement<Config>,
): Acknowledgement<Config> => part;
