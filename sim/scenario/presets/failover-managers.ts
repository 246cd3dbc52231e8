// Presets of failover control. Sources name the file or manual page in which the value was read.
import { type Preset, remembered, verified } from "./preset.ts";

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
