// Clients, workloads and backups: every cluster's demand comes from somewhere, all of it and no more.
import { printRatio } from "../../quantity/text.ts";
import { nodeAt } from "../located.ts";
import type { Check, Checkup } from "./checkup.ts";

export const demand: Check = (checkup) => {
  workloads(checkup);
  clients(checkup);
  backups(checkup);
};

const loaded = ({ settings }: Checkup): string[] =>
  Object.keys(settings.workload).filter((name) => Object.hasOwn(settings.clusters, name));

function workloads(checkup: Checkup): void {
  const { clusters, workload } = checkup.settings;
  for (const name of loaded(checkup)) {
    if (clusters[name]?.role !== "auxiliary") continue;
    checkup.atKey("TWIN1080", ["workload", name], `\`${name}\` is auxiliary and accepts no writes`, {
      hint: "give the workload to the cluster it follows",
    });
  }
  if (Object.keys(workload).length === 0) {
    checkup.warning(
      "TWIN1081",
      ["workload"],
      "there is no workload: nothing can be lost, nobody can be down",
    );
  }
}

function clients(checkup: Checkup): void {
  const { settings, completed } = checkup;
  const clusters = loaded(checkup).filter((name) => settings.clusters[name]?.role !== "auxiliary");
  const shares = new Map<string, number>();
  for (const [name, { of, share }] of Object.entries(completed.clients)) {
    if (clusters.length > 1 && settings.clients[name] && settings.clients[name]?.of === undefined) {
      checkup.problem(
        "TWIN1082",
        ["clients", name, "of"],
        `\`${name}\` needs \`of\`: several clusters have a workload`,
        {
          hint: `one of: ${clusters.join(", ")}`,
        },
      );
      return;
    }
    shares.set(of, (shares.get(of) ?? 0) + share);
  }
  for (const cluster of clusters) {
    const sum = shares.get(cluster) ?? 0;
    if (Math.abs(sum - 1) < 1e-9) continue;
    if (sum === 0)
      checkup.problem("TWIN1083", ["clients"], `no clients use \`${cluster}\``, { hint: "add a population" });
    else {
      const rounded = printRatio(Number(sum.toPrecision(6)));
      const message = `the shares of \`${cluster}\` sum to ${rounded}, not to 100 %`;
      const last =
        Object.keys(completed.clients).findLast((name) => completed.clients[name]?.of === cluster) ?? "";
      const at = ["clients", last, "share"];
      checkup.problem("TWIN1083", nodeAt(checkup.root, at) ? at : ["clients", last], message, {
        hint: `${Object.keys(completed.clients).join(", ")} share the demand between them`,
      });
    }
  }
}

function backups(checkup: Checkup): void {
  const { settings, completed } = checkup;
  const shape = settings.replication.shape.kind;
  if (shape === "off-site-backup" && !settings.backup) {
    checkup.problem(
      "TWIN1084",
      ["replication", "shape"],
      "without a backup, `off-site-backup` leaves nothing to restore",
      {
        hint: "add `backup: { to: <site> }`",
      },
    );
  }
  const { backup } = completed;
  const members = backup && completed.clusters[backup.of]?.members;
  if (backup && members && Object.keys(members).length === 1 && Object.hasOwn(members, backup.to)) {
    const message = `the backup of \`${backup.of}\` lies in its only site: both are lost together`;
    checkup.warning("TWIN1085", ["backup", "to"], message, "choose another site");
  }
}
