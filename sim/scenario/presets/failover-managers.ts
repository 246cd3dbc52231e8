// Presets of failover control. Sources name the file or manual page in which the value was read.
import { assumed, type Preset, remembered, verified } from "./preset.ts";

const PATRONI = "Patroni, docs/dynamic_configuration.rst";
const MEASURED = "measured: Patroni 3.0.2 and PostgreSQL 15 over an emulated WAN";

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
  ["maximumLag", "1 MiB", "Patroni, global_config.py: maximum_lag_on_failover"],
  ["probeTimeout", "2 s", "Patroni, ha.py: fetch_node_status, timeout=2"],
);

const store = verified(
  ["storeHeartbeat", "100 ms", "etcd, embed/config.go: TickMs"],
  ["storeTimeout", "1 s", "etcd, embed/config.go: ElectionMs"],
  ["extension", "1 s", "etcd, lessor.go: Promote(extend), the election time-out"],
  ["expiryCheck", "0.5 s", "etcd, lessor.go: runLoop every 500 ms"],
);

function lease(
  name: string,
  title: string,
  source: string,
  ttl: string,
  loop: string,
  retry: string,
): Preset {
  const periods = verified(["ttl", ttl, source], ["loop", loop, source], ["retry", retry, source]);
  const parameters = [...patroniRace, ...periods, ...store];
  return { name, section: "failover", title, version: "4", parameters };
}

const PIGSTY = "Pigsty, pg_rto_plan";
export const patroni = lease("patroni", "Patroni as shipped", PATRONI, "30 s", "10 s", "10 s");
export const pigstyFast = lease("pigsty-fast", "Patroni, Pigsty plan `fast`", PIGSTY, "20 s", "5 s", "5 s");
export const pigstyNorm = lease("pigsty-norm", "Patroni, Pigsty plan `norm`", PIGSTY, "30 s", "5 s", "10 s");
export const pigstySafe = lease("pigsty-safe", "Patroni, Pigsty plan `safe`", PIGSTY, "60 s", "10 s", "20 s");
export const pigstyWide = lease(
  "pigsty-wide",
  "Patroni, Pigsty plan `wide`",
  PIGSTY,
  "120 s",
  "20 s",
  "30 s",
);

export const repmgr: Preset = {
  name: "repmgr",
  section: "failover",
  title: "repmgrd with failover=automatic",
  version: "5.4",
  parameters: [
    ...verified(
      ["kind", "monitor", "repmgr, repmgr.conf.sample"],
      ["interval", "2 s", "repmgr.conf.sample: monitor_interval_secs"],
      ["retries", 6, "repmgr.conf.sample: reconnect_attempts"],
      ["retryDelay", "10 s", "repmgr.conf.sample: reconnect_interval"],
      ["confirm", "monitor-only", "repmgr.conf.sample: primary_visibility_consensus=false"],
    ),
    ...remembered(
      ["fence", "none", "repmgr: no fencing by default"],
      ["timeout", "2 s", "repmgr: connect_timeout in conninfo, usual value"],
    ),
    ...assumed(
      ["block", "0 s", "our assumption: no limit on repeated failovers"],
      [
        "promote",
        { kind: "uniform", from: "1 s", to: "3 s" },
        "our assumption: promote_command and its check",
      ],
    ),
  ],
};

export const pgAutoFailover: Preset = {
  name: "pg-auto-failover",
  section: "failover",
  title: "pg_auto_failover",
  version: "2.1",
  parameters: [
    ...verified(
      ["kind", "monitor", "pg_auto_failover, docs/fault-tolerance.rst"],
      ["interval", "5 s", "pg_auto_failover, monitor: health_check_period"],
      ["timeout", "5 s", "pg_auto_failover, monitor: health_check_timeout"],
      ["retries", 2, "pg_auto_failover, monitor: health_check_max_retries"],
      ["retryDelay", "2 s", "pg_auto_failover, monitor: health_check_retry_delay"],
      ["fence", "self-demotion", "pg_auto_failover, docs/fault-tolerance.rst: demote_timeout"],
      ["selfDemoteAfter", "20 s", "pg_auto_failover, defaults.h: network_partition_timeout"],
      ["maximumLag", "16 MiB", "pg_auto_failover, monitor: promote_wal_log_threshold"],
    ),
    ...assumed(
      ["confirm", "monitor-only", "our simplification: the primary's own keeper is lost with it"],
      ["block", "0 s", "our assumption: no limit on repeated failovers"],
      [
        "promote",
        { kind: "uniform", from: "1 s", to: "5 s" },
        "our assumption: report_lsn, draining, promotion",
      ],
    ),
  ],
};

export const orchestrator: Preset = {
  name: "orchestrator",
  section: "failover",
  title: "Orchestrator for MySQL, recovery enabled",
  version: "3.2",
  parameters: [
    ...verified(
      ["kind", "monitor", "Orchestrator, docs/failure-detection.md"],
      ["interval", "5 s", "Orchestrator, config.go: InstancePollSeconds"],
      ["confirm", "with-standbys", "Orchestrator, docs/failure-detection.md: DeadMaster"],
      ["block", "1 h", "Orchestrator, config.go: RecoveryPeriodBlockSeconds"],
      ["fence", "none", "Orchestrator issue 482: an isolated old primary stays writable"],
    ),
    ...remembered(
      ["timeout", "2 s", "Orchestrator, config.go: MySQLConnectTimeoutSeconds"],
      ["probe", "session", "Orchestrator: pooled connections, go-sql-driver"],
      ["retries", 0, "Orchestrator: every analysis acts on the latest poll"],
      ["retryDelay", "0 s", "Orchestrator: every analysis acts on the latest poll"],
      ["promote", { kind: "uniform", from: "10 s", to: "30 s" }, "Orchestrator: regrouping of the replicas"],
    ),
  ],
};

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
