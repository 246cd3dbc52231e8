// Names mean nothing to chance: streams are named by purpose and by what a thing is, not by what the user calls
// it. A node is the n-th of its cluster in a site, a cluster the n-th primary or the n-th follower of another,
// a population the n-th of its cluster. So renaming changes no number, nor does what is added behind the
// others.

import type { Random } from "../kernel/random.ts";
import { nodesOf, type Scenario } from "../scenario/scenario.ts";

/** The same randomness, for callers that say `purpose/name/…` with names of the scenario. */
export function withoutNames(scenario: Scenario, random: Random): Random {
  const clusters = clusterOrdinals(scenario);
  const things = new Map<string, string>();
  for (const [name, cluster] of clusters) {
    things.set(name, cluster);
    const sites = Object.keys(scenario.clusters[name]?.members ?? {});
    for (const [i, site] of sites.entries()) {
      things.set(`${name}@${site}`, `${cluster}@${i}`);
      nodesOf(name, { [site]: scenario.clusters[name]?.members[site] ?? 0 }).forEach(({ id }, n) => {
        things.set(id, `${cluster}@${i}.${n}`);
      });
    }
    for (const field of ["failover", "takeover"])
      things.set(`clusters.${name}.${field}`, `${cluster}.${field}`);
  }
  const populations = populationOrdinals(scenario, clusters);
  const plainParts = (text: string): string => {
    const [purpose = "", ...parts] = text.split("/");
    const known = purpose === "clients" ? populations : things;
    return [purpose, ...parts.map((part) => known.get(part) ?? part)].join("/");
  };
  // The last part may be an instant; what stands before it comes again and again.
  const beginnings = new Map<string, string>();
  const plain = (text: string): string => {
    const end = text.lastIndexOf("/");
    if (end < 0) return text;
    const beginning = text.slice(0, end);
    let known = beginnings.get(beginning);
    if (known === undefined) {
      known = plainParts(beginning);
      beginnings.set(beginning, known);
    }
    const last = text.slice(end + 1);
    const thing = (text.startsWith("clients/") ? populations : things).get(last);
    return `${known}/${thing ?? last}`;
  };
  return { stream: (name) => random.stream(plain(name)), draws: (name) => random.draws(plain(name)) };
}

/** Other luck for the same purposes. */
export const branchOf = (random: Random, branch: string): Random => ({
  stream: (name) => random.stream(`${name}/branch/${branch}`),
  draws: (name) => random.draws(`${name}/branch/${branch}`),
});

function clusterOrdinals({ clusters }: Scenario): Map<string, string> {
  const ordinals = new Map<string, string>();
  const name = (above: string | undefined, prefix: string): void => {
    const own = Object.keys(clusters).filter((id) => clusters[id]?.follows === above);
    for (const [i, id] of own.entries()) {
      ordinals.set(id, `${prefix}${i}`);
      name(id, `${prefix}${i}+`);
    }
  };
  name(undefined, "#");
  return ordinals;
}

function populationOrdinals(
  { clients }: Scenario,
  clusters: ReadonlyMap<string, string>,
): Map<string, string> {
  const counts = new Map<string, number>();
  return new Map(
    Object.entries(clients).map(([id, { of }]) => {
      const count = counts.get(of) ?? 0;
      counts.set(of, count + 1);
      return [id, `${clusters.get(of)}:${count}`];
    }),
  );
}
