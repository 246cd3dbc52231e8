import { expect, test } from "vitest";
import { inProcessExecutor } from "../../sim/experiment/in-process-executor.ts";
import { openIncident, replayIncident } from "../../sim/experiment/replay-incident.ts";
import { runOnce } from "../../sim/experiment/run-once.ts";
import { runOutlook } from "../../sim/experiment/run-outlook.ts";
import { distinct, drawSpots, type Spot, WINDOW, windowOf } from "../../sim/experiment/zoom/window-job.ts";
import { randomRoot } from "../../sim/kernel/random.ts";
import type { Stay } from "../../sim/metrics/outlook/system-states.ts";
import type { Scenario } from "../../sim/scenario/scenario.ts";
import { Histogram } from "../../sim/statistics/histogram.ts";
import { nothingFails } from "../support/failures.ts";
import { aScenario } from "../support/scenarios.ts";

/** Nodes crash and links are cut every few days; every write waits for the other site. */
const restless = (changes: Readonly<Record<string, string>> = {}): Scenario =>
  aScenario("[{ kind: site-loss, site: a }]", {
    ...nothingFails,
    "failures.node-crash": "{ every: 3 d, repair: 10 min }",
    "failures.link-cut": "{ every: 5 d, repair: 2 h }",
    "workload.db.arrivals": "{ kind: poisson, mean: 100 /s }",
    ...changes,
  });

const options = { identity: { sha256: "0" }, years: 0.2, yearsPerReplication: 0.05, seed: "7" } as const;

test("windows lie in every part of a state's time, and a long stay has more of them", () => {
  // State 0: 100 s in the first replication, 300 s in the third. State 1: never.
  const times = [
    [100e6, 0],
    [0, 0],
    [300e6, 0],
  ];
  const spots = drawSpots(times, 8, randomRoot("zoom").replication(0));
  // Eight parts of 50 s: two in the first 100 s, six in the 300 s.
  expect(spots.map(({ replication }) => replication)).toEqual([1, 1, 3, 3, 3, 3, 3, 3]);
  spots.forEach(({ replication, offset, state }, i) => {
    const at = replication === 1 ? offset : 100e6 + offset;
    expect(state).toBe(0);
    expect(Math.floor(at / 50e6)).toBe(i);
  });
});

test("a window is a cell of the stay it falls into, the last one as long as what is left", () => {
  const stay: Stay = { state: 2, from: 1000e6, to: 1025e6, before: 40e6, incident: 3 };
  const spot = (offset: number): Spot => ({ state: 2, number: 0, replication: 5, offset: offset * 1e6 });
  expect(windowOf(spot(39), stay)).toBeUndefined();
  expect(windowOf(spot(65), stay)).toBeUndefined();
  expect(windowOf(spot(47), stay)).toMatchObject({ from: 1000e6, until: 1000e6 + WINDOW, incident: 3 });
  expect(windowOf(spot(61), stay)).toMatchObject({ from: 1020e6, until: 1025e6, replication: 5 });
  const twice = [spot(41), spot(52), spot(44)].flatMap((one) => windowOf(one, stay) ?? []);
  expect(distinct(twice).map(({ from, spots }) => [from, spots])).toEqual([
    [1000e6, 2],
    [1010e6, 1],
  ]);
});

test("windows are the same bytes whatever the blocks, and what has no window says so", async () => {
  const scenario = restless();
  const of = async (blockSize: number): Promise<string> =>
    JSON.stringify(
      await runOutlook(scenario, { ...options, zoom: 2, executor: inProcessExecutor(scenario), blockSize }),
    );
  const one = await of(1);
  expect(await of(3)).toBe(one);
  const { result } = JSON.parse(one);
  const states = new Map(result.zoom.states.map((state: { name: string }) => [state.name, state]));
  expect(states.get("split")).toMatchObject({ windows: 0, bound: 0.95 });
  expect(states.get("normal")).toMatchObject({ windows: 2 });
  // Time in states adds up to all there is, but for the half minute in which everything settles.
  const all = result.zoom.states.reduce(
    (sum: number, state: { secondsPerYear: number }) => sum + state.secondsPerYear,
    0,
  );
  expect(all / (365 * 86_400)).toBeCloseTo(1, 9);
  expect(result.metrics.commitLatencySeconds.method).toBe("zoom: windows weighted by time in state");
});

test("while nothing breaks, a year's latency is that of a steady window", async () => {
  const scenario = restless({
    "replication.acknowledge": "{ kind: synchronous, standbys: all }",
    "failures.node-crash": "never",
    "failures.link-cut": "never",
  });
  const { result } = await runOutlook(scenario, {
    ...options,
    zoom: 12,
    executor: inProcessExecutor(scenario),
  });
  const steady = new Histogram(1e6);
  for (let replication = 1; replication <= 6; replication++) {
    const { histograms } = runOnce(scenario, { disruption: "", replication, seed: "7" });
    steady.merge(histograms.commitLatencySeconds as ReturnType<Histogram["toSparse"]>);
  }
  const found = result.metrics.commitLatencySeconds;
  // A flush here, 30 ms there and back, a flush there: 31 ms, and a little more where two come together.
  for (const { p, value } of found?.quantiles ?? []) {
    if (p > 0.99) continue;
    expect(value).toBeGreaterThan(0.0305);
    // 12,000 writes and more of either: the distributions agree to the width of a bin or two.
    expect(Math.abs(value / (steady.quantile(p) as number) - 1)).toBeLessThan(0.015);
  }
  expect(found?.n).toBeGreaterThan(11_000);
});

test("an incident opened write by write has every decision at the instant it had in the outlook", () => {
  const scenario = restless();
  let promotions = 0;
  for (let incident = 1; incident <= 12; incident++) {
    const order = { years: 0.2, seed: "7", resolution: "fluid", replication: 1, incident } as const;
    const fluid = replayIncident(scenario, order);
    const writes = openIncident(scenario, order);
    if (!fluid.incident) continue;
    const decided = (events: typeof fluid.events): string[] => events.map(({ at, name }) => `${at} ${name}`);
    expect(decided(writes.events)).toEqual(decided(fluid.events));
    promotions += fluid.events.filter(({ name }) => name === "promoted").length;
    // What is lost is counted there, expected here: a Poisson number.
    const [lost, expected] = [writes.incident?.lostTransactions ?? 0, fluid.incident.lostTransactions];
    expect(Math.abs(lost - expected)).toBeLessThan(4 * Math.sqrt(expected) + 4);
  }
  expect(promotions).toBeGreaterThan(0);
});
