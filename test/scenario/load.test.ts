import { describe, expect, it } from "vitest";
import { ScenarioError } from "../../sim/config/diagnostic.ts";
import { loadScenario, loadScenarioOrThrow } from "../../sim/scenario/load.ts";
import { nodesOf } from "../../sim/scenario/scenario.ts";
import { edited, example } from "./example.ts";

const scenario = loadScenarioOrThrow(example, { file: "scenarios/two-cities.yaml" });

/** The least that is a scenario. */
const MINIMAL = `twinsite: 1
title: One city
sites: { here: {} }
clusters: { db: { site: here, nodes: 2 } }
workload: { db: { arrivals: { kind: constant, mean: 10 /s } } }
`;

describe("the example of the contract", () => {
  it("is named after its file", () => {
    expect(scenario.name).toBe("two-cities");
  });

  it("is in internal units", () => {
    const { loss, rtt, bandwidth, jitter } = scenario.links["carrier-1"] ?? {};
    expect({ loss, rtt, bandwidth, jitter }).toEqual({
      loss: { mean: 1e-6, burst: 8 },
      rtt: 27_000, // µs
      bandwidth: 125, // 1 Gbit/s / 8 bits / 1e6 µs
      jitter: { kind: "constant", value: 300 },
    });
    expect(scenario.sites.beijing?.capacity).toBe(0.6);
    expect(scenario.workload.orders?.arrivals).toEqual({
      kind: "diurnal",
      mean: 0.0012, // 1200 /s / 1e6 µs
      peak: 2,
      peakAt: 14 * 3_600e6,
    });
    expect(scenario.clusters.orders?.dataset).toBe(400e9);
  });

  it("has a queue of one bandwidth-delay product where none is written", () => {
    // 125 B/µs × 27,000 µs
    expect(scenario.links["carrier-1"]?.queue).toBe(3_375_000);
  });

  it("has round trips from the map where none are written", () => {
    // Shanghai–Wuhan: great circle about 687 km × 2.1 × 2 × 4.897 µs/km = 14.1 ms
    expect(scenario.links["to-wuhan-1"]?.rttEstimated).toBe(true);
    expect(scenario.links["to-wuhan-1"]?.rtt).toBeGreaterThan(13_900);
    expect(scenario.links["to-wuhan-1"]?.rtt).toBeLessThan(14_300);
    expect(scenario.links["carrier-1"]?.rttEstimated).toBe(false);
  });

  it("prefers links in the order of writing", () => {
    expect(Object.values(scenario.links).map(({ prefer }) => prefer)).toEqual([0, 1, 2, 3]);
  });

  it("has members for a cluster of one site, which holds what it follows", () => {
    expect(scenario.clusters["reports-b"]).toMatchObject({
      members: { beijing: 1 },
      prefers: "beijing",
      delay: 3_600e6,
      dataset: 400e9,
      preset: "postgresql-15",
    });
  });

  it("names its nodes cluster-site-number", () => {
    const { members } = scenario.clusters.orders ?? { members: {} };
    expect(nodesOf("orders", members).map(({ id }) => id)).toEqual([
      "orders-shanghai-1",
      "orders-shanghai-2",
      "orders-beijing-1",
      "orders-beijing-2",
    ]);
  });

  it("has disruptions of one shape, however they are written", () => {
    expect(scenario.disruptions["site-loss"]).toMatchObject({ at: "any", while: [], faults: [{ after: 0 }] });
    expect(scenario.disruptions["site-loss-at-peak"]).toMatchObject({ at: "peak", while: [] });
    expect(scenario.disruptions["interconnect-cut"]?.faults[0]?.for).toEqual({
      kind: "constant",
      value: 600e6,
    });
  });

  it("has its objectives in the units of the metrics, with their lines", () => {
    const lines = example.split("\n");
    expect(
      scenario.expect.map(({ metric, statistic, threshold, disruption }) => [
        metric,
        statistic,
        threshold,
        disruption,
      ]),
    ).toEqual([
      ["rpoAchievedSeconds", "p99", 5, "site-loss"],
      ["rtoAchievedSeconds", "p99", 90, "site-loss"],
      ["commitLatencySeconds", "p99", 0.02, undefined],
    ]);
    for (const { text, line } of scenario.expect) expect(lines[line - 1]).toContain(text);
  });

  it("is plain data: a copy by JSON is the same", () => {
    expect(JSON.parse(JSON.stringify(scenario))).toEqual(JSON.parse(JSON.stringify({ ...scenario })));
    expect(structuredClone(scenario)).toEqual(scenario);
  });
});

