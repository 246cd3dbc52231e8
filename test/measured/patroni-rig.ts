// The rig of the Patroni measurements as a scenario: one node in each of two cities, etcd in three, a client beside the
// survivor that tries every 100 ms; its address needs no time, as there is only one.
import { loadScenarioOrThrow } from "../../sim/scenario/load.ts";
import type { Scenario } from "../../sim/scenario/scenario.ts";

export const patroniRig = (
  faults = "[ { kind: node-crash } ]",
  storeLeader = "c",
  overrides: readonly string[] = [],
): Scenario =>
  loadScenarioOrThrow(
    `
twinsite: 1
title: Patroni in two of three cities, etcd in all of them
run: { leadIn: 5 s, stableFor: 2 s, limit: 5 min }
sites: { a: {}, b: {}, c: { role: witness } }
links:
  a-b: { between: [a, b], bandwidth: 1 Gbit/s, rtt: 40 ms }
  a-c: { between: [a, c], bandwidth: 1 Gbit/s, rtt: 40 ms }
  b-c: { between: [b, c], bandwidth: 1 Gbit/s, rtt: 40 ms }
clusters: { db: { members: { a: 1, b: 1 } } }
failover: { kind: lease, preset: patroni, storeLeader: ${storeLeader} }
clients:
  all:
    near: b
    redirect: { kind: virtual-address, takeover: 0 s }
    local: { interval: 1 µs, rise: 1 }
    timeouts: { connect: 100 ms, socket: 100 ms }
    retry: { delay: 100 ms }
workload: { db: { arrivals: { kind: constant, mean: 1 /s }, transaction: { log: 1 KB } } }
disruptions: { test: ${faults} }
`,
    { overrides },
  );
