// Clusters: where their members are, whom they follow, whether they can be reached.
import type { Check, Checkup } from "./checkup.ts";
import { reachable } from "./places.ts";

export const clusters: Check = (checkup) => {
  const all = checkup.settings.clusters;
  for (const name of Object.keys(all)) {
    members(checkup, name);
    following(checkup, name);
  }
  if (!Object.values(all).some(({ role }) => role === "primary")) {
    checkup.problem("TWIN1050", ["clusters"], "there is no primary cluster", {
      hint: "remove a `role: auxiliary`",
    });
  }
};

function members(checkup: Checkup, name: string): void {
  const { sites, links } = checkup.settings;
  const written = checkup.settings.clusters[name];
  const completed = checkup.completed.clusters[name];
  if (!written || !completed) return;
  const path = ["clusters", name];
  if (written.members && (written.site !== undefined || written.nodes !== undefined)) {
    const key = written.site === undefined ? "nodes" : "site";
    checkup.problem("TWIN1051", [...path, key], `\`${name}\` has both members and ${key}`, {
      hint: "write `members: { shanghai: 2 }`, or `site: shanghai` with `nodes: 2`",
    });
  } else if (written.nodes !== undefined && written.site === undefined) {
    checkup.problem("TWIN1051", [...path, "nodes"], `\`${name}\` has nodes, but no site`, {
      hint: "add `site:`",
    });
  }
  const inSites = Object.keys(completed.members);
  if (inSites.length === 0) {
    checkup.problem("TWIN1052", written.members ? [...path, "members"] : path, `\`${name}\` has no nodes`, {
      hint: "write `members: { shanghai: 2, beijing: 2 }`, or `site: shanghai`",
    });
    return;
  }
  for (const site of inSites) {
    if (!Object.hasOwn(sites, site) || sites[site]?.role !== "witness") continue;
    const at = written.members ? [...path, "members", site] : [...path, "site"];
    checkup.atKey("TWIN1053", at, `\`${site}\` is a witness and holds no data`, {
      hint: `remove it from \`${name}\`, or its \`role: witness\``,
    });
  }
  const { prefers } = written;
  if (prefers !== undefined && Object.hasOwn(sites, prefers) && !inSites.includes(prefers)) {
    checkup.problem("TWIN1054", [...path, "prefers"], `\`${name}\` has no members in \`${prefers}\``, {
      hint: `members are in ${inSites.join(", ")}`,
    });
  }
  if (!checkup.isComplete("links")) return;
  const [first, ...others] = inSites.filter((site) => Object.hasOwn(sites, site));
  const reached = reachable(first ?? "", links);
  for (const site of others.filter((each) => !reached.has(each))) {
    checkup.problem(
      "TWIN1055",
      [...path, "members", site],
      `no link leads from \`${first}\` to \`${site}\``,
      {
        hint: `add to links: \`{ between: [${first}, ${site}], bandwidth: 1 Gbit/s, rtt: 30 ms }\``,
      },
    );
  }
}

function following(checkup: Checkup, name: string): void {
  const all = checkup.settings.clusters;
  const cluster = all[name];
  if (!cluster) return;
  const path = ["clusters", name, "follows"];
  const { role, follows, delay, takeover } = cluster;
  if (role === "auxiliary" && follows === undefined) {
    checkup.problem("TWIN1056", path, `the auxiliary cluster \`${name}\` needs \`follows\``, {
      hint: "the cluster it replicates from",
    });
  }
  if (role === "primary" && follows !== undefined) {
    checkup.problem("TWIN1056", path, `\`${name}\` is primary and follows nobody`, {
      hint: "add `role: auxiliary`",
    });
    return;
  }
  if (role === "primary" && takeover) {
    checkup.problem("TWIN1056", ["clusters", name, "takeover"], "only an auxiliary cluster takes over", {
      hint: "`failover` says who decides inside a primary cluster",
    });
  }
  if (role === "primary" && delay > 0) {
    checkup.problem(
      "TWIN1056",
      ["clusters", name, "delay"],
      "a primary cluster applies nothing with a delay",
      {
        hint: "give the delay to an auxiliary cluster",
      },
    );
  }
  const chain = [name];
  for (let next = follows; next !== undefined && Object.hasOwn(all, next); next = all[next]?.follows) {
    if (next === name) {
      const message =
        chain.length === 1
          ? `\`${name}\` follows itself`
          : `\`${name}\` follows itself: ${[...chain, name].join(" → ")}`;
      checkup.problem("TWIN1057", path, message, {
        hint: "a chain of followers begins at a primary cluster",
      });
      return;
    }
    if (chain.includes(next)) return;
    chain.push(next);
  }
}
