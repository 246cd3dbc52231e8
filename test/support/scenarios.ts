// A scenario in which everything is constant, so that a reader can work out what must happen: two sites a and b, 15 ms
// apart, a witness w, one database node in a and one in b. Tests change single values of it.
import { runOnce } from "../../sim/experiment/run-once.ts";
import type { RunResult } from "../../sim/experiment/run-result.ts";
import { randomRoot } from "../../sim/kernel/random.ts";
import { Model } from "../../sim/model/model.ts";
import type { Instant } from "../../sim/quantity/time.ts";
import { loadScenarioOrThrow } from "../../sim/scenario/load.ts";
import type { Scenario } from "../../sim/scenario/scenario.ts";

/** Clients find their way in a second, all at once: no cache, no check and no pause of their own. */
const CONSTANT = `
twinsite: 1
title: Two sites and a witness, everything constant
run: { everyWrite: true, leadIn: 5 s, stableFor: 10 s, limit: 10 min }
sites: { a: {}, b: {}, w: { role: witness } }
links:
  wan: { between: [a, b], bandwidth: 1 Gbit/s, rtt: 30 ms }
  a-w: { between: [a, w], bandwidth: 1 Gbit/s, rtt: 10 ms }
  b-w: { between: [b, w], bandwidth: 1 Gbit/s, rtt: 10 ms }
routing: { detection: 0.9 s, convergence: 0.1 s }
clusters:
  db:
    members: { a: 1, b: 1 }
    node: { flush: 0.5 ms, service: 0.1 ms, applyRate: 1 GB/s, restart: 20 s, rewind: 15 s }
replication: { overhead: 0 % }
failover:
  kind: lease
  storeLeader: w
  ttl: 30 s
  loop: 10 s
  race: 0.5 s
  probeTimeout: 0 s
  promote: 0.2 s
  storeElection: 2 s
  extension: 0 s
  expiryCheck: 0 s
clients:
  all:
    near: b
    redirect: { kind: virtual-address, takeover: 1 s }
    local: { interval: 1 µs, rise: 1 }
    timeouts: { connect: 1 µs, socket: 1 s }
    retry: { delay: 0 s }
workload:
  db: { arrivals: { kind: constant, mean: 1000 /s }, transaction: { log: 1 KB } }
disruptions:
  test: [ { kind: site-loss, site: a } ]
`;

/** What breaks, as in the scenario language, and single values by their path: `"links.wan.rtt": "40 ms"`. */
export function aScenario(faults: string, changes: Readonly<Record<string, string>> = {}): Scenario {
  const overrides = Object.entries(changes).map(([path, value]) => `${path}=${value}`);
  return loadScenarioOrThrow(CONSTANT, { overrides: [`disruptions.test=${faults}`, ...overrides] });
}

/** Replication 1 unless told otherwise. */
export const drill = (scenario: Scenario, replication = 1, seed = "theory"): RunResult =>
  runOnce(scenario, { disruption: "test", replication, seed });

export const drills = (scenario: Scenario, count: number, seed = "theory"): RunResult[] =>
  Array.from({ length: count }, (_, i) => drill(scenario, i + 1, seed));

export const steady = (scenario: Scenario, replication = 1, seed = "theory"): RunResult =>
  runOnce(scenario, { disruption: "", replication, seed });

/** The model itself, for what no metric shows; `disruption` "" = nothing breaks. */
export const aModel = (scenario: Scenario, disruption = "test", seed = "theory"): Model =>
  new Model(scenario, disruption, randomRoot(seed).replication(1));

/** Seconds of the run. */
export const at = (seconds: number): Instant => Math.round(seconds * 1e6) as Instant;

export function metric(run: RunResult, name: string): number {
  const value = run.values[name];
  if (value === undefined) throw new Error(`this run has no ${name}`);
  return value;
}

/** Seconds; 0 where the outage has no such phase. */
export const phaseOf = (run: RunResult, name: string): number =>
  (run.phases.find((phase) => phase.name === name)?.micros ?? 0) / 1e6;
