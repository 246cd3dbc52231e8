import { describe, expect, it } from "vitest";
import { loadScenario } from "../../sim/scenario/load.ts";
import { example } from "./example.ts";

const load = (...overrides: string[]) => loadScenario(example, { file: "test.yaml", overrides });
const scenarioWith = (...overrides: string[]) => {
  const { scenario, diagnostics } = load(...overrides);
  if (!scenario) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  return scenario;
};
const problems = (...overrides: string[]) =>
  load(...overrides).diagnostics.map(({ code, file, line, column, endColumn }) => [
    code,
    file,
    line,
    column,
    endColumn,
  ]);

describe("an override replaces one value", () => {
  it("that is written", () => {
    expect(scenarioWith("clients.east.redirect.ttl=90s").clients.east?.redirect).toMatchObject({ ttl: 90e6 });
  });

  it("that is not written, making the mappings on the way", () => {
    expect(scenarioWith("replication.transport.streams=4").replication.transport).toMatchObject({
      kind: "cubic",
      streams: 4,
    });
    expect(scenarioWith("clusters.orders.node.flush=2 ms").clusters.orders?.node.flush).toEqual({
      kind: "constant",
      value: 2000,
    });
  });

  it("for every name at once", () => {
    const { clients } = scenarioWith("clients.*.redirect.ttl=5 s");
    expect(Object.values(clients).map(({ redirect }) => redirect)).toMatchObject([
      { ttl: 5e6 },
      { ttl: 5e6 },
    ]);
  });

  it("in a list, by its place", () => {
    const { disruptions } = scenarioWith("disruptions.site-loss.0.for=10min");
    expect(disruptions["site-loss"]?.faults[0]?.for).toEqual({ kind: "constant", value: 600e6 });
  });

  it("with a mapping or a list", () => {
    const { replication, failover } = scenarioWith(
      "replication.acknowledge={ kind: quorum, standbys: 2 }",
      "failover.votes=[shanghai]",
    );
    expect(replication.acknowledge).toEqual({ kind: "quorum", standbys: 2, stage: "flushed" });
    expect(failover).toMatchObject({ votes: ["shanghai"] });
  });

  it("below a kind written as a word", () => {
    const { replication } = scenarioWith(
      "replication.acknowledge=synchronous",
      "replication.acknowledge.standbys=2",
    );
    expect(replication.acknowledge).toMatchObject({ kind: "synchronous", standbys: 2 });
  });

  it("and of two the later wins", () => {
    expect(scenarioWith("run.replications=10", "run.replications=20").run.replications).toBe(20);
  });

  it("over a preset", () => {
    expect(scenarioWith("failover.loop=5 s").failover).toMatchObject({ loop: 5e6, ttl: 30e6 });
  });
});

it("values set for several names at once stay apart", () => {
  const { clients } = scenarioWith(
    "clients.*.redirect={ kind: dns, ttl: 5 s }",
    "clients.east.redirect.ttl=7 s",
  );
  expect([clients.east?.redirect, clients.north?.redirect]).toMatchObject([{ ttl: 7e6 }, { ttl: 5e6 }]);
});

describe("a problem with an override points into the override", () => {
  it("at a value without a unit", () => {
    //  clients.east.redirect.ttl=90
    //                            ^ column 27
    expect(problems("clients.east.redirect.ttl=90")).toEqual([["TWIN1011", "--set", 1, 27, 29]]);
  });

  it("at an unknown key, with what was meant", () => {
    const [diagnostic] = load("run.seed=1", "clients.east.redirect.tll=90 s").diagnostics;
    expect(diagnostic).toMatchObject({ code: "TWIN1002", file: "--set", line: 2, column: 23, endColumn: 26 });
    expect(diagnostic?.hint).toContain("did you mean `ttl`");
  });

  it("at an unknown name", () => {
    const { diagnostics } = load("failover.votes=[shanghai, beijng, wuhan]");
    expect(diagnostics).toMatchObject([{ code: "TWIN1020", file: "--set", column: 27, endColumn: 33 }]);
  });

  it.each([
    ["clients.east.redirect.ttl", "TWIN1019"],
    ["=90 s", "TWIN1019"],
    ["clients..ttl=1 s", "TWIN1019"],
    ["clients.east.redirect.ttl=", "TWIN1019"],
    ["disruptions.site-loss.7.for=1 s", "TWIN1019"],
    ["title.x=1", "TWIN1019"],
    ["disruptions.site-loss.faults=1", "TWIN1019"],
    ["__proto__.x=1", "TWIN1009"],
    ["sites.constructor={}", "TWIN1009"],
    ["failover.votes=[shanghai", "TWIN1001"],
  ])("%s", (override, code) => {
    const found = load(override).diagnostics;
    expect([found[0]?.code, found[0]?.file]).toEqual([code, "--set"]);
  });
});
