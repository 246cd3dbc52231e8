// What breaks, and how it is repaired. Every fault says when it begins and for how long it lasts; what it holds
// it lets go of, and the rest stays held: overlapping faults compose.

import type { z } from "zod";
import type { Nodes } from "../cluster/nodes.ts";
import type { Service } from "../cluster/service.ts";
import type { Release, Topology } from "../cluster/topology.ts";
import { distributionOf } from "../config/distribution-field.ts";
import { duration } from "../config/fields.ts";
import { assumed, type KindSchema, type Part } from "../config/part.ts";
import { invariant } from "../kernel/invariant.ts";
import type { Kernel } from "../kernel/kernel.ts";

/** What faults can take hold of. */
export interface Breakable {
  readonly topology: Topology;
  readonly nodes: Nodes;
  readonly services: readonly Service[];
  /** For what changes while it lasts. */
  readonly kernel: Pick<Kernel, "now" | "at">;
}

export interface Fault<Config extends KindSchema = KindSchema> extends Part<Config> {
  /** Takes hold now. */
  begin(config: z.output<Config>, world: Breakable): Release;
  /** What it breaks, for people: "site shanghai". */
  subject(config: z.output<Config>): string;
}

export const defineFault = <Config extends KindSchema>(part: Fault<Config>): Fault<Config> => part;

/** Fields of every fault: begins `after` the disruption does; lasts `for`, or beyond the horizon when absent. */
export const timing = {
  after: duration.prefault("0 s").describe("from the begin of the disruption"),
  for: distributionOf(duration).optional().describe("until it is repaired; never if absent"),
};

/** Fields of what passes by itself; many are short and few are long. */
export const passing = {
  after: timing.after,
  for: distributionOf(duration)
    .prefault({ kind: "lognormal", median: "8 s", sigma: 1.2 })
    .meta(assumed("until it passes", "our assumption: one in seven lasts longer than 30 s")),
};

/** `primary` and `standby` mean the roles at this instant. */
export function nodeMeant(
  config: { readonly node: string; readonly cluster?: string | undefined },
  world: Breakable,
): string {
  const { services, nodes } = world;
  const { node, cluster } = config;
  if (nodes.all.some(({ id }) => id === node)) return node;
  const service = services.find(({ members }) =>
    members.some((member) => cluster === undefined || member.cluster === cluster),
  );
  invariant(service !== undefined, "a fault names a cluster that is there", { node, cluster });
  if (node === "primary" && (cluster === undefined || service.leadingCluster === cluster))
    return service.primary;
  const others = service.members.filter(
    (member) => member.node !== service.primary && (cluster === undefined || member.cluster === cluster),
  );
  return (others.find((member) => nodes.isRunning(member.node)) ?? others[0])?.node ?? service.primary;
}
