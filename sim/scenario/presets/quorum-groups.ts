// Presets of groups whose members vote among themselves. Sources name the file or manual page in which the value was
// read. What a product needs and no preset can know: where its members are, and an odd number of votes.
import { assumed, type Preset, remembered, verified } from "./preset.ts";

const GR = "MySQL 8.4 manual, 20.7.7 Responses to Failure Detection and Network Partitioning";

export const mysqlGroupReplication: Preset = {
  name: "mysql-group-replication",
  section: "failover",
  title: "MySQL Group Replication, single-primary",
  version: "8.4",
  parameters: [
    ...verified(
      ["kind", "quorum-group", GR],
      ["suspect", "5 s", `${GR}: unreachable after 5 s of silence`],
      ["expel", "5 s", "MySQL WL#13773: group_replication_member_expel_timeout 5 s since 8.0.21"],
    ),
    ...remembered(
      ["arbiters", [], "MySQL 8.4 manual, 20.9: every member holds data"],
      ["elects", "by-view", "MySQL 8.4 manual, 20.4.1.1: the members left choose by the same rules"],
      ["minorityAfter", "never", "MySQL 8.4: group_replication_unreachable_majority_timeout 0"],
      ["heartbeat", "1 s", "MySQL 8.4, XCom: detector_task, one second"],
      ["afterRestart", "stands", "MySQL 8.4 manual: a member that restarts joins again"],
    ),
    ...assumed(
      ["election", { kind: "uniform", from: "0 s", to: "1 s" }, "our assumption: installing the new view"],
      [
        "promote",
        { kind: "uniform", from: "0.1 s", to: "0.5 s" },
        "our assumption; replay: BEFORE_ON_PRIMARY_FAILOVER",
      ],
      ["commits", "by-majority", "our simplification: the group agrees on the order by Paxos"],
    ),
  ],
};

const EVS = "Galera 3.x, gcomm/src/defaults.cpp";

export const galera: Preset = {
  name: "galera",
  section: "failover",
  title: "Galera Cluster, one writer; garbd as arbiter",
  version: "3.x",
  parameters: [
    ...verified(
      ["kind", "quorum-group", `${EVS}: evs and pc`],
      ["heartbeat", "1 s", `${EVS}: evs.keepalive_period`],
      ["suspect", "5 s", `${EVS}: evs.suspect_timeout; 15 s (evs.inactive_timeout) without consensus`],
      ["voters", "members", `${EVS}: pc.weight 1; garbd votes without data`],
    ),
    ...remembered(
      [
        "elects",
        "by-view",
        "Galera documentation, Quorum Components: all members left install the same view",
      ],
      ["minorityAfter", "5 s", "Galera documentation: without quorum a component is non-primary"],
      ["expel", "0 s", "Galera: all that are left suspect it, so it is inactive at once"],
    ),
    ...assumed(
      [
        "election",
        { kind: "uniform", from: "0.5 s", to: "2 s" },
        "our assumption: install timer, state exchange",
      ],
      ["promote", "0 s", "our simplification: every member takes writes at any time"],
      ["commits", "by-view", "our simplification of: every member of the component has received it"],
    ),
  ],
};

const MONGO = "MongoDB, repl_set_config.idl";

export const mongodb: Preset = {
  name: "mongodb",
  section: "failover",
  title: "MongoDB replica set, write concern majority",
  version: "7",
  parameters: [
    ...verified(
      ["kind", "quorum-group", MONGO],
      ["heartbeat", "2 s", `${MONGO}: heartbeatIntervalMillis`],
      ["suspect", "10 s", `${MONGO}: electionTimeoutMillis`],
      [
        "election",
        { kind: "uniform", from: "0 s", to: "1.5 s" },
        "MongoDB, repl_server_parameters.idl: replElectionTimeoutOffsetLimitFraction 0.15",
      ],
    ),
    ...remembered(
      ["rounds", 2, "MongoDB, replication_coordinator_impl_elect_v1.cpp: a dry run, then the votes"],
      ["elects", "by-contest", "MongoDB manual, Replica Set Elections"],
      ["minorityAfter", "10 s", `${MONGO}: electionTimeoutMillis, a primary without a majority steps down`],
      ["commits", "by-majority", "MongoDB manual: default write concern majority since 5.0"],
      ["afterRestart", "stands", "MongoDB: a restarted member is a secondary"],
    ),
    ...assumed([
      "promote",
      { kind: "uniform", from: "0.1 s", to: "0.5 s" },
      "our assumption: drain mode and the no-op write",
    ]),
  ],
};

