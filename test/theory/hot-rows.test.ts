// Hot rows: a row is locked from its update until its commit has been answered, so it takes one write per commit wait.
// Everything is constant (test/support/scenarios.ts): flush 0.5 ms, 15 ms one way, 1 KB in 8 µs.
import { describe, expect, it } from "vitest";
import { randomRoot } from "../../sim/kernel/random.ts";
import { Model } from "../../sim/model/model.ts";
import { aScenario, at, metric, steady } from "../support/scenarios.ts";

const nothing = "[ { kind: edge-loss, site: a } ]";
/** Seconds that a commit waits. */
const WAIT = { asynchronous: 0.0005, synchronous: 0.031008 } as const;

function perSecond(kind: keyof typeof WAIT, changes: Readonly<Record<string, string>>): number {
  const run = steady(
    aScenario(nothing, {
      "replication.acknowledge": `{ kind: ${kind} }`,
      "clients.all.near": "a",
      "run.steadyWindow": "20 s",
      ...changes,
    }),
  );
  return metric(run, "throughputPerSecond");
}
const clients = (n: number) => ({
  "workload.db.arrivals": `{ kind: closed-loop, clients: ${n}, think: 1 µs }`,
});

describe("a row takes one write per commit wait", () => {
  it.each([1, 2, 4])("however many clients want it: %i rows", (rows) => {
    // With 200 clients and 4 rows at random no row is ever free. Commits of two rows that meet in a flush wait for one
    // another, half a millisecond at either end at most. 20 s: one write of each row more or less.
    const measured = perSecond("synchronous", {
      ...clients(200),
      "workload.db.hot": `{ share: 100 %, rows: ${rows} }`,
    });
    expect(measured).toBeLessThan(rows / WAIT.synchronous + 0.05 * rows);
    expect(measured).toBeGreaterThan(rows / (WAIT.synchronous + (rows > 1 ? 0.001 : 0)) - 0.05 * rows);
  });

  it("which without a standby is one flush", () => {
    const measured = perSecond("asynchronous", { ...clients(50), "workload.db.hot": "{ share: 100 % }" });
    expect(Math.abs(measured - 1 / WAIT.asynchronous)).toBeLessThan(1);
  });

  it("and holds up the others as well once those who wait for it fill the server", () => {
    // One write in ten is hot: 32.25 of them are answered in a second, and ten times as many writes in all, of 1000.
    // 50 connections fill in the lead-in, 68 hot ones a second. About 645 hot ones are answered in 20 s, each with a
    // number of others that is geometric: 4 standard deviations of their sum are 4 / sqrt(645), 16 %.
    const measured = perSecond("synchronous", {
      "clusters.db.node.connections": "50",
      "workload.db.hot": "{ share: 10 % }",
    });
    expect(Math.abs(measured / (10 / WAIT.synchronous) - 1)).toBeLessThan(0.16);
  });

  it("while fewer than that ask, nobody waits", () => {
    const rare = {
      "workload.db.arrivals": "{ kind: constant, mean: 30 /s }",
      "workload.db.hot": "{ share: 100 % }",
    };
    expect(Math.abs(perSecond("synchronous", rare) - 30)).toBeLessThan(0.1);
  });

  it("on curves, too", () => {
    const scenario = aScenario(nothing, {
      "replication.acknowledge": "{ kind: synchronous }",
      "workload.db.hot": "{ share: 10 % }",
      "run.steadyWindow": "20 s",
    });
    const model = new Model(scenario, "", randomRoot("theory").replication(1), "fluid");
    model.run();
    const ledger = model.world.plane.ledger(0);
    const written = (ledger.appended(at(24)) - ledger.appended(at(14))) / 1000;
    expect(Math.abs(written / 10 / (10 / WAIT.synchronous) - 1)).toBeLessThan(0.001);
  });
});
