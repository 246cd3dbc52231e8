// Fills in what follows from other values: round trips from the map, queues from bandwidth and delay, the
// members of a single-site cluster, the cluster that clients use, voters in every site.

import type { FailoverPolicy } from "../failover/policy.ts";
import { failoverPolicies } from "../failover/registry.ts";
import { asin, cos, sin } from "../kernel/arithmetic.ts";
import { type Bytes, bytesOf } from "../quantity/data.ts";
import { type Duration, micros, millis } from "../quantity/time.ts";
import { acknowledgements } from "../replication/acknowledgement/registry.ts";
import type { BackupSettings, ClientSettings, ClusterSettings, LinkSettings } from "./scenario.ts";
import type { Settings } from "./schema.ts";

const EARTH_KM = 6371.0088; // mean radius, IUGG
const DEGREE = 0.017453292519943295;
/** Fibre runs longer than the great circle: the median of measured routes. */
const ROUTE_FACTOR = 2.1;
const MICROS_PER_KM = 4.897; // light in fibre, refractive index 1.468
const QUEUE_MIN = bytesOf(65_536);

type Point = readonly [number, number];

/** Great-circle distance by the haversine formula. */
export function distanceKm([lat1, lon1]: Point, [lat2, lon2]: Point): number {
  const [a, b] = [sin(((lat2 - lat1) * DEGREE) / 2), sin(((lon2 - lon1) * DEGREE) / 2)];
  const h = a * a + cos(lat1 * DEGREE) * cos(lat2 * DEGREE) * b * b;
  return 2 * EARTH_KM * asin(Math.min(1, Math.sqrt(h)));
}

/** There and back over a fibre of usual detours; never below 0.1 ms. */
export const estimatedRtt = (a: Point, b: Point): Duration =>
  micros(Math.max(100, 2 * MICROS_PER_KM * ROUTE_FACTOR * distanceKm(a, b)));

function completeLinks({ links, sites }: Settings): Record<string, LinkSettings> {
  const complete = Object.entries(links).map(([name, link], index): [string, LinkSettings] => {
    const [a, b] = link.between.map((site) =>
      Object.hasOwn(sites, site) ? sites[site]?.location : undefined,
    );
    const rtt = link.rtt ?? (a && b ? estimatedRtt(a, b) : millis(1));
    const queue = link.queue ?? (Math.max(QUEUE_MIN, Math.ceil(link.bandwidth * rtt)) as Bytes);
    return [
      name,
      { ...link, rtt, rttEstimated: link.rtt === undefined, queue, prefer: link.prefer ?? index },
    ];
  });
  return Object.fromEntries(complete);
}

function completeClusters({ clusters, sites, failover }: Settings): Record<string, ClusterSettings> {
  const fill = filler(sites);
  const complete = Object.entries(clusters).map(([name, cluster]): [string, ClusterSettings] => {
    const { site, nodes, members: given, prefers, ...rest } = cluster;
    const members = given ?? (site === undefined ? {} : { [site]: nodes ?? 1 });
    const settings = { ...rest, members, prefers: prefers ?? Object.keys(members)[0] ?? "" };
    if (settings.failover) settings.failover = fill(settings.failover);
    if (settings.takeover) settings.takeover = fill(settings.takeover);
    const group = groupTerms(settings.failover ?? fill(failover), members);
    if (group && settings.role === "primary") settings.acknowledge ??= group;
    return [name, settings];
  });
  return Object.fromEntries(complete);
}

type Policy = Settings["failover"];

/** Voters in every site, unless they are named; arbiters in the witness sites, or in all where only they vote. */
const filler =
  (sites: Settings["sites"]) =>
  (policy: Policy): Policy => {
    const all = Object.keys(sites);
    if ("votes" in policy && policy.votes.length === 0) return { ...policy, votes: all };
    if (!("voters" in policy) || policy.arbiters) return policy;
    const witnesses = all.filter((site) => sites[site]?.role === "witness");
    return { ...policy, arbiters: policy.voters === "arbiters" ? all : witnesses };
  };

/** What a group that votes makes its commits wait for, unless the cluster says otherwise. */
function groupTerms(
  policy: Policy,
  members: Readonly<Record<string, number>>,
): ClusterSettings["acknowledge"] {
  const part = failoverPolicies.get(policy.kind) as unknown as FailoverPolicy;
  const nodes = Object.values(members).reduce((sum, count) => sum + count, 0);
  const written = part.acknowledges?.(policy as never, nodes);
  // A cluster of a million nodes is refused elsewhere.
  return written && acknowledgements.config.safeParse(written).data;
}

function completeClients(
  { clients, workload }: Settings,
  clusters: Record<string, ClusterSettings>,
): Record<string, ClientSettings> {
  const primary = Object.keys(clusters).filter((name) => clusters[name]?.role === "primary");
  const usual = primary.find((name) => Object.hasOwn(workload, name)) ?? primary[0] ?? "";
  return Object.fromEntries(
    Object.entries(clients).map(([name, entry]) => [name, { ...entry, of: entry.of ?? usual }]),
  );
}

function completeBackup(
  { backup }: Settings,
  clusters: Record<string, ClusterSettings>,
): BackupSettings | undefined {
  const first = Object.keys(clusters).find((name) => clusters[name]?.role === "primary") ?? "";
  return backup && { ...backup, of: backup.of ?? first };
}

export type Completed = ReturnType<typeof complete>;

export function complete(settings: Settings) {
  const clusters = completeClusters(settings);
  return {
    ...settings,
    links: completeLinks(settings),
    clusters,
    failover: filler(settings.sites)(settings.failover),
    clients: completeClients(settings, clusters),
    backup: completeBackup(settings, clusters),
  };
}
