// The registry of formats that calibrate reads: one export line per kind.
export { iperf3 } from "./iperf3.ts";
export { mysqlConfiguration } from "./mysql-configuration.ts";
export { patroni } from "./patroni.ts";
export { pgbench } from "./pgbench.ts";
export { ping } from "./ping.ts";
export { replicationStatistics } from "./replication-statistics.ts";
