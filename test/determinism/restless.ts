// A scenario in which nearly everything is drawn: two cities and a witness, two populations, four disruptions. Tests
// insert what nobody uses, or give other names.
import { runOnce } from "../../sim/experiment/run-once.ts";
import type { RunResult } from "../../sim/experiment/run-result.ts";
import { loadScenarioOrThrow } from "../../sim/scenario/load.ts";

export const RESTLESS = `
twinsite: 1
title: Everything is drawn
run: { leadIn: 3 s, stableFor: 5 s, limit: 4 min, steadyWindow: 5 s }
sites:
  alpha: {}
  beta: {}
  witness: { role: witness }
links:
  wan: { between: [alpha, beta], bandwidth: 100 Mbit/s, rtt: 30 ms, loss: 0.1 %, jitter: { kind: exponential, mean: 1 ms } }
  spare: { between: [alpha, beta], bandwidth: 50 Mbit/s, rtt: 40 ms }
  alpha-witness: { between: [alpha, witness], bandwidth: 1 Gbit/s, rtt: 10 ms }
  beta-witness: { between: [beta, witness], bandwidth: 1 Gbit/s, rtt: 10 ms }
clusters:
  orders:
    members: { alpha: 2, beta: 1 }
    node:
      flush: { kind: lognormal, median: 0.3 ms, sigma: 0.5 }
      service: { kind: exponential, mean: 0.3 ms }
      restart: { kind: exponential, mean: 20 s }
replication:
  acknowledge: { kind: asynchronous }
  edges: { within-site: { acknowledge: { kind: semi-synchronous, timeout: 2 s } } }
failover: { kind: lease, votes: [alpha, beta, witness], ttl: 9 s, loop: 3 s, retry: 3 s }
clients:
  near: { near: alpha, share: 70 %, redirect: { kind: dns, ttl: 10 s, stubborn: 2 % } }
  far: { near: beta, share: 30 %, redirect: { kind: proxy }, timeouts: { socket: 20 s } }
workload:
  orders:
    arrivals: { kind: poisson, mean: 300 /s }
    reads: 20 %
    transaction: { log: { kind: exponential, mean: 1 KB } }
disruptions:
  node-crash: [ { kind: node-crash, for: { kind: exponential, mean: 20 s } } ]
  node-hang: [ { kind: node-hang, for: 30 s } ]
  site-loss: [ { kind: site-loss, site: alpha, inFlight: lost } ]
  wan-cut: [ { kind: link-cut, link: wan, for: 20 s }, { after: 10 s, kind: node-crash } ]
`;

export const NAMES = ["", "node-crash", "node-hang", "site-loss", "wan-cut"] as const;

export const runAll = (text: string, names: readonly string[] = NAMES, replications = 2): RunResult[] => {
  const scenario = loadScenarioOrThrow(text, { file: "restless.yaml" });
  return names.flatMap((disruption) =>
    Array.from({ length: replications }, (_, i) =>
      runOnce(scenario, { disruption, replication: i + 1, seed: "determinism" }),
    ),
  );
};

/** Replaces what must be there. */
export function edited(text: string, changes: readonly (readonly [string | RegExp, string])[]): string {
  return changes.reduce((old, [from, to]) => {
    const changed = old.replaceAll(typeof from === "string" ? from : new RegExp(from.source, "g"), to);
    if (changed === old) throw new Error(`nothing to replace: ${String(from)}`);
    return changed;
  }, text);
}
