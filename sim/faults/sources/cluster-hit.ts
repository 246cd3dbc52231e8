// A cause that hits a whole cluster, in one of its sites or in all of them at once: a process for each site with its
// share of the rate, and one for everywhere.

import type { Ground } from "../ground.ts";
import { clusterLoss } from "../kinds/cluster-loss.ts";
import { nodeHang } from "../kinds/node-hang.ts";
import type { FailureProcess, FaultConfig } from "../process.ts";
import { type Times, timesOf } from "./source.ts";
import { thinned } from "./thinned.ts";

export interface ClusterHit {
  readonly source: string;
  readonly id: string;
  readonly sites: readonly string[];
  readonly times: Times;
  /** Share of the hits that reach every site. */
  readonly everywhere: number;
  readonly effect: "stops" | "hangs";
}

export function hitOnClusters(ground: Ground, hit: ClusterHit): FailureProcess[] {
  const { source, id, sites, times, everywhere } = hit;
  const base = timesOf(source, times, { id, draws: id });
  const word = source.replaceAll("-", " ");
  const process = (site: string | undefined, share: number, draws: string): FailureProcess[] =>
    share <= 0
      ? []
      : [
          {
            ...base,
            id: `cluster ${id}${site === undefined ? "" : ` in ${site}`}/${word}`,
            subject: `cluster ${id}${site === undefined ? "" : ` in ${site}`}`,
            draws: `${base.draws}/${draws}`,
            up: thinned(base.up, share),
            faults: faultsOf(ground, hit, site),
            ...(site === undefined && sites.length > 1 ? { group: `cluster ${id}` } : {}),
          },
        ];
  if (sites.length === 1) return process(undefined, 1, "all");
  return [
    ...process(undefined, everywhere, "all"),
    ...sites.flatMap((site, i) => process(site, (1 - everywhere) / sites.length, String(i))),
  ];
}

function faultsOf(ground: Ground, { id, effect }: ClusterHit, site: string | undefined): FaultConfig[] {
  if (effect === "stops")
    return [
      clusterLoss.config.parse({
        kind: "cluster-loss",
        cluster: id,
        ...(site === undefined ? {} : { site }),
      }),
    ];
  return ground.nodes
    .filter((node) => node.cluster === id && (site === undefined || node.site === site))
    .map((node) => nodeHang.config.parse({ kind: "node-hang", node: node.id }));
}