describe("what is not written", () => {
  const minimal = loadScenarioOrThrow(MINIMAL);

  it("one population of clients near the preferred site uses the first primary cluster", () => {
    expect(Object.keys(minimal.clients)).toEqual(["clients"]);
    expect(minimal.clients.clients).toMatchObject({ near: "here", share: 1, of: "db" });
  });

  it("every site votes", () => {
    const two = loadScenarioOrThrow(
      MINIMAL.replace("here: {}", "here: {}, there: {}, third: { role: witness }"),
    );
    expect(two.failover).toMatchObject({ kind: "lease", votes: ["here", "there", "third"] });
  });

  it("a kind may be written as a word, and left out where there is a usual one", () => {
    const long = MINIMAL.replace(
      "clusters",
      "replication: { transport: { streams: 4 }, acknowledge: synchronous }\nclusters",
    );
    const { replication } = loadScenarioOrThrow(long);
    expect(replication.transport).toMatchObject({ kind: "cubic", streams: 4 });
    expect(replication.acknowledge).toEqual({
      kind: "synchronous",
      standbys: 1,
      stage: "flushed",
      whenAlone: "block",
    });
  });

  it("a kind as a word needs its required keys", () => {
    const { diagnostics } = loadScenario(
      MINIMAL.replace("clusters", "replication: { acknowledge: quorum }\nclusters"),
    );
    expect(diagnostics.map(({ code, message }) => [code, message])).toEqual([
      ["TWIN1004", "acknowledgement `quorum` needs `standbys`"],
    ]);
  });
});

describe("distributions", () => {
  const jitterOf = (text: string) => {
    const loaded = loadScenario(edited("jitter: 0.3 ms", `jitter: ${text}`));
    return loaded.scenario?.links["carrier-1"]?.jitter ?? loaded.diagnostics.map(({ message }) => message);
  };

  it.each([
    ["{ kind: exponential, mean: 5 ms }", { kind: "exponential", mean: 5000 }],
    ["{ kind: uniform, from: 1 ms, to: 2 ms }", { kind: "uniform", from: 1000, to: 2000 }],
    ["{ kind: pareto, scale: 1 ms, shape: 3 }", { kind: "pareto", scale: 1000, shape: 3 }],
    [
      "{ kind: hyperexponential, p: 0.1, means: [9 ms, 1 ms] }",
      { kind: "hyperexponential", p: 0.1, means: [9000, 1000] },
    ],
    ["{ kind: recorded, values: [1 ms, 2 ms] }", { kind: "recorded", values: [1000, 2000] }],
  ])("%s", (text, distribution) => {
    expect(jitterOf(text)).toEqual(distribution);
  });

  it("a lognormal takes its 95th percentile instead of sigma", () => {
    // sigma = ln(10 / 3) / 1.644854 = 1.203973 / 1.644854
    expect(jitterOf("{ kind: lognormal, median: 3 ms, p95: 10 ms }")).toEqual({
      kind: "lognormal",
      median: 3000,
      sigma: expect.closeTo(0.731963, 6),
    });
  });

  it.each([
    ["{ kind: uniform, from: 2 ms, to: 1 ms }", "`to` is less than `from`"],
    ["{ kind: lognormal, median: 3 ms }", "a lognormal needs either `sigma` or `p95`"],
    ["{ kind: lognormal, median: 3 ms, p95: 1 ms }", "`p95` must be at least the median"],
    ["{ kind: exponential, mean: 5 }", "`5` has no unit"],
  ])("%s is refused", (text, message) => {
    expect(jitterOf(text)).toEqual([message]);
  });
});

it("equal experiments have equal canonical texts, whatever their comments, spacing and quotes", () => {
  const canonical = (text: string, overrides: string[] = []) => loadScenario(text, { overrides }).canonical;
  expect(
    canonical(example.replace("rtt: 27 ms", 'rtt:   "27 ms"').replace("sites:", "# places\nsites:")),
  ).toBe(canonical(example));
  expect(canonical(example.replace("rtt: 27 ms", "rtt: 28 ms"))).not.toBe(canonical(example));
  expect(canonical(example, ["links.carrier-1.rtt=28 ms"])).toBe(
    canonical(example.replace("rtt: 27 ms", "rtt: 28 ms")),
  );
});

it("the throwing variant throws every diagnostic", () => {
  const text = edited("rtt: 27 ms", "rtt: 27", edited("rtt: 31 ms", "rtt: 31"));
  const load = () => loadScenarioOrThrow(text, { file: "a.yaml" });
  expect(load).toThrow(ScenarioError);
  expect(load).toThrow(/a\.yaml:\d+:\d+ TWIN1011 `27` has no unit.*\n.*`31` has no unit/);
});
