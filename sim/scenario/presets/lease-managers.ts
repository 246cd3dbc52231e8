// Presets of failover control by a lease. Sources name the file or manual page in which the value was read. A crash of
// a node takes the agent with it here, so that no preset of Patroni has a `primaryStart`: set it (300 s as shipped; 15,
// 25, 45 and 95 s in Pigsty's plans) where an agent outlives its database.
import { assumed, type Limits, type Preset, type PresetParameter, remembered, verified } from "./preset.ts";

const PATRONI = "Patroni, docs/dynamic_configuration.rst";
const MEASURED = "measured: Patroni 3.0.2 and PostgreSQL 15 over an emulated WAN";
const PIGSTY = "Pigsty, pg_rto_plan";
const CNPG = "CloudNativePG 1.30";
const CLIENT_GO = "Kubernetes client-go, leaderelection.go";
const WSFC = "Windows Server 2016 failover clustering";
const SQL_DOCS = "SQL Server, availability-group-lease-healthcheck-timeout.md";

const patroniRace = verified(
  ["kind", "lease", PATRONI],
  ["wakes", "at-expiry", `${MEASURED}: outage = ttl − U(0, loop) + 0.5 to 1 s`],
  [
    "race",
    { kind: "uniform", from: "0.13 s", to: "0.5 s" },
    `${MEASURED}: first look at the others to decision`,
  ],
  ["promote", { kind: "uniform", from: "0.1 s", to: "0.2 s" }, MEASURED],
  ["fencing", "self-demotion", "Patroni, ha.py: demote when the leader lock is lost"],
  ["failsafe", false, "Patroni, docs/dcs_failsafe_mode.rst"],
  ["maximumLag", "1 MiB", "Patroni, global_config.py: maximum_lag_on_failover"],
  ["probeTimeout", "2 s", "Patroni, ha.py: fetch_node_status, timeout=2"],
);

const etcd = verified(
  ["storeHeartbeat", "100 ms", "etcd, embed/config.go: TickMs"],
  ["storeTimeout", "1 s", "etcd, embed/config.go: ElectionMs"],
  ["extension", "1 s", "etcd, lessor.go: Promote(extend), the election time-out"],
  ["expiryCheck", "0.5 s", "etcd, lessor.go: runLoop every 500 ms"],
);

const patroniLimits: Limits = {
  least: { ttl: "20 s", loop: "1 s", retry: "3 s" },
  retriesInTtl: 2,
  source: "Patroni",
};

/** Seconds. */
interface Periods {
  readonly ttl: number;
  readonly loop: number;
  readonly retry: number;
  readonly margin: number;
}

function patroniWith(
  name: string,
  title: string,
  source: string,
  { ttl, loop, retry, margin }: Periods,
): Preset {
  const periods = verified(
    ["ttl", `${ttl} s`, source],
    ["loop", `${loop} s`, source],
    ["retry", `${retry} s`, source],
    ["safetyMargin", `${margin} s`, source],
  );
  const parameters = [...patroniRace, ...periods, ...etcd];
  return { name, section: "failover", title, version: "4", parameters, limits: patroniLimits };
}

export const patroni = patroniWith("patroni", "Patroni as shipped", PATRONI, {
  ttl: 30,
  loop: 10,
  retry: 10,
  margin: 5,
});
export const pigstyFast = patroniWith("pigsty-fast", "Patroni, Pigsty plan `fast`", PIGSTY, {
  ttl: 20,
  loop: 5,
  retry: 5,
  margin: 5,
});
export const pigstyNorm = patroniWith("pigsty-norm", "Patroni, Pigsty plan `norm`", PIGSTY, {
  ttl: 30,
  loop: 5,
  retry: 10,
  margin: 5,
});
export const pigstySafe = patroniWith("pigsty-safe", "Patroni, Pigsty plan `safe`", PIGSTY, {
  ttl: 60,
  loop: 10,
  retry: 20,
  margin: 10,
});
export const pigstyWide = patroniWith("pigsty-wide", "Patroni, Pigsty plan `wide`", PIGSTY, {
  ttl: 120,
  loop: 20,
  retry: 30,
  margin: 15,
});

/** Whoever wants the lease judges by its own clock; no leader of a store prolongs it. */
const judgedByClients = (source: string): PresetParameter[] =>
  verified(["extension", "none", source], ["expiryCheck", "0 s", source]);

