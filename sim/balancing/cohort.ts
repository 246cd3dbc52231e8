// A small part of a population, alike in their phase: connected to a node, hanging in silence, or trying
// again. While conditions stay as they are all it will still do is known: it lets go once and arrives once.

import type { NodeId } from "../cluster/data-plane.ts";
import { type Instant, NEVER } from "../quantity/time.ts";
import type { ClientPhase } from "./redirect/redirect.ts";

export interface Cohort extends ClientPhase {
  node: NodeId | undefined;
  /** It hangs in silence until then, µs; NEVER = it does not hang. */
  hangsUntil: number;
  freeSince: Instant;
  /** The field that set it free. */
  freedBy: string;
  /** Of its next attempt; in (0, 1). */
  readonly retry: number;
  /** Foreseen: when it is free of its node; NEVER = it stays. */
  leavesAt: Instant;
  leavesBy: string;
  /** Foreseen: when it is connected to where clients are led; NEVER = not while things stay as they are. */
  arrivesAt: Instant;
  arrivesBy: string;
}

/** In a drill. Fewer make a plan cheaper and its steps coarser. */
export const COHORTS = 200;

/**
 * Stratified: every phase is represented, and ranks do not follow phases. `count`: no multiple of 37 or 89. `offset`
 * in (0, 1), drawn once.
 */
export function cohorts(count: number, offset: number, now: Instant): Cohort[] {
  const phase = (i: number, stride: number): number => (((i * stride + 0.5) % count) / count + offset) % 1;
  return Array.from({ length: count }, (_, i) => ({
    cache: phase(i, 89),
    retry: phase(i, 37),
    rank: (i + 0.5) / count,
    node: undefined,
    hangsUntil: NEVER,
    freeSince: now,
    freedBy: "",
    leavesAt: NEVER,
    leavesBy: "",
    arrivesAt: NEVER,
    arrivesBy: "",
  }));
}

/** Who hangs is connected to nobody. */
export const connectionOf = ({ node, hangsUntil }: Cohort): NodeId | undefined =>
  hangsUntil === NEVER ? node : undefined;

/** It is connected to nobody from `since` on; `by`: the field that set it free, "" = none did. */
export function free(cohort: Cohort, since: Instant, by: string): void {
  cohort.node = undefined;
  cohort.hangsUntil = NEVER;
  cohort.freeSince = since;
  cohort.freedBy = by;
}
