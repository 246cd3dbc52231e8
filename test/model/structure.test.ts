// What structure alone costs: against closed forms, and as a lower bound of simulated years.
import { expect, test } from "vitest";
import { randomRoot } from "../../sim/kernel/random.ts";
import { SketchBook } from "../../sim/metrics/outlook/sketch.ts";
import { failuresOf } from "../../sim/model/failures.ts";
import { Outlook } from "../../sim/model/outlook.ts";
import { type Structural, structuralOf } from "../../sim/model/structure.ts";
import { componentChain } from "../../sim/rare/component-chain.ts";
import { rareFailureRate } from "../../sim/rare/rare-chain.ts";
import { failureProcesses } from "../../sim/scenario/failures.ts";
import { loadScenarioOrThrow } from "../../sim/scenario/load.ts";
import type { Scenario } from "../../sim/scenario/scenario.ts";
import { nothingFailsTexts } from "../support/failures.ts";
import { INSTANT } from "../support/instant-failover.ts";

const aScenario = (...overrides: string[]): Scenario =>
  loadScenarioOrThrow(INSTANT, {
    overrides: [
      ...nothingFailsTexts,
      "failures.inputs=exact",
      "failures.coverage={ fresh: 100 %, floor: 100 % }",
      ...overrides,
    ],
  });
const structural = (scenario: Scenario): Structural => {
  const found = structuralOf(scenario, failureProcesses(scenario));
  if (!found) throw new Error("this scenario has no structure function");
  return found;
};

test("two servers, each down for a tenth of its life: both are down one hundredth of the time", () => {
  const scenario = aScenario("failures.server-failure={ every: 90 h, repair: 10 h }");
  const { unavailability, outagesPerYear, components, allSitesLost } = structural(scenario);
  expect(components).toBe(2);
  expect(unavailability).toBeCloseTo(0.01, 12);
  // Of either the other is down a tenth of the time when it fails: 2 × 0.1 × 87.6 failures a year.
  expect(outagesPerYear).toBeCloseTo(17.52, 9);
  expect(allSitesLost).toBeUndefined();
});

test("what takes a node and what takes its site are in series, what takes both nodes is a component of its own", () => {
  const scenario = aScenario(
    "failures.server-failure={ every: 90 h, repair: 10 h }",
    "failures.edge-loss={ every: 190 h, repair: 10 h }",
    "failures.operator-error={ every: 999 h, repair: 1 h, everywhere: 100 % }",
  );
  const side = 1 - 0.9 * 0.95;
  expect(structural(scenario).unavailability).toBeCloseTo(1 - 0.999 * (1 - side * side), 12);
});

test("without a failover only the first node counts", () => {
  const scenario = aScenario(
    "failover={ kind: none }",
    "failures.server-failure={ every: 90 h, repair: 10 h }",
  );
  expect(structural(scenario).unavailability).toBeCloseTo(0.1, 12);
});

test("a lease needs most of its voters", () => {
  const scenario = aScenario(
    "sites.w={ role: witness }",
    "failover={ kind: lease, votes: [a, b, w] }",
    "failures.site-outage={ every: 90 h, repair: 10 h }",
  );
  // Two of three sites, and one of the two that hold data: whoever has two sites has one of those.
  expect(structural(scenario).unavailability).toBeCloseTo(3 * 0.01 * 0.9 + 0.001, 12);
});

test("how often all sites are lost is the same by a chain that is walked towards the rare event", () => {
  const [every, repair] = [50_000, 10];
  const scenario = aScenario(`failures.site-outage={ every: ${every} h, repair: ${repair} h }`);
  const exact = structural(scenario).allSitesLost;
  expect(exact?.perYear).toBeCloseTo((2 * 8760 * repair) / (every + repair) ** 2, 12);
  const chain = componentChain({
    types: [{ units: 2, failureRate: 8760 / every, repairRate: 8760 / repair }],
    isDown: ([failed = 0]) => failed === 2,
  });
  const { low = 0, high = 0 } = rareFailureRate(chain, randomRoot("sites").replication(1), {
    relativeHalfWidth: 0.02,
  });
  expect(low).toBeLessThan(exact?.perYear ?? 0);
  expect(high).toBeGreaterThan(exact?.perYear ?? 0);
});

test("simulated years with instant failover have the downtime of the structure, and never less", () => {
  const scenario = aScenario(
    "failures.server-failure={ every: 90 h, repair: { kind: exponential, mean: 10 h } }",
  );
  const exact = structural(scenario).unavailability;
  const years = 5;
  const shares = Array.from({ length: 6 }, (_, i) => {
    const random = randomRoot("structure").replication(i + 1);
    const parts = { scenario, random, failures: failuresOf(scenario, random), years } as const;
    const sketch = new SketchBook(years * 12);
    const { totals } = new Outlook({ ...parts, resolution: "fluid", sketch, replication: i + 1 }).run();
    return totals.downtime / totals.micros;
  });
  const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length;
  // 525 outages of exponential length, two repair crews: four standard errors of their sum.
  expect(mean / exact).toBeGreaterThan(1 - (4 * Math.SQRT2) / Math.sqrt(17.52 * 30));
  expect(mean / exact).toBeLessThan(1 + (4 * Math.SQRT2) / Math.sqrt(17.52 * 30));
});
