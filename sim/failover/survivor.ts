// Who would lead if a whole site died now: the counterfactual of a failover, asked of every policy without
// letting anything happen. State decides who comes into question (it runs, it is seen, it is usable and safe);
// positions decide who is best, and they can be asked later for any instant in which the state was the same.
// Leaves out: routes between living sites that lead through the dead one, a choice that fails.

import type { NodeId, Position, SiteId } from "../cluster/data-plane.ts";
import type { Member } from "../cluster/service.ts";
import type { Bytes } from "../quantity/data.ts";
import type { ControllerParts } from "./policy.ts";

export interface Heirs {
  /** In order of preference; empty = nobody, all wait for the site or for a backup. */
  readonly nodes: readonly NodeId[];
  /** What the best of them may lack of what the leader is known to have had; undefined = anything. */
  readonly maximumLag: Bytes | undefined;
  /** How old that knowledge is on average, µs. */
  readonly knownFor: number;
  /** From the loss of the site until one of them is chosen, about, µs: a site that is back by then goes on leading. */
  readonly actsAfter: number;
}

export const NOBODY: Heirs = { nodes: [], maximumLag: undefined, knownFor: 0, actsAfter: 0 };

/** Candidates outside `site` that `sees` lets through, with a usable copy, as far as the commit terms allow them. */
export function heirsOutside(
  { candidates, nodes, standbys, service }: ControllerParts,
  site: SiteId,
  sees: (member: Member) => boolean,
): readonly NodeId[] {
  const usable = candidates.filter(
    (member) =>
      member.site !== site &&
      member.node !== service.primary &&
      nodes.isRunning(member.node) &&
      sees(member) &&
      standbys.isUsable(member.node),
  );
  const names = usable.map(({ node }) => node);
  const safe = standbys.safe(names);
  return safe === undefined ? names : names.filter((node) => safe.includes(node));
}

/**
 * The position of the furthest heir, which is what survives; undefined = nobody may be promoted. `held` is what
 * a node will have received when the site is dead, `leader` what the leader had some µs before.
 */
export function survivingPosition(
  { nodes, maximumLag, knownFor }: Heirs,
  held: (node: NodeId) => Position,
  leader: (ago: number) => Position,
): Position | undefined {
  let best = -1;
  for (const node of nodes) best = Math.max(best, held(node));
  if (best < 0) return undefined;
  return maximumLag !== undefined && best < leader(knownFor) - maximumLag ? undefined : best;
}
