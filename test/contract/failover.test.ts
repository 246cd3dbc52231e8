// Every registered failover policy: it takes a dead primary for dead or does not act at all, promotes nobody without a usable
// copy, leaves a primary alone that is back in time, and never has two of its own writing where it fences.
import { describe, expect, it } from "vitest";
import { runOnce } from "../../sim/experiment/run-once.ts";
import type { LoggedEvent, RunResult } from "../../sim/experiment/run-result.ts";
import { failoverPolicies } from "../../sim/failover/registry.ts";
import { aScenario } from "../support/scenarios.ts";

const samples: Readonly<Record<string, readonly string[]>> = {
  lease: [
    "{ kind: lease, storeLeader: w, ttl: 9 s, loop: 3 s, retry: 3 s }",
    "{ kind: lease, storeLeader: a, ttl: 9 s, loop: 3 s, wakes: at-loop }",
  ],
  manual: [
    "{ kind: manual, notice: 3 s, decide: 4 s, fence: 1 s, act: 2 s }",
    "{ kind: manual, hold: 2 s, steps: [ { step: page, takes: 3 s, error: 50 %, costs: 1 s }, { step: stop it, takes: 1 s, fences: true }, { step: promote, takes: 1 s } ] }",
  ],
  monitor: [
    "{ kind: monitor, at: w, interval: 2 s, timeout: 2 s, retries: 1 }",
    "{ kind: monitor, at: b, confirm: monitor-only, fence: none, interval: 2 s, timeout: 2 s }",
  ],
  none: ["{ kind: none }"],
  "quorum-group": [
    "{ kind: quorum-group, heartbeat: 1 s, suspect: 5 s, elects: by-view, commits: as-acknowledged }",
    "{ kind: quorum-group, heartbeat: 1 s, suspect: 5 s, commits: as-acknowledged, minorityAfter: 5 s }",
    "{ kind: quorum-group, voters: arbiters, suspicions: 2, suspect: 5 s, minorityAfter: never, afterRestart: leads, commits: as-acknowledged }",
  ],
};
const every = [...failoverPolicies.parts.keys()].flatMap((kind) =>
  (samples[kind] ?? []).map((policy) => ({ kind, policy })),
);

interface Told {
  readonly run: RunResult;
  readonly events: readonly LoggedEvent[];
  readonly count: (name: string) => number;
}
function told(policy: string, faults: string, changes: Readonly<Record<string, string>> = {}): Told {
  const events: LoggedEvent[] = [];
  const scenario = aScenario(faults, {
    failover: policy,
    "workload.db.arrivals": "{ kind: constant, mean: 50 /s }",
    "clusters.db.node.restart": "1 s",
    "run.limit": "3 min",
    ...changes,
  });
  const run = runOnce(scenario, { disruption: "test", replication: 1, seed: "policies" }, (event) =>
    events.push(event),
  );
  return { run, events, count: (name) => events.filter((event) => event.name === name).length };
}

it("every kind is tried here", () => {
  expect(Object.keys(samples).sort()).toEqual([...failoverPolicies.parts.keys()].sort());
});

describe.each(every)("$policy", ({ kind, policy }) => {
  it("suspects a primary that is gone for good, then promotes the standby once; or does nothing at all", () => {
    const { run, events, count } = told(policy, "[ { kind: site-loss, site: a } ]");
    const acts = kind !== "none";
    expect(count("promoted")).toBe(acts ? 1 : 0);
    expect(run.recovered).toBe(acts);
    if (!acts) return;
    const order = ["primarySuspected", "candidateChosen", "promoted", "writerStarted"];
    const at = order.map((name) => events.findIndex((event) => event.name === name && event.at >= 5e6));
    expect(at.every((index, i) => index > (at[i - 1] ?? 0))).toBe(true);
  });

  it("promotes nobody while no usable copy is in reach, says so, and promotes when there is one", () => {
    const both = "[ { kind: site-loss, site: a }, { kind: node-crash, node: db-b-1, for: 1 min } ]";
    const { events, count } = told(policy, both);
    for (const { at } of events.filter(({ name }) => name === "promoted")) expect(at).toBeGreaterThan(65e6);
    expect(count("promoted")).toBe(kind === "none" ? 0 : 1);
    if (kind !== "none") expect(count("electionBlocked")).toBeGreaterThan(0);
  });

  it("never promotes a standby whose copy was destroyed", () => {
    const destroyed =
      "[ { kind: link-cut, link: wan }, { kind: site-loss, site: b, storage: destroyed, for: 10 s }, { after: 30 s, kind: site-loss, site: a } ]";
    const { run, count } = told(policy, destroyed);
    expect(count("promoted")).toBe(0);
    expect(run.recovered).toBe(false);
    expect(run.values.lostTransactions).toBe(0);
  });

  it("leaves a primary alone that answers again before anybody could suspect it", () => {
    const { run, count } = told(policy, "[ { kind: node-hang, for: 500 ms } ]");
    expect(count("promoted")).toBe(0);
    expect(run.recovered).toBe(true);
    expect(run.values.splitBrainSeconds).toBe(0);
  });

  it("has the old primary follow when it comes back, and one writer in the end", () => {
    const { run, events, count } = told(policy, "[ { kind: site-loss, site: a, for: 1 min } ]");
    expect(run.recovered).toBe(true);
    expect(run.values.splitBrainSeconds).toBe(0);
    const writers = new Set<string>();
    for (const { name, subject } of events) {
      if (name === "writerStarted") writers.add(subject);
      if (name === "writerStopped") writers.delete(subject);
    }
    expect(writers.size).toBe(1);
    expect(count("streamOpened")).toBeGreaterThan(0);
  });
});
