// The presets: one export line per product.
export { pgbackrest } from "./backups.ts";
export { postgresql15 } from "./databases.ts";
export { patroni, pigstyFast, pigstyNorm, pigstySafe, pigstyWide } from "./failover-managers.ts";
export { optimistic, pessimistic, typical } from "./failure-rates.ts";
export {
  oracleFsfo,
  oracleFsfoObserving,
  orchestrator,
  pacemakerDrbd,
  pgAutoFailover,
  rdsMultiAz,
  repmgr,
} from "./monitors.ts";
export { runbook } from "./people.ts";
export {
  cockroachdb,
  etcd,
  galera,
  mongodb,
  mysqlGroupReplication,
  oceanbase,
  redisCluster,
  redisSentinel,
  tikv,
} from "./quorum-groups.ts";
