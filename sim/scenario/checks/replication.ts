// Acknowledgements: enough standbys to wait for, edges that exist.
import { failoverPolicies } from "../../failover/registry.ts";
import { acknowledgements } from "../../replication/acknowledgement/registry.ts";
import type { Path } from "../located.ts";
import type { Settings } from "../schema.ts";
import type { Check, Checkup } from "./checkup.ts";

type Cluster = Checkup["completed"]["clusters"][string];
type Acknowledge = Settings["replication"]["acknowledge"];

export const replication: Check = (checkup) => {
  const { acknowledge, edges } = checkup.settings.replication;
  for (const [name, cluster] of Object.entries(checkup.completed.clusters)) {
    if (cluster.role !== "primary") continue;
    const nodes = Object.values(cluster.members).reduce((sum, count) => sum + count, 0);
    if (nodes === 0) continue;
    const own = cluster.acknowledge;
    const path = own ? ["clusters", name, "acknowledge"] : ["replication", "acknowledge"];
    enoughStandbys(checkup, path, own ?? acknowledge, name, nodes - 1);
    inheritedList(checkup, name, own ?? acknowledge);
  }
  for (const key of Object.keys(edges)) edge(checkup, key);
  for (const name of Object.keys(checkup.completed.clusters)) keptLog(checkup, name);
};

/** Whose first commit after a failover by hand waits for ever. */
function inheritedList(checkup: Checkup, name: string, { kind }: Acknowledge): void {
  const { failover, synchronousList } = checkup.completed.clusters[name] as Cluster;
  const manager = failover ?? checkup.completed.failover;
  const isLeft = failoverPolicies.get(manager.kind).leavesList === true;
  const isList = acknowledgements.get(kind).isList === true;
  if (synchronousList !== "inherited" || !isLeft || !isList) return;
  checkup.warning(
    "TWIN1063",
    ["clusters", name, "synchronousList"],
    `a standby of \`${name}\` that is promoted inherits the list, and \`${manager.kind}\` does not rewrite it`,
    "its first commit may wait for ever; let the runbook rewrite the list",
  );
}

/** Nothing fills a disk of no size; and a limit that does not fit is none. */
function keptLog(checkup: Checkup, name: string): void {
  const { retention, disk } = checkup.completed.clusters[name] as Cluster;
  if (retention === "unlimited" && disk === undefined)
    checkup.warning(
      "TWIN1062",
      ["clusters", name, "retention"],
      `\`${name}\` keeps log without end, on a disk that never fills`,
      "say how much fits: `disk: { room: 500 GB }`",
    );
  if (retention !== "unlimited" && disk !== undefined && retention >= disk.room)
    checkup.warning(
      "TWIN1062",
      ["clusters", name, "disk", "room"],
      `\`${name}\` keeps more log than fits on its disk: it fills before a standby is given up`,
      "a retention below the disk",
    );
}

/** Whatever the kind, `standbys` is the number waited for. */
function enoughStandbys(
  checkup: Checkup,
  path: Path,
  acknowledge: Acknowledge,
  cluster: string,
  there: number,
): void {
  const wanted = "standbys" in acknowledge ? acknowledge.standbys : 0;
  const needed = wanted === "all" ? 1 : wanted;
  if (needed <= there) return;
  const has = there === 0 ? "no standby" : there === 1 ? "1 standby" : `${there} standbys`;
  checkup.problem(
    "TWIN1060",
    [...path, "standbys"],
    `\`${acknowledge.kind}\` waits for ${wanted}, but \`${cluster}\` has ${has}`,
    { hint: there === 0 ? "add members, or acknowledge asynchronously" : `at most ${there}, or add members` },
  );
}

function edge(checkup: Checkup, key: string): void {
  if (key === "within-site" || key === "across-sites") return;
  const path = ["replication", "edges", key];
  const match = /^(\S+) -> (\S+)$/.exec(key);
  if (!match) {
    checkup.atKey("TWIN1061", path, `\`${key}\` is not an edge`, {
      hint: "write `within-site`, `across-sites`, or `shanghai -> beijing`",
    });
    return;
  }
  const sites = checkup.names("sites");
  for (const site of [match[1] ?? "", match[2] ?? ""]) {
    if (!sites.includes(site)) checkup.unknown(path, site, sites, "site", true);
  }
}