export const cnpg: Preset = {
  name: "cnpg",
  section: "failover",
  title: "CloudNativePG with the primary lease",
  version: "1.30",
  limits: { least: {}, retriesInTtl: 1, source: "client-go" },
  parameters: [
    ...verified(
      ["kind", "lease", `${CNPG}, release notes: primary lease, a gate of promotion and not a fence`],
      ["ttl", "15 s", `${CNPG}, cluster_types.go: primaryLease.leaseDuration`],
      ["retry", "10 s", `${CNPG}, cluster_types.go: primaryLease.renewDeadline`],
      ["loop", "2 s", `${CNPG}, cluster_types.go: primaryLease.retryPeriod`],
      ["wakes", "at-loop", `${CLIENT_GO}: candidates try once a retryPeriod`],
      ["delay", "0 s", `${CNPG}, cluster_types.go: failoverDelay`],
      ["fencing", "isolation-check", `${CNPG}, docs, instance_manager: primary isolation`],
      ["isolation", "30 s", `${CNPG}, cluster_types.go: livenessProbeTimeout`],
      ["watchdog", "off", `${CNPG}: it has none`],
      ["maximumLag", "1000 TB", `${CNPG}, docs, failover: the most advanced replica, without a limit`],
    ),
    ...judgedByClients(CLIENT_GO),
    ...assumed(
      [
        "race",
        { kind: "uniform", from: "1 s", to: "3 s" },
        "our assumption: receivers of the log stop, the controller names a target",
      ],
      ["probeTimeout", "1 s", "our assumption: as the isolation check's requestTimeout of 1000 ms"],
      ["promote", { kind: "uniform", from: "0.5 s", to: "2 s" }, "our assumption: pg_ctl promote and labels"],
    ),
  ],
};

export const sqlag: Preset = {
  name: "sqlag",
  section: "failover",
  title: "SQL Server availability group on a Windows cluster",
  version: "2019",
  limits: { least: {}, retriesInTtl: 1, source: SQL_DOCS },
  parameters: [
    ...verified(
      ["kind", "lease", SQL_DOCS],
      ["retry", "10 s", `${SQL_DOCS}: half of LeaseTimeout 20 s`],
      ["fencing", "self-demotion", `${SQL_DOCS}: the primary resolves when its lease runs out`],
      ["primaryStart", "0 s", `${SQL_DOCS}: FailureConditionLevel 1 and up, the service is down`],
      ["watchdog", "off", `${SQL_DOCS}: the lease thread, no device`],
      ["maximumLag", "0 B", "SQL Server: automatic failover to a synchronised secondary only"],
    ),
    ...remembered(
      ["loop", "1 s", `${WSFC}: CrossSubnetDelay 1000 ms`],
      ["ttl", "20 s", `${WSFC}: CrossSubnetThreshold 20 heartbeats (10 within a subnet)`],
      ["wakes", "at-expiry", `${WSFC}: the regroup begins when a node is taken for dead`],
    ),
    ...assumed(
      ["extension", "none", "our assumption: heartbeats go between the nodes, no leader prolongs them"],
      ["expiryCheck", "0 s", "our assumption: as above"],
      ["probeTimeout", "0 s", "our assumption: the regroup has found out who answers"],
      ["race", { kind: "uniform", from: "1 s", to: "3 s" }, "our assumption: regroup and quorum arbitration"],
      [
        "promote",
        { kind: "uniform", from: "1 s", to: "5 s" },
        "our assumption: online, recovery of the tail",
      ],
    ),
  ],
};

export const patroniStandbyCluster: Preset = {
  name: "patroni-standby-cluster",
  section: "failover",
  title: "Patroni's standby cluster in a second data centre, promoted by people",
  version: "4",
  parameters: [
    ...verified([
      "kind",
      "manual",
      "Patroni, docs/ha_multi_dc.rst: no automatic promotion of the other site",
    ]),
    ...assumed(
      ["notice", { kind: "lognormal", median: "3 min", p95: "10 min" }, "our assumption: paged at any hour"],
      [
        "decide",
        { kind: "lognormal", median: "10 min", p95: "40 min" },
        "our assumption: somebody must be sure that the first site is dead",
      ],
      [
        "act",
        { kind: "lognormal", median: "2 min", p95: "6 min" },
        "our assumption: patronictl edit-config, the section standby_cluster goes, one loop until the leader promotes",
      ],
      ["fence", "1 min", "our assumption: the first site's cluster is stopped or cut off"],
    ),
  ],
};