const SENTINEL = "Redis, sentinel.c";

export const redisSentinel: Preset = {
  name: "redis-sentinel",
  section: "failover",
  title: "Redis Sentinel with three sentinels, min-replicas-to-write 0",
  version: "7",
  parameters: [
    ...verified(
      ["kind", "quorum-group", `${SENTINEL}: sentinels vote for the leader of a failover`],
      ["voters", "arbiters", `${SENTINEL}: sentinels vote, servers do not`],
      ["heartbeat", "1 s", `${SENTINEL}: sentinel_ping_period`],
      ["suspect", "30 s", `${SENTINEL}: sentinel_default_down_after`],
      ["minorityAfter", "never", "Redis, config.c: min-replicas-to-write 0, the old master keeps its writes"],
      [
        "election",
        { kind: "uniform", from: "0 s", to: "1 s" },
        "Redis, sentinel.c: SENTINEL_MAX_DESYNC 1000 ms",
      ],
    ),
    ...remembered(
      ["commits", "as-acknowledged", "Redis, replication.c: asynchronous"],
      ["suspicions", 2, "Redis, sentinel.conf: monitor mymaster … 2, quorum for ODOWN"],
      ["elects", "by-contest", "Redis documentation, Sentinel: leader election, one vote per epoch"],
      ["afterRestart", "leads", "Redis: a master that restarts in time is master"],
    ),
    ...assumed([
      "promote",
      { kind: "uniform", from: "1 s", to: "3 s" },
      "our assumption: REPLICAOF NO ONE, INFO polled each second, and the publication",
    ]),
  ],
};

const CLUSTER = "Redis, cluster_legacy.c";

export const redisCluster: Preset = {
  name: "redis-cluster",
  section: "failover",
  title: "Redis Cluster: one shard, masters of others in every site",
  version: "7",
  parameters: [
    ...verified(
      ["kind", "quorum-group", `${CLUSTER}: replicas ask the masters for their votes`],
      ["voters", "arbiters", `${CLUSTER}: only masters vote`],
      ["suspect", "15 s", "Redis, config.c: cluster-node-timeout"],
      ["rankDelay", "1 s", `${CLUSTER}: 1000 ms per rank`],
    ),
    ...verified([
      "election",
      { kind: "uniform", from: "0.5 s", to: "1 s" },
      `${CLUSTER}: 500 ms and up to 500 more`,
    ]),
    ...remembered(
      ["commits", "as-acknowledged", "Redis, replication.c: asynchronous"],
      ["minorityAfter", "15 s", `${CLUSTER}: a master without a majority stops after the node timeout`],
      ["heartbeat", "1 s", `${CLUSTER}: a ping each second, and before half the node timeout`],
      ["elects", "by-contest", "Redis Cluster specification: replica election and promotion"],
      ["afterRestart", "leads", "Redis Cluster: a master that restarts in time is master"],
    ),
    ...assumed(["promote", "0.1 s", "our assumption: taking over the slots and telling all"]),
  ],
};

const ETCD = "etcd, embed/config.go";
const RAFT = "Ongaro & Ousterhout, USENIX ATC 2014";

export const etcd: Preset = {
  name: "etcd",
  section: "failover",
  title: "etcd, or another store on Raft",
  version: "3.5",
  parameters: [
    ...verified(
      ["kind", "quorum-group", `${RAFT}, 5.2`],
      ["heartbeat", "100 ms", `${ETCD}: heartbeat-interval`],
      ["suspect", "1 s", `${ETCD}: election-timeout`],
      ["elects", "by-contest", `${RAFT}, 5.2: randomised time-outs`],
      ["commits", "by-majority", `${RAFT}, 5.3`],
      [
        "election",
        { kind: "uniform", from: "0 s", to: "1 s" },
        "etcd raft: randomizedElectionTimeout, up to twice the time-out",
      ],
      ["minorityAfter", "1 s", "etcd raft: checkQuorumActive, once in an election time-out"],
    ),
    ...remembered(
      ["rounds", 3, "Raft with prevote: prevote, vote, and the entry of the new term"],
      ["arbiters", [], `${RAFT}: every server holds the log`],
      ["afterRestart", "stands", `${RAFT}, 5.2: a server starts as a follower`],
    ),
    ...assumed(["promote", "10 ms", "our assumption: the empty entry of the new term"]),
  ],
};

