// What a commit waits for before the client is answered: a rule over standbys as data, and, for kinds that give up
// waiting, when they do, what becomes of them then, when they begin again, and what would tell a person of it.
// Leaves out: who streams to whom (the shape decides that).

import type { z } from "zod";
import type { CommitRule, NodeId } from "../../cluster/data-plane.ts";
import { duration } from "../../config/fields.ts";
import type { KindSchema, Part } from "../../config/part.ts";
import type { Bytes } from "../../quantity/data.ts";
import type { Duration } from "../../quantity/time.ts";

/** Stops waiting after `after`; waits again when a standby lags less than `rearmBelow`. */
export interface Degrading {
  readonly after: Duration;
  readonly rearmBelow: Bytes;
  /** The field that sets `after`. */
  readonly field: string;
  /**
   * What lasts that long: the wait of a commit, for all standbys of the rule; or the silence of one standby,
   * which is left out of the rule from then on, whether or not anybody commits.
   */
  readonly counts: "commit-wait" | "silence";
  /** Commits go on without standbys, or stand still, or the primary shuts down until a standby can be reached. */
  readonly outcome: "asynchronous" | "blocked" | "stopped";
  /** Looks for a standby again only so often after it has given up; undefined = all the time. */
  readonly reopen?: Duration;
  /** What a product shows of it: where a person would have to look. */
  readonly sign: string;
  /** Until somebody has seen the sign; undefined = nobody looks. */
  readonly noticedAfter: Duration | undefined;
}

/** The field of every kind that gives up waiting. */
export const noticedAfter = duration
  .optional()
  .describe("until somebody knows that it has given up waiting; nobody ever does if absent");

export interface Acknowledgement<Config extends KindSchema = KindSchema> extends Part<Config> {
  /** `connected`: the standbys of this edge that are attached, in order of preference; `all`: attached or not. */
  rule(
    config: z.output<Config>,
    standbys: { connected: readonly NodeId[]; all: readonly NodeId[] },
  ): CommitRule;
  /** undefined = it waits for ever. */
  degrading(config: z.output<Config>): Degrading | undefined;
  /** The standbys are a list of names that a standby inherits. */
  readonly isList?: boolean;
  /** Commits stop while every standby is further behind than this; absent = they never do for their age. */
  oldest?(config: z.output<Config>): Duration;
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
