// Where writes come in: who is let in, and who is turned away.
import { describe, expect, it } from "vitest";
import { aModel, aScenario, at, drill } from "../support/scenarios.ts";

const nothing = "[ { kind: edge-loss, site: b } ]";
/** Constant 1000 /s; 0.1 ms of service, 0.5 ms of flush: 0.6 to 1.1 ms each, so one or two at a time. */
const accepted = (changes: Readonly<Record<string, string>>): { offered: number; accepted: number } => {
  const { world } = aModel(aScenario(nothing, changes), "");
  world.kernel.run(at(10));
  return world.plane.traffic("all");
};

describe("a writer with few connections", () => {
  it("lets everybody in while answers free a connection before the next one asks", () => {
    const traffic = accepted({ "clusters.db.node.connections": "4" });
    expect(traffic.offered).toBeGreaterThanOrEqual(9_999);
    expect(traffic.accepted).toBe(traffic.offered);
  });

  it("turns away exactly those who find all of them waiting for a standby", () => {
    // A commit takes 0.1 + 0.5 + 0.008 + 30 + 0.5 = 31.108 ms, and one comes each ms: with 31 connections every 32nd finds
    // the oldest of them still 0.108 ms away from its answer, and one more is let in each time: 31 of 32.
    const traffic = accepted({
      "clusters.db.node.connections": "31",
      "replication.acknowledge": "{ kind: synchronous }",
    });
    expect(traffic.accepted / traffic.offered).toBeGreaterThan(31 / 32 - 0.002);
    expect(traffic.accepted / traffic.offered).toBeLessThan(31 / 32 + 0.002);
    // With one more nobody is turned away.
    const enough = accepted({
      "clusters.db.node.connections": "32",
      "replication.acknowledge": "{ kind: synchronous }",
    });
    expect(enough.accepted).toBe(enough.offered);
  });

  it("is no outage for anybody", () => {
    const run = drill(aScenario(nothing, { "clusters.db.node.connections": "4" }));
    expect(run.values.rtoAchievedSeconds).toBe(0);
  });
});
