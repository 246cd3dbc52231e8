// Presets of monitors that watch a primary and promote another.
import { assumed, type Preset, remembered, verified } from "./preset.ts";

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
