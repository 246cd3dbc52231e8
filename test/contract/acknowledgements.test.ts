// Every registered acknowledgement: its rule names standbys of its own edge only, its promise to a failover holds for every
// set of standbys that may have confirmed, and what gives up waiting does so in time.
import { describe, expect, it } from "vitest";
import { runOnce } from "../../sim/experiment/run-once.ts";
import type { LoggedEvent } from "../../sim/experiment/run-result.ts";
import type { Acknowledgement } from "../../sim/replication/acknowledgement/acknowledgement.ts";
import { acknowledgements } from "../../sim/replication/acknowledgement/registry.ts";
import { aScenario } from "../support/scenarios.ts";

const samples: Readonly<Record<string, readonly string[]>> = {
  asynchronous: ["{}"],
  "availability-group": ["{}", "{ sessionTimeout: 3 s }", "{ required: 1 }"],
  "bounded-lag": ["{}"],
  "data-guard": [
    "{}",
    "{ mode: max-availability, netTimeout: 6 s, reopen: 5 s }",
    "{ mode: max-protection, transport: fastsync, netTimeout: 6 s }",
  ],
  "dr-auto-sync": ["{ waitStoreTimeout: 20 s }"],
  quorum: ["{ standbys: 1 }", "{ standbys: 2 }", "{ standbys: 3, stage: applied }"],
  "semi-synchronous": ["{}", "{ standbys: 2, timeout: 3 s }", "{ commitQueue: held }"],
  synchronous: ["{}", "{ standbys: 2, stage: received }", "{ standbys: all }", "{ whenAlone: degrade }"],
};
const ALL = ["n1", "n2", "n3"];
const THREE = { connected: ALL, all: ALL };

const subsets = <T>(of: readonly T[]): T[][] =>
  Array.from({ length: 2 ** of.length }, (_, set) => of.filter((_, i) => (set >> i) & 1));

const every = [...acknowledgements.parts].flatMap(([kind, part]) =>
  (samples[kind] ?? []).map((sample) => {
    const text = `{ kind: ${kind}${sample === "{}" ? "" : `, ${sample.slice(2)}`}${sample === "{}" ? " }" : ""}`;
    const scenario = aScenario("[ { kind: link-cut, link: wan, for: 40 s } ]", {
      "replication.acknowledge": text,
      "clusters.db.members": "{ a: 1, b: 3 }",
      "workload.db.arrivals": "{ kind: constant, mean: 20 /s }",
    });
    const config = scenario.replication.acknowledge as never;
    return { text, part: part as unknown as Acknowledgement, config, scenario };
  }),
);

it("every kind is tried here", () => {
  expect(Object.keys(samples).sort()).toEqual([...acknowledgements.parts.keys()].sort());
});

describe.each(every)("$text", ({ part, config, scenario }) => {
  it("waits for standbys that it was given, and for no more than there are", () => {
    for (const all of subsets(ALL))
      for (const connected of subsets(all)) {
        const { of, atLeast, stage } = part.rule(config, { connected, all });
        expect(all).toEqual(expect.arrayContaining([...of]));
        expect(new Set(of).size).toBe(of.length);
        expect(Number.isInteger(atLeast) && atLeast >= 0).toBe(true);
        expect(["received", "flushed", "applied"]).toContain(stage);
        // With everybody there it can be met.
        if (all.length === ALL.length) expect(atLeast).toBeLessThanOrEqual(of.length);
      }
  });

  it("lets nobody be promoted without one of those who may have confirmed, if it promises anything", () => {
    for (const connected of subsets(ALL)) {
      const rule = part.rule(config, { connected, all: ALL });
      for (const reachable of subsets(ALL)) {
        const safe = part.safe(config, rule, reachable);
        if (safe === undefined) continue;
        expect(reachable).toEqual(expect.arrayContaining([...safe]));
        if (safe.length === 0 || rule.atLeast === 0) continue;
        // Whoever confirmed, the safe ones have one of them among themselves: the furthest has everything.
        const confirmed = subsets(rule.of).filter((set) => set.length === rule.atLeast);
        for (const set of confirmed) expect(set.some((node) => safe.includes(node))).toBe(true);
      }
    }
  });

  it("stops waiting for a lost site after its time-out, or never", () => {
    const events: LoggedEvent[] = [];
    runOnce(scenario, { disruption: "test", replication: 1, seed: "contract" }, (event) =>
      events.push(event),
    );
    const degrading = part.degrading(config);
    const gaveUp = degrading?.outcome === "stopped" ? "primaryShutDown" : "synchronyDegraded";
    const degraded = events.filter(({ name }) => name === gaveUp);
    if (!degrading || degrading.outcome === "blocked") {
      expect(degraded).toEqual([]);
      const waits = part.rule(config, THREE).atLeast > 0 || part.oldest !== undefined;
      expect(events.some(({ name }) => name === "answersLate")).toBe(waits);
      return;
    }
    // The cut is at 5 s; writes come every 50 ms; one may have been on its way.
    expect(degraded).toHaveLength(1);
    const after = (degraded[0]?.at ?? 0) - 5e6 - degrading.after;
    expect(after).toBeGreaterThan(-50_000);
    expect(after).toBeLessThanOrEqual(50_000);
    // Whoever stopped is replaced meanwhile; who went on alone waits again when the standby is back.
    const back = degrading.outcome === "stopped" ? "writerStarted" : "synchronyRestored";
    expect(events.filter(({ name }) => name === back)).toHaveLength(1);
  });
});
