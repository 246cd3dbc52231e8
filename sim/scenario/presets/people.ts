// Presets of failovers that people decide, or a service only after a while. A runbook's steps are our assumptions about
// people; that nothing is automatic, and for how long a product waits, is the product's.
import { assumed, type Preset, remembered, verified } from "./preset.ts";

export const runbook: Preset = {
  name: "runbook",
  section: "failover",
  title: "People on call with a written runbook",
  version: "1",
  parameters: assumed(
    ["kind", "manual", "our assumption"],
    ["notice", { kind: "lognormal", median: "3 min", p95: "10 min" }, "our assumption: paged at any hour"],
    [
      "decide",
      { kind: "lognormal", median: "10 min", p95: "40 min" },
      "our assumption: somebody must answer for it",
    ],
    [
      "act",
      { kind: "lognormal", median: "5 min", p95: "15 min" },
      "our assumption: commands from the runbook",
    ],
    ["fence", "1 min", "our assumption: powering it off or cutting its network"],
  ),
};

/** Minutes of a person: the median, and what one in twenty exceeds. */
const takes = (median: string, p95: string) => ({ kind: "lognormal", median, p95 });

export const rehearsedRunbook: Preset = {
  name: "rehearsed-runbook",
  section: "failover",
  title: "People on call with a runbook that they rehearse each quarter",
  version: "1",
  parameters: [
    ...assumed(
      ["kind", "manual", "our assumption"],
      ["hold", "0 s", "our assumption: whoever is on call may decide"],
      [
        "steps",
        [
          { step: "the alarm pages somebody", takes: takes("4 min", "8 min") },
          { step: "join the call", takes: takes("3 min", "8 min") },
          { step: "diagnose", takes: takes("5 min", "15 min"), error: "10 %", costs: "5 min" },
          { step: "decide", takes: takes("2 min", "5 min") },
          {
            step: "fence the old primary",
            takes: takes("1 min", "3 min"),
            error: "5 %",
            costs: "3 min",
            fences: true,
          },
          { step: "promote and check", takes: takes("2 min", "5 min"), error: "5 %", costs: "5 min" },
        ],
        "our assumption: alarm as scrape 1 min, evaluation 1 min, for 1 min, group_wait 30 s; errors of practised tasks",
      ],
    ),
  ],
};

const manualProduct = (
  name: string,
  title: string,
  version: string,
  parameters: Preset["parameters"],
): Preset => ({
  name,
  section: "failover",
  title,
  version,
  parameters: [
    ...parameters,
    ...assumed(
      ["notice", takes("3 min", "10 min"), "our assumption: paged at any hour"],
      ["decide", takes("10 min", "40 min"), "our assumption: somebody must answer for what may be lost"],
    ),
  ],
});

export const innodbClusterSet = manualProduct(
  "innodb-clusterset",
  "MySQL InnoDB ClusterSet, emergency failover",
  "8.4",
  [
    ...verified(["kind", "manual", "MySQL Shell 8.4, InnoDB ClusterSet: an emergency failover is a command"]),
    ...assumed(
      ["act", takes("2 min", "5 min"), "our assumption: forcePrimaryCluster, and routers that refresh"],
      [
        "fence",
        "0 s",
        "our simplification: the old primary cluster is INVALIDATED, which reaches it when it is back",
      ],
    ),
  ],
);

export const auroraGlobal = manualProduct(
  "aurora-global",
  "Amazon Aurora Global Database, failover",
  "2024",
  [
    ...verified([
      "kind",
      "manual",
      "Amazon Aurora user guide, disaster recovery: a failover is started by hand",
    ]),
    ...remembered([
      "act",
      takes("3 min", "10 min"),
      "Amazon Aurora user guide: managed failover takes minutes",
    ]),
    ...assumed(["fence", "1 min", "our assumption: stop writing to the old primary, best effort"]),
  ],
);

export const oceanbaseStandby = manualProduct(
  "oceanbase-standby",
  "OceanBase physical standby in the other city",
  "4.x",
  [
    ...verified(
      ["kind", "manual", "Alibaba Cloud, OceanBase documentation: a failover to the standby is a command"],
      ["act", "5 min", "Alibaba Cloud, OceanBase documentation: a switchover takes about 5 min"],
    ),
    ...assumed(["fence", "1 min", "our assumption: the old primary tenant is cut off"]),
  ],
);

export const yugabyteXcluster = manualProduct(
  "yugabytedb-xcluster",
  "YugabyteDB transactional xCluster, failover",
  "2024",
  [
    ...verified(["kind", "manual", "YugabyteDB documentation, xCluster DR: a failover is started by hand"]),
    ...assumed(
      ["act", takes("2 min", "5 min"), "our assumption: metadata, and the clients' addresses"],
      ["fence", "1 min", "our assumption: clients are cut off from the old universe"],
    ),
  ],
);

export const cockroachdbPcr = manualProduct(
  "cockroachdb-pcr",
  "CockroachDB physical cluster replication, failover",
  "24.3",
  [
    ...verified([
      "kind",
      "manual",
      "CockroachDB documentation, Physical Cluster Replication: a failover is a command",
    ]),
    ...assumed(
      ["act", takes("3 min", "8 min"), "our assumption: the standby is reset to a consistent time"],
      ["fence", "1 min", "our assumption: clients are cut off from the old cluster"],
    ),
  ],
);

export const azureSqlFailoverGroup: Preset = {
  name: "azure-sql-failover-group",
  section: "failover",
  title: "Azure SQL failover group, automatic policy",
  version: "2024",
  parameters: [
    ...verified([
      "hold",
      "1 h",
      "Azure PowerShell, AzureSqlInstanceFailoverGroup: GracePeriodWithDataLossHours, DefaultGracePeriod 1",
    ]),
    ...remembered(["kind", "manual", "Azure SQL documentation: a service decides, after the grace period"]),
    ...assumed(
      ["notice", takes("3 min", "10 min"), "our assumption: the service declares the region lost"],
      ["decide", "0 s", "our simplification: the grace period is all"],
      ["act", takes("1 min", "3 min"), "our assumption: forced failover and the listener's name"],
      ["fence", "0 s", "our assumption: the listener leads nobody to the old primary"],
    ),
  ],
};
