// The presets: one export line per product.
export { barman, pgbackrest, walG, xtrabackup } from "./backups.ts";
export { dnsGslb, haproxy, keepalived } from "./clients.ts";
export { mysql84, postgresql15 } from "./databases.ts";
export { optimistic, pessimistic, typical } from "./failure-rates.ts";
export {
  cnpg,
  patroni,
  patroniStandbyCluster,
  pigstyFast,
  pigstyNorm,
  pigstySafe,
  pigstyWide,
  sqlag,
} from "./lease-managers.ts";
export {
  oracleFsfo,
  oracleFsfoObserving,
  orchestrator,
  pacemakerDrbd,
  pgAutoFailover,
  rdsMultiAz,
  repmgr,
} from "./monitors.ts";
export {
  auroraGlobal,
  azureSqlFailoverGroup,
  cockroachdbPcr,
  innodbClusterSet,
  oceanbaseStandby,
  rehearsedRunbook,
  runbook,
  yugabyteXcluster,
} from "./people.ts";
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
export { bfdArubaCx, bfdFortiAdc, bfdFrr, bgpDatacenter, bgpHold } from "./routes.ts";
