// Who wins the race for a lease that has run out: of those who see the store and hold a usable copy, and whom the
// commit terms allow, the furthest one; but not one that lags too far behind what the last holder has told the store.

import type { SiteId } from "../cluster/data-plane.ts";
import type { Member } from "../cluster/service.ts";
import type { Bytes } from "../quantity/data.ts";
import type { Duration, Instant } from "../quantity/time.ts";
import type { ControllerParts } from "./policy.ts";

export interface Race {
  readonly serves: (site: SiteId) => boolean;
  /** When the last holder told the store its position. */
  readonly reportedAt: Instant;
  readonly maximumLag: Bytes;
}

/** The best candidate, or why there is none. */
export function choose(parts: ControllerParts, { serves, reportedAt, maximumLag }: Race): Member | string {
  const { candidates, nodes, standbys, plane, service, kernel } = parts;
  const seeing = candidates.filter(({ node, site }) => nodes.isRunning(node) && serves(site));
  if (seeing.length === 0) return "no candidate that runs sees a majority of the store";
  const usable = seeing.filter(({ node }) => node === service.primary || standbys.isUsable(node));
  if (usable.length === 0) return "no candidate has a usable copy";
  const safe = usable.some(({ node }) => node === service.primary)
    ? undefined
    : standbys.safe(usable.map(({ node }) => node));
  const allowed = safe === undefined ? usable : usable.filter(({ node }) => safe.includes(node));
  if (allowed.length === 0) return "no candidate is known to have everything that was acknowledged";
  const leaderAt = plane.position(service.primary, service.origin, "received", reportedAt);
  let best: Member | undefined;
  let furthest = -1;
  for (const member of allowed) {
    const position = plane.position(member.node, service.origin, "received", kernel.now);
    const isClose = safe !== undefined || position >= leaderAt - maximumLag;
    if (position > furthest && isClose) {
      furthest = position;
      best = member;
    }
  }
  return best ?? "every candidate lags more than maximumLag";
}

/** What asking all members at once costs: one that does not answer the time-out, one that refuses nothing. */
export function silence({ candidates, nodes }: ControllerParts, timeout: Duration): number {
  return candidates.some(({ node }) => !nodes.answers(node)) ? timeout : 0;
}
