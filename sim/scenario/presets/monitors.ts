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
      ["unhealthyAfter", "20 s", "pg_auto_failover, src/monitor: node_considered_unhealthy_timeout"],
      ["drain", "30 s", "pg_auto_failover, src/monitor: primary_demote_timeout"],
      ["fence", "self-demotion", "pg_auto_failover, docs/fault-tolerance.rst: demote_timeout"],
      ["selfDemoteAfter", "20 s", "pg_auto_failover, defaults.h: network_partition_timeout"],
      ["maximumLag", "16 MiB", "pg_auto_failover, monitor: promote_wal_log_threshold"],
    ),
    ...remembered([
      "reports",
      "1 s",
      "pg_auto_failover, defaults.h: the keeper's loop, PG_AUTOCTL_KEEPER_SLEEP_TIME",
    ]),
    ...assumed(
      ["confirm", "monitor-only", "our simplification: the keeper's reports confirm, standbys are not asked"],
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

const FSFO = "Oracle 26ai, Data Guard Broker";

export const oracleFsfo: Preset = {
  name: "oracle-fsfo",
  section: "failover",
  title: "Oracle Data Guard fast-start failover, Maximum Availability",
  version: "26ai",
  parameters: [
    ...verified(
      ["kind", "monitor", `${FSFO}: managing fast-start failover`],
      ["unhealthyAfter", "30 s", `${FSFO}: FastStartFailoverThreshold`],
      ["fence", "self-demotion", `${FSFO}: FastStartFailoverPmyShutdown; stalls without observer and target`],
    ),
    ...remembered(
      ["confirm", "with-standbys", "Oracle Data Guard Broker: the target must have lost the primary, too"],
      ["interval", "3 s", "Oracle Data Guard Broker: the observer pings every 3 s"],
      ["timeout", "3 s", "Oracle Data Guard Broker: the next ping is due"],
      ["retries", 0, "Oracle Data Guard Broker: the threshold alone counts"],
      ["retryDelay", "0 s", "Oracle Data Guard Broker: the threshold alone counts"],
      ["probe", "session", "Oracle Data Guard Broker: the observer keeps its sessions"],
    ),
    ...assumed(
      ["selfDemoteAfter", "3 s", "our simplification: writes stall with the first ping that is missed"],
      ["block", "0 s", "our assumption: no limit, once reinstated"],
      [
        "promote",
        { kind: "uniform", from: "5 s", to: "20 s" },
        "our assumption: terminal recovery, role change, services",
      ],
    ),
  ],
};

export const oracleFsfoObserving: Preset = {
  ...oracleFsfo,
  name: "oracle-fsfo-observing",
  title: "Oracle Data Guard fast-start failover, OBSERVE ONLY",
  parameters: [
    ...oracleFsfo.parameters,
    ...verified(["observeOnly", true, `${FSFO}: ENABLE … OBSERVE ONLY`]),
  ],
};

export const pacemakerDrbd: Preset = {
  name: "pacemaker-drbd",
  section: "failover",
  title: "Pacemaker and DRBD, two nodes, fencing by a third site",
  version: "9",
  parameters: [
    ...verified(["retryDelay", "0 s", "DRBD, drbd_limits.h: one ping-timeout decides, nothing is repeated"]),
    ...remembered(
      ["kind", "monitor", "Corosync and Pacemaker: token, fencing, promotion of the resource"],
      ["interval", "1 s", "Corosync, corosync.conf(5): token 1000 ms before 3.1, 3000 ms since"],
      ["timeout", "3 s", "Corosync, corosync.conf(5): token"],
      ["retries", 0, "Corosync: consensus follows a lost token at once"],
      ["probe", "datagram", "Corosync: totem over UDP"],
      ["fence", "reachable", "Pacemaker: stonith-enabled=true"],
      ["confirm", "with-standbys", "Corosync: the other node has lost the token, too"],
    ),
    ...assumed(
      ["drain", "10 s", "our assumption: a power switch confirms"],
      ["block", "0 s", "our assumption: migration-threshold not reached"],
      [
        "promote",
        { kind: "uniform", from: "5 s", to: "20 s" },
        "our assumption: promote the device, mount, recover the database",
      ],
    ),
  ],
};

export const rdsMultiAz: Preset = {
  name: "rds-multi-az",
  section: "failover",
  title: "Amazon RDS Multi-AZ instance: a standby on mirrored storage",
  version: "2024",
  parameters: [
    ...remembered(
      [
        "kind",
        "monitor",
        "Amazon RDS user guide: failover typically takes 60 to 120 s, the address included",
      ],
      ["fence", "reachable", "Amazon RDS user guide: the service stops the old instance"],
    ),
    ...assumed(
      ["interval", "10 s", "our split of 60 to 120 s: detection in 30 to 40 s"],
      ["timeout", "10 s", "our split of 60 to 120 s"],
      ["retries", 1, "our split of 60 to 120 s"],
      ["retryDelay", "10 s", "our split of 60 to 120 s"],
      ["confirm", "monitor-only", "our assumption: a service outside both zones decides"],
      ["block", "0 s", "our assumption: no limit on repeated failovers"],
      [
        "promote",
        { kind: "uniform", from: "25 s", to: "75 s" },
        "our split of 60 to 120 s: recovery and address",
      ],
    ),
  ],
};
