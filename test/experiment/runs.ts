// Builders: runs as literals, and a small scenario.
import type { RunResult } from "../../sim/experiment/run-result.ts";
import { loadScenarioOrThrow } from "../../sim/scenario/load.ts";
import type { Scenario } from "../../sim/scenario/scenario.ts";

export const aRun = (replication: number, differing: Partial<RunResult> = {}): RunResult => ({
  disruption: "site-loss",
  replication,
  recovered: true,
  modelled: true,
  values: {},
  censored: [],
  phases: [],
  histograms: {},
  fingerprint: { trajectory: "t", draws: "d", results: "r" },
  simulatedMicros: 1e6,
  events: 10,
  writes: 5,
  ...differing,
});

export const SMALL = `
twinsite: 1
title: Two cities, small
sites:
  shanghai: { location: [31.23, 121.47] }
  beijing:  { location: [39.90, 116.41] }
links:
  carrier-1: { between: [shanghai, beijing], bandwidth: 1 Gbit/s, rtt: 27 ms }
clusters:
  orders: { members: { shanghai: 2, beijing: 1 }, prefers: shanghai }
failover: { kind: manual }
workload:
  orders: { arrivals: { kind: constant, mean: 50 /s } }
disruptions:
  node-crash: [ { kind: node-crash, node: primary } ]
  site-loss:  [ { kind: site-loss, site: shanghai } ]
expect:
  - rtoAchieved p50 <= 24 h for site-loss
`;

export const aSmallScenario = (...overrides: string[]): Scenario =>
  loadScenarioOrThrow(SMALL, { file: "small.yaml", overrides });
