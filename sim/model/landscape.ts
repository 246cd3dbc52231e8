// The scenario's places and machines as the model wants them: nodes with their cluster and site, services with their
// members in order of preference, links in order of use. No behaviour.

import { noticeOf } from "../cluster/link-notice.ts";
import type { NodeSpec } from "../cluster/nodes.ts";
import type { Member } from "../cluster/service.ts";
import type { NodeTerms } from "../cluster/terms.ts";
import type { LinkSpec } from "../cluster/topology.ts";
import { shapes } from "../replication/shape/registry.ts";
import { nodesOf, type Scenario } from "../scenario/scenario.ts";

export interface ServicePlan {
  readonly id: string;
  /** The scenario's cluster that leads at first. */
  readonly cluster: string;
  /** The site whose nodes lead; undefined = any (one master). */
  readonly site: string | undefined;
  readonly members: readonly Member[];
}

export interface Landscape {
  readonly sites: readonly string[];
  readonly links: readonly LinkSpec[];
  readonly nodes: readonly (NodeSpec & NodeTerms)[];
  readonly services: readonly ServicePlan[];
}

export function landscapeOf(scenario: Scenario): Landscape {
  return {
    sites: Object.keys(scenario.sites),
    links: linksOf(scenario),
    nodes: Object.keys(scenario.clusters).flatMap((cluster) => nodeTermsOf(scenario, cluster)),
    services: servicesOf(scenario),
  };
}

type Cluster = Scenario["clusters"][string];
const clusterOf = (scenario: Scenario, name: string): Cluster => scenario.clusters[name] as Cluster;

export const shapeOf = (scenario: Scenario, cluster: string) => {
  const config = clusterOf(scenario, cluster).shape ?? scenario.replication.shape;
  return { config, part: shapes.get(config.kind) };
};

function linksOf(scenario: Scenario): LinkSpec[] {
  const { routing } = scenario;
  return Object.entries(scenario.links)
    .sort(([, a], [, b]) => a.prefer - b.prefer)
    .map(([id, { between, bandwidth, rtt, jitter, loss, queue, priority, detection }]) => ({
      id,
      between,
      bandwidth,
      delay: rtt / 2,
      jitter,
      loss,
      queue,
      priority,
      notice: noticeOf(detection ?? routing.detection, routing.convergence),
    }));
}

function nodeTermsOf(scenario: Scenario, name: string): (NodeSpec & NodeTerms)[] {
  const cluster = clusterOf(scenario, name);
  const { node, delay } = cluster;
  const root = rootOf(scenario, name);
  const statements = scenario.workload[root]?.transaction.statements ?? 1;
  return nodesOf(name, cluster.members).map(({ id, site }) => ({
    id,
    site,
    cluster: name,
    restart: node.restart,
    redo: node.redo,
    coldCache: node.coldCache,
    flush: node.flush,
    service: node.service,
    statements,
    servers: Math.max(1, Math.round(node.servers * (scenario.sites[site]?.capacity ?? 1))),
    connections: node.connections,
    queue: node.queue,
    wakeUp: node.wakeUp,
    receivesBetweenFlushes: node.receiver === "between-flushes",
    applyRate: node.applyRate,
    copyRate: node.copyRate,
    applyDelay: delay,
  }));
}

/** The cluster at the top of a chain of followers. */
export function rootOf(scenario: Scenario, name: string): string {
  let at = name;
  for (
    let above = clusterOf(scenario, at).follows;
    above !== undefined;
    above = clusterOf(scenario, at).follows
  )
    at = above;
  return at;
}

function servicesOf(scenario: Scenario): ServicePlan[] {
  const roots = Object.keys(scenario.clusters).filter((name) => clusterOf(scenario, name).role === "primary");
  return roots.flatMap((cluster): ServicePlan[] => {
    const own = membersOf(scenario, cluster);
    if (!shapeOf(scenario, cluster).part.writesEverywhere)
      return [{ id: cluster, cluster, site: undefined, members: own }];
    const sites = [...new Set(own.map(({ site }) => site))];
    return sites.map((site) => ({
      id: `${cluster}@${site}`,
      cluster,
      site,
      members: [
        ...own.filter((member) => member.site === site),
        // The other side takes this origin in, and never leads it.
        ...own.filter((member) => member.site !== site).map((member) => ({ ...member, isAuxiliary: true })),
      ],
    }));
  });
}

function membersOf(scenario: Scenario, root: string): Member[] {
  const { members, prefers } = clusterOf(scenario, root);
  const own = nodesOf(root, members).map(({ id, site }) => ({
    node: id,
    site,
    cluster: root,
    isAuxiliary: false,
  }));
  const leading = [
    ...own.filter(({ site }) => site === prefers),
    ...own.filter(({ site }) => site !== prefers),
  ];
  const followers = Object.keys(scenario.clusters).filter(
    (name) =>
      name !== root && clusterOf(scenario, name).role === "auxiliary" && rootOf(scenario, name) === root,
  );
  return [
    ...leading,
    ...followers.flatMap((name) =>
      nodesOf(name, clusterOf(scenario, name).members).map(({ id, site }) => ({
        node: id,
        site,
        cluster: name,
        isAuxiliary: true,
      })),
    ),
  ];
}
