// Half a per cent of a population, alike in their phase: connected to a node, hanging in silence, or trying again.

import type { NodeId } from "../cluster/data-plane.ts";
import type { ClientPhase } from "./redirect/redirect.ts";

export interface Cohort extends ClientPhase {
  node: NodeId | undefined;
  /** It hangs in silence until then, µs. */
  hangsUntil: number | undefined;
  freeSince: number;
  /** The field that set it free. */
  freedBy: string;
  /** Of its next attempt; in (0, 1). */
  readonly retry: number;
  /** When something happens to it by itself, µs; Infinity = nothing. */
  nextAt: number;
}

export const COHORTS = 200;

/** Stratified: every phase is represented, and ranks do not follow phases. `offset` in (0, 1), drawn once. */
export function cohorts(offset: number, now: number): Cohort[] {
  const phase = (i: number, stride: number): number =>
    (((i * stride + 0.5) % COHORTS) / COHORTS + offset) % 1;
  return Array.from({ length: COHORTS }, (_, i) => ({
    cache: phase(i, 89),
    retry: phase(i, 37),
    rank: (i + 0.5) / COHORTS,
    node: undefined,
    hangsUntil: undefined,
    freeSince: now,
    freedBy: "",
    nextAt: Number.POSITIVE_INFINITY,
  }));
}

/** How many are connected to each node; who hangs is connected to none. */
export function connectedTo(all: readonly Cohort[]): Map<NodeId, number> {
  const counts = new Map<NodeId, number>();
  let last: NodeId | undefined;
  let run = 0;
  const close = (): void => {
    if (last !== undefined) counts.set(last, (counts.get(last) ?? 0) + run);
  };
  for (const { node, hangsUntil } of all) {
    const connected = hangsUntil === undefined ? node : undefined;
    if (connected === last) run++;
    else {
      close();
      last = connected;
      run = 1;
    }
  }
  close();
  return counts;
}