export const cockroachdb: Preset = {
  name: "cockroachdb",
  section: "failover",
  title: "CockroachDB with leader leases, one range",
  version: "24.3",
  parameters: [
    ...verified(
      ["kind", "quorum-group", `${RAFT}, 5.2`],
      ["elects", "by-contest", `${RAFT}, 5.2: randomised time-outs`],
      ["commits", "by-majority", `${RAFT}, 5.3`],
      ["arbiters", [], "CockroachDB documentation, Replication Layer: every voter holds data"],
      ["heartbeat", "1 s", "CockroachDB, pkg/base/config.go: defaultStoreLivenessHeartbeatInterval"],
      ["suspect", "3 s", "CockroachDB, pkg/base/config.go: defaultStoreLivenessSupportDuration"],
      [
        "election",
        { kind: "uniform", from: "0 s", to: "2.1 s" },
        "CockroachDB, pkg/base/config.go: withdrawal 0 to 0.1 s, jitter 0 to 2 s",
      ],
      ["rounds", 4, "CockroachDB, pkg/base/config.go: prevote, vote, append, lease"],
    ),
    ...remembered(
      ["minorityAfter", "3 s", "CockroachDB: a lease that is not extended is not used"],
      ["afterRestart", "stands", "CockroachDB: a lease does not survive its node's restart"],
    ),
    ...assumed(["promote", "0 s", "our simplification: the lease is one of the four round trips"]),
  ],
};

export const oceanbase: Preset = {
  name: "oceanbase",
  section: "failover",
  title: "OceanBase, one log stream; arbitration service in a third site",
  version: "4.x",
  parameters: [
    ...remembered(
      ["kind", "quorum-group", "OceanBase documentation, High availability: PALF, elections by lease"],
      ["heartbeat", "0.5 s", "OceanBase: the leader renews its lease twice a second"],
      ["suspect", "4 s", "OceanBase: lease of 4 s; RTO < 8 s claimed"],
      ["minorityAfter", "4 s", "OceanBase: a leader without its lease is none"],
      ["elects", "by-contest", "OceanBase documentation: election by priority within a lease"],
      ["commits", "by-view", "OceanBase documentation, arbitration service: the log stream is downgraded"],
      ["afterRestart", "stands", "OceanBase: a restarted replica follows"],
    ),
    ...assumed(
      [
        "election",
        { kind: "uniform", from: "0 s", to: "1.5 s" },
        "our assumption: a round or two of the election",
      ],
      ["promote", { kind: "uniform", from: "0.5 s", to: "2 s" }, "our assumption: reconfirmation and replay"],
    ),
  ],
};

export const tikv: Preset = {
  name: "tikv",
  section: "failover",
  title: "TiKV, one region; placement decides where",
  version: "7",
  parameters: [
    ...verified(
      ["kind", "quorum-group", `${RAFT}, 5.2`],
      ["elects", "by-contest", `${RAFT}, 5.2: randomised time-outs`],
      ["commits", "by-majority", `${RAFT}, 5.3`],
      [
        "heartbeat",
        "2 s",
        "TiDB documentation, TiKV Configuration File: raft-base-tick-interval 1 s × raft-heartbeat-ticks 2",
      ],
      ["suspect", "10 s", "TiDB documentation, TiKV Configuration File: raft-election-timeout-ticks 10"],
    ),
    ...remembered(
      ["rounds", 3, "Raft with prevote: prevote, vote, and the entry of the new term"],
      ["arbiters", [], "TiDB documentation, TiKV: every voter holds data"],
      ["afterRestart", "stands", `${RAFT}, 5.2: a server starts as a follower`],
      ["election", { kind: "uniform", from: "0 s", to: "10 s" }, "TiKV: raft-max-election-timeout-ticks 20"],
      ["minorityAfter", "9 s", "TiKV: raft-store-max-leader-lease 9 s; check-quorum"],
    ),
    ...assumed(["promote", "10 ms", "our assumption: the empty entry of the new term"]),
  ],
};
