// Two sites without a third: to the surviving side a dead site and a cut line look the same, and the right answers are
// opposite. Which drills of a scenario are these two worlds, where every vote lies in the two sites; what they cost is
// in the results of the drills. Leaves out: people, who can ask on other ways; three and more sites with members.

import type { Scenario } from "../scenario/scenario.ts";

export interface TwoWorlds {
  readonly cluster: string;
  /** Where it leads, and the site that remains when that one is lost. */
  readonly leading: string;
  readonly surviving: string;
  /** The sites that have a say. */
  readonly votes: readonly string[];
  /** The disruption in which the leading site dies; absent = the scenario has none. */
  readonly dead?: string;
  /** The disruption in which nothing but the line between the two is cut. */
  readonly cut?: string;
}

/** The first cluster whose failover is decided in its own two sites; undefined = there is none. */
export function twoWorldsOf(scenario: Scenario): TwoWorlds | undefined {
  for (const [name, cluster] of Object.entries(scenario.clusters)) {
    if (cluster.role === "auxiliary") continue;
    const sites = Object.entries(cluster.members)
      .filter(([, count]) => count > 0)
      .map(([site]) => site);
    const votes = votesOf(cluster.failover ?? scenario.failover, sites);
    if (sites.length !== 2 || votes.length === 0 || !votes.every((vote) => sites.includes(vote))) continue;
    const leading = cluster.prefers ?? (sites[0] as string);
    const surviving = sites.find((site) => site !== leading) as string;
    const dead = nameOf(scenario, (fault) => fault.kind === "site-loss" && fault.site === leading);
    const cut = nameOf(scenario, (fault) => fault.kind === "partition" && parts(fault, sites));
    return {
      cluster: name,
      leading,
      surviving,
      votes,
      ...(dead !== undefined && { dead }),
      ...(cut !== undefined && { cut }),
    };
  }
  return undefined;
}

/** Voters of a store, members and arbiters of a group, or where a monitor stands. */
function votesOf(policy: Scenario["failover"], members: readonly string[]): readonly string[] {
  if ("votes" in policy) return policy.votes;
  if ("arbiters" in policy)
    return [...new Set([...(policy.voters === "members" ? members : []), ...(policy.arbiters ?? [])])];
  return "at" in policy ? [policy.at] : [];
}

type Fault = Scenario["disruptions"][string]["faults"][number];

/** Of the first disruption that is this one fault and no more. */
function nameOf(scenario: Scenario, is: (fault: Fault) => boolean): string | undefined {
  return Object.keys(scenario.disruptions).find((name) => {
    const { faults, while: before } = scenario.disruptions[name] as Scenario["disruptions"][string];
    return faults.length === 1 && (before?.length ?? 0) === 0 && is(faults[0] as Fault);
  });
}

function parts(fault: Extract<Fault, { kind: "partition" }>, sites: readonly string[]): boolean {
  if (fault.from !== undefined) return false;
  if (fault.isolates !== undefined) return sites.includes(fault.isolates);
  return fault.between?.every((site) => sites.includes(site)) ?? false;
}
