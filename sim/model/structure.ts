// What the structure of a scenario alone costs: how often, and for how long, no node that may lead is alive in a
// site that clients reach, if a failover took no time and always worked. Exact, from the mean lives and repairs of
// the processes, which alternate independently of each other: a lower bound for what is simulated.
// Leaves out: links, restarts, copies that were left behind and may not lead, what first signs of a disaster at one
// site say of another.
// Sources: Barlow & Proschan 1975, 2.1 (pivotal decomposition); Ross 1975 (only means count).

import { frequencies, YEAR } from "../faults/frequency.ts";
import type { FailureProcess, FaultConfig } from "../faults/process.ts";
import { meanOf } from "../kernel/sampling.ts";
import { type RepairableComponent, systemAvailability } from "../rare/pivotal-decomposition.ts";
import type { SystemAvailability } from "../rare/state-sums.ts";
import { COMPONENTS_MAX, type Structure } from "../rare/structure-function.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { landscapeOf, type ServicePlan } from "./landscape.ts";

/** Long-run shares of time, and times a year. */
export interface Structural {
  /** Groups of processes with the same effect. */
  readonly components: number;
  readonly unavailability: number;
  readonly outagesPerYear: number;
  /** Every site that holds a node that may lead is lost; undefined = there is only one such site. */
  readonly allSitesLost: { readonly perYear: number; readonly share: number } | undefined;
}

/** undefined where no single structure says it: several services, or too many components. */
export function structuralOf(
  scenario: Scenario,
  processes: readonly FailureProcess[],
): Structural | undefined {
  const [service, ...others] = landscapeOf(scenario).services;
  if (!service || others.length > 0 || service.site !== undefined) return undefined;
  const heirs = heirsOf(scenario, service);
  const voters = votersOf(scenario);
  const sites = [...new Set(heirs.map(({ site }) => site))];
  const relevant = new Set([
    ...heirs.flatMap(({ node, site }) => [`node ${node}`, `site ${site}`, `edge ${site}`]),
    ...voters.map((site) => `site ${site}`),
  ]);
  const groups = groupsOf(scenario, processes, relevant);
  if (groups.length === 0 || groups.length > COMPONENTS_MAX) return undefined;
  const killers = (...what: readonly string[]): number =>
    groups.reduce((mask, { hits }, i) => (what.some((each) => hits.has(each)) ? mask | (1 << i) : mask), 0);
  const alive = heirs.map(({ node, site }) => killers(`node ${node}`, `site ${site}`, `edge ${site}`));
  const voting = voters.map((site) => killers(`site ${site}`));
  const serves: Structure = (up) =>
    alive.some((mask) => (up & mask) === mask) &&
    (voting.length === 0 || 2 * voting.filter((mask) => (up & mask) === mask).length > voting.length);
  const components = groups.map(({ component }) => component);
  const all = systemAvailability(serves, components);
  const standing = sites.map((site) => killers(`site ${site}`));
  const canAllBeLost = sites.length > 1 && standing.every((mask) => mask !== 0);
  const lost = canAllBeLost
    ? systemAvailability((up) => standing.some((mask) => (up & mask) === mask), components)
    : undefined;
  return {
    components: groups.length,
    unavailability: all.unavailability,
    outagesPerYear: perYear(all),
    allSitesLost: lost && { perYear: perYear(lost), share: lost.unavailability },
  };
}

const perYear = ({ failureFrequency }: SystemAvailability): number => failureFrequency * YEAR;

function heirsOf({ clusters, failover }: Scenario, { members, cluster }: ServicePlan) {
  const config = clusters[cluster]?.failover ?? failover;
  const takesOver = members.some((member) => clusters[member.cluster]?.takeover !== undefined);
  if (config.kind === "none" && !takesOver) return members.slice(0, 1);
  return members.filter((member) => !member.isAuxiliary || clusters[member.cluster]?.takeover !== undefined);
}

/** Whose majority a leader needs, or it steps down; [] = nobody's. */
function votersOf({ failover, sites, clusters }: Scenario): readonly string[] {
  if (Object.values(clusters).some((each) => each.failover ?? each.takeover)) return [];
  if (failover.kind !== "lease" || failover.fencing === "none") return [];
  return failover.votes.length > 0 ? failover.votes : Object.keys(sites);
}

interface Group {
  readonly hits: ReadonlySet<string>;
  readonly component: RepairableComponent;
}

/** Processes with the same effect are one component in series; those that touch nothing that matters are left out. */
function groupsOf(
  scenario: Scenario,
  processes: readonly FailureProcess[],
  relevant: ReadonlySet<string>,
): Group[] {
  const groups = new Map<string, { hits: Set<string>; up: number; rate: number }>();
  const effects = effectsOn(scenario);
  for (const { process: each, perYear: often } of frequencies(processes)) {
    const hits = new Set(each.faults.flatMap(effects).filter((what) => relevant.has(what)));
    if (hits.size === 0 || !(often > 0)) continue;
    const key = [...hits].sort().join(", ");
    const group = groups.get(key) ?? { hits, up: 1, rate: 0 };
    const meanDown = meanOf(each.repair);
    const meanUp = YEAR / often - meanDown;
    group.up *= meanUp / (meanUp + meanDown);
    group.rate += 1 / meanUp;
    groups.set(key, group);
  }
  return [...groups.values()].map(({ hits, up, rate }) => ({
    hits,
    component: { meanUp: 1 / rate, meanDown: (1 - up) / up / rate },
  }));
}

/** What a fault takes: nodes, sites, the way of clients to a site. */
function effectsOn(scenario: Scenario): (fault: FaultConfig) => string[] {
  const { nodes } = landscapeOf(scenario);
  return (fault) => {
    switch (fault.kind) {
      case "node-crash":
      case "node-hang":
        return [`node ${fault.node}`];
      case "server-loss":
        return fault.nodes.map((node) => `node ${node}`);
      case "cluster-loss":
        return nodes
          .filter(({ cluster, site }) => cluster === fault.cluster && site === (fault.site ?? site))
          .map(({ id }) => `node ${id}`);
      case "site-loss":
        return [`site ${fault.site}`];
      case "edge-loss":
        return [`edge ${fault.site}`];
      default:
        return [];
    }
  };
}
