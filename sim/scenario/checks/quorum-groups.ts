// Groups that vote among themselves: whether they can lose a site, and a member, and go on.
import type { Path } from "../located.ts";
import { nodesOf } from "../scenario.ts";
import type { Settings } from "../schema.ts";
import type { Check, Checkup } from "./checkup.ts";

/** What a policy has whose members vote. */
type Group = Extract<Settings["failover"], { kind: "quorum-group" }>;

export const quorumGroups: Check = (checkup) => {
  const { completed } = checkup;
  const told = new Set<Settings["failover"]>();
  for (const [name, { failover: own, role }] of Object.entries(completed.clusters)) {
    if (role !== "primary") continue;
    const policy = own ?? completed.failover;
    // One policy of several clusters is judged by the first that it votes about.
    if (!("voters" in policy) || told.has(policy)) continue;
    told.add(policy);
    group(checkup, own ? ["clusters", name, "failover"] : ["failover"], policy, name);
  }
};

function group(checkup: Checkup, path: Path, policy: Group, cluster: string): void {
  const { voters, arbiters = [], weights, commits } = policy;
  const nodes = nodesOf(cluster, checkup.completed.clusters[cluster]?.members ?? {});
  const votes = new Map<string, number>();
  const add = (site: string, count: number) => votes.set(site, (votes.get(site) ?? 0) + count);
  for (const { id, site } of voters === "members" ? nodes : []) add(site, weights[id] ?? 1);
  for (const site of arbiters) add(site, 1);
  const total = [...votes.values()].reduce((sum, count) => sum + count, 0);
  if (nodes.length === 0) return;
  const needed = [...votes].filter(([, count]) => 2 * (total - count) <= total).map(([site]) => site);
  if (needed.length > 0) {
    const all = [...votes].map(([site, count]) => `${count} in ${site}`).join(", ");
    const which = needed.map((site) => `\`${site}\``).join(" or ");
    checkup.warning(
      "TWIN1078",
      path,
      `without ${which} there is no majority of the ${total} votes of \`${cluster}\`: ${all}`,
      "an odd number of votes, in three sites at least: `arbiters`, or a member in a third site",
    );
  }
  const majority = Math.floor((voters === "members" ? nodes.length + arbiters.length : nodes.length) / 2) + 1;
  if (commits === "by-majority" && nodes.length > 1 && majority >= nodes.length) {
    checkup.warning(
      "TWIN1079",
      path,
      `a commit of \`${cluster}\` needs all ${nodes.length} members: one that is lost stops all writes`,
      "a third member, or `commits: by-view` where the product shrinks its group",
    );
  }
}
