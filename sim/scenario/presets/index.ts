// The presets: one export line per product.
export { pgbackrest } from "./backups.ts";
export { postgresql15 } from "./databases.ts";
export { orchestrator, pgAutoFailover, repmgr, runbook } from "./failover-managers.ts";
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
