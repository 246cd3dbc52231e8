// What would survive if the primary's site died now.
import type { DataReadings } from "../cluster/data-plane.ts";
import type { Nodes } from "../cluster/nodes.ts";
import type { Service } from "../cluster/service.ts";
import type { Instant } from "../quantity/time.ts";

export interface Survivors {
  readonly service: Service;
  readonly plane: DataReadings;
  readonly nodes: Nodes;
  readonly standbys: { isUsable(node: string): boolean };
  /** Who may ever lead. */
  readonly heirs: readonly string[];
}

/** What the best copy outside the primary's site has received; undefined = there is none. */
export function bestElsewhere(parts: Survivors, at: Instant): number | undefined {
  const { service, plane, nodes, heirs, standbys } = parts;
  const site = nodes.site(service.primary);
  const away = service.members.filter((member) => member.site !== site && heirs.includes(member.node));
  const near =
    away.length > 0
      ? away
      : service.members.filter(({ node }) => node !== service.primary && heirs.includes(node));
  let best: number | undefined;
  for (const { node } of near) {
    if (
      !nodes.isRunning(node) ||
      !standbys.isUsable(node) ||
      plane.timelineOf(node, service.origin) !== service.timeline
    )
      continue;
    const position = plane.position(node, service.origin, "received", at);
    if (position >= 0 && (best === undefined || position > best)) best = position;
  }
  return best;
}
