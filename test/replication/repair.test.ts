// What a promoted standby inherits, and what becomes of rows that only a replaced primary has; in both planes.
import { describe, expect, it } from "vitest";
import { runOnce } from "../../sim/experiment/run-once.ts";
import type { LoggedEvent, RunResult } from "../../sim/experiment/run-result.ts";
import type { Resolution } from "../../sim/model/build.ts";
import { loadScenario } from "../../sim/scenario/load.ts";
import { aScenario, metric } from "../support/scenarios.ts";

const BY_HAND = "{ kind: manual, notice: 10 s, decide: 10 s, fence: 1 s, act: 1 s }";
const play = (
  faults: string,
  changes: Readonly<Record<string, string>>,
  resolution: Resolution,
): { run: RunResult; events: readonly LoggedEvent[] } => {
  const events: LoggedEvent[] = [];
  const scenario = aScenario(faults, {
    "workload.db.arrivals": "{ kind: constant, mean: 20 /s }",
    ...changes,
  });
  const job = { disruption: "test", replication: 1, seed: "repair", resolution };
  const run = runOnce(scenario, job, (event) => events.push(event));
  return { run, events };
};

describe.each<Resolution>(["transaction", "fluid"])("%s", (resolution) => {
  const lost = "[ { kind: site-loss, site: a, for: 2 min } ]";
  const synchronous = { failover: BY_HAND, "replication.acknowledge": "{ kind: synchronous }" };

  it("a standby promoted with the list of its primary answers nobody for ever, and the log says why", () => {
    const changes = { ...synchronous, "clusters.db.synchronousList": "inherited" };
    const { run, events } = play(lost, changes, resolution);
    const promoted = events.find(({ name }) => name === "promoted");
    const inherited = events.filter(({ name }) => name === "listInherited");
    expect(inherited).toHaveLength(1);
    expect(inherited[0]).toMatchObject({ subject: "db-b-1", cause: promoted?.id });
    // The old primary is back after 2 min and follows; the list does not name it.
    expect(run.recovered).toBe(false);
    expect(run.censored).toContain("rtoAchievedSeconds");
  });

  it("of three, the list still names one who is there", () => {
    const changes = {
      ...synchronous,
      "clusters.db.synchronousList": "inherited",
      "clusters.db.members": "{ a: 1, b: 2 }",
    };
    const { run, events } = play(lost, changes, resolution);
    expect(events.some(({ name }) => name === "listInherited")).toBe(false);
    expect(run.recovered).toBe(true);
    expect(metric(run, "lostTransactions")).toBe(0);
  });

  it("rewritten, it waits for whoever follows: the old primary, once it is back", () => {
    const { run, events } = play(lost, synchronous, resolution);
    expect(events.some(({ name }) => name === "listInherited")).toBe(false);
    expect(run.recovered).toBe(true);
  });

  it("what diverged is thrown away, or takes people so long", () => {
    // Nobody fences the old primary; the lease lives 20 to 30 s, and for the rest of 2 min its clients write what nobody
    // else has: 20 rows a second.
    const split = "[ { kind: partition, isolates: a, for: 2 min } ]";
    const changes = {
      "failover.fencing": "none",
      "clients.all.near": "a",
      "clients.all.lifetime": "100000 d",
    };
    const discarded = play(split, { ...changes, "replication.repair": "discard" }, resolution).run;
    const rows = metric(discarded, "divergentTransactions");
    expect(rows).toBeGreaterThan(2300);
    expect(metric(discarded, "discardedTransactions")).toBe(rows);
    expect(discarded.values.reconcileSeconds).toBeUndefined();
    const repair = "{ kind: reconcile, perHour: 60, people: 4 }";
    const reconciled = play(split, { ...changes, "replication.repair": repair }, resolution).run;
    expect(metric(reconciled, "discardedTransactions")).toBe(0);
    // A minute each, four at a time.
    expect(metric(reconciled, "reconcileWorkSeconds")).toBeCloseTo(rows * 60, 3);
    expect(metric(reconciled, "reconcileSeconds")).toBeCloseTo(rows * 15, 3);
  });
});

it("a list that nobody rewrites is warned of where people or repmgr promote, not under Patroni", () => {
  const codes = (failover: string, acknowledge: string): readonly string[] =>
    loadScenario(`
twinsite: 1
title: A list
sites: { a: {}, b: {} }
links: { wan: { between: [a, b], bandwidth: 1 Gbit/s, rtt: 10 ms } }
clusters: { db: { members: { a: 1, b: 1 }, synchronousList: inherited } }
replication: { acknowledge: ${acknowledge} }
failover: ${failover}
clients: { all: { near: a, redirect: { kind: proxy } } }
workload: { db: { arrivals: { kind: constant, mean: 1 /s } } }
`)
      .diagnostics.map(({ code }) => code)
      .filter((code) => code === "TWIN1063");
  expect(codes("{ kind: manual }", "{ kind: synchronous }")).toEqual(["TWIN1063"]);
  expect(codes("{ kind: monitor, preset: repmgr, at: b }", "{ kind: quorum, standbys: 1 }")).toEqual([
    "TWIN1063",
  ]);
  expect(codes("{ kind: lease, preset: patroni }", "{ kind: synchronous }")).toEqual([]);
  expect(codes("{ kind: manual }", "asynchronous")).toEqual([]);
});
