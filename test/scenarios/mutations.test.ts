// No shipped objective is idle: with its threshold moved beyond reach each is missed, so the gate turns red. Curves are
// enough but for latencies, which need single writes, and for what counts over the years.
import { expect, test } from "vitest";
import { inProcessExecutor } from "../../sim/experiment/in-process-executor.ts";
import { runExperiment } from "../../sim/experiment/run-experiment.ts";
import { runOutlook } from "../../sim/experiment/run-outlook.ts";
import type { Scenario } from "../../sim/scenario/scenario.ts";
import { names, scenarioOf } from "./shipped.ts";

type Expectation = Scenario["expect"][number];

/**
 * No count is below zero, nothing is as large as the other end; an outage that is expected to be long may be endless,
 * and is forbidden instead.
 */
function beyondReach(expectation: Expectation): Expectation {
  const isAtMost = expectation.comparison === "<=" || expectation.metric.startsWith("rtoAchieved");
  return { ...expectation, comparison: isAtMost ? "<=" : ">=", threshold: isAtMost ? -1 : 1e15 };
}
const isOfYears = ({ metric }: Expectation): boolean => metric.includes("PerYear");
const isOfWrites = ({ metric }: Expectation): boolean =>
  /Latency|throughput|Stale|conflict|overwritten|duplicated/i.test(metric);

/** Six runs can refute a median; an interval over the windows of a calm time takes twenty. */
async function verdictsOf(scenario: Scenario, resolution: "fluid" | "transaction") {
  const executor = inProcessExecutor(scenario);
  const isCalm = Object.keys(scenario.disruptions).length === 0;
  const replications = isCalm ? 20 : 6;
  const { result } = await runExperiment(scenario, {
    executor,
    replications,
    resolution,
    identity: { sha256: "" },
  });
  return result.objectives;
}

test.each(names)("%s: every objective can be missed", async (name) => {
  const scenario = scenarioOf(name);
  const drills = scenario.expect.filter((each) => !isOfYears(each));
  const asked = new Set(drills.map(({ disruption }) => disruption));
  const disruptions = asked.has(undefined)
    ? scenario.disruptions
    : Object.fromEntries(Object.entries(scenario.disruptions).filter(([each]) => asked.has(each)));
  const curves = drills.filter((each) => !isOfWrites(each)).map(beyondReach);
  const writes = drills.filter(isOfWrites).map(beyondReach);
  const found = [
    ...(curves.length > 0 ? await verdictsOf({ ...scenario, disruptions, expect: curves }, "fluid") : []),
    ...(writes.length > 0
      ? await verdictsOf(onlyFor(writes, { ...scenario, expect: writes }), "transaction")
      : []),
  ];
  expect(found.filter(({ verdict }) => verdict !== "missed")).toEqual([]);
  expect(found).toHaveLength(drills.length);
});

/** Latencies are measured while nothing breaks; conflicts in the disruptions that are asked for. */
function onlyFor(expectations: readonly Expectation[], scenario: Scenario): Scenario {
  const asked = new Set(expectations.map(({ disruption }) => disruption));
  const disruptions = Object.entries(scenario.disruptions).filter(([name]) => asked.has(name));
  return { ...scenario, disruptions: Object.fromEntries(disruptions) };
}

const ofYears = names.filter((name) => scenarioOf(name).expect.some(isOfYears));

test.each(ofYears)(
  "%s: no objective over the years is met any more; what rare losses cost is undecided after forty",
  async (name) => {
    const scenario = scenarioOf(name);
    const expectations = scenario.expect.filter(isOfYears).map(beyondReach);
    const { result } = await runOutlook(
      { ...scenario, expect: expectations },
      { years: 40, seed: "42", executor: inProcessExecutor(scenario), identity: { sha256: "" } },
    );
    expect(result.objectives).toHaveLength(expectations.length);
    const open = result.objectives.filter(({ verdict }) => verdict !== "missed");
    expect(open.filter(({ expression }) => !expression.startsWith("lossPerYear"))).toEqual([]);
    expect(open.filter(({ verdict }) => verdict !== "undecided")).toEqual([]);
  },
);
