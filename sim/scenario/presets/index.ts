// The presets: one export line per product.
export { pgbackrest } from "./backups.ts";
export { postgresql15 } from "./databases.ts";
export {
  orchestrator,
  patroni,
  pgAutoFailover,
  pigstyFast,
  pigstyNorm,
  pigstySafe,
  pigstyWide,
  repmgr,
  runbook,
} from "./failover-managers.ts";
export { optimistic, pessimistic, typical } from "./failure-rates.ts";
