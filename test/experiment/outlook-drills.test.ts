// What a drill per quarter buys: the closed form against two simulations that share all their luck.
import { expect, test } from "vitest";
import { inProcessExecutor } from "../../sim/experiment/in-process-executor.ts";
import type { OutlookResult } from "../../sim/experiment/outlook-result.ts";
import { runOutlook } from "../../sim/experiment/run-outlook.ts";
import { loadScenarioOrThrow } from "../../sim/scenario/load.ts";
import { nothingFailsTexts } from "../support/failures.ts";
import { INSTANT } from "../support/instant-failover.ts";

async function yearsWith(drill: string): Promise<OutlookResult> {
  const coverage = `{ fresh: 100 %, floor: 20 %, decay: 90 d, repair: 2 h, drill: ${drill} }`;
  const scenario = loadScenarioOrThrow(INSTANT, {
    overrides: [
      ...nothingFailsTexts,
      "failures.inputs=exact",
      `failures.coverage=${coverage}`,
      "failures.server-failure={ every: 150 d, repair: 12 h }",
    ],
  });
  const executor = inProcessExecutor(scenario);
  const order = { years: 300, seed: "drills", identity: { sha256: "0" }, executor } as const;
  return (await runOutlook(scenario, order)).result;
}

test("a drill per quarter saves what the closed form says", async () => {
  const [without, quarterly] = [await yearsWith("never"), await yearsWith("91 d")];
  const downtime = ({ metrics }: OutlookResult): number => metrics.downtimeSecondsPerYear?.mean ?? 0;
  const row = without.drills.find(({ everyDays }) => everyDays === 91);
  const { mean: saved = 0, low = 0, high = 0 } = row?.savedSecondsPerYear ?? {};
  expect(low).toBeLessThan(saved);
  expect(high).toBeGreaterThan(saved);
  expect(quarterly.drills.map(({ isInForce }) => isInForce)).toEqual([true, false, false]);
  // 2.4 failovers a year of which 0.24 more work: of those 220 in 300 years four standard errors are 27 %.
  const simulated = downtime(without) - downtime(quarterly);
  expect(simulated / saved).toBeGreaterThan(0.73);
  expect(simulated / saved).toBeLessThan(1.27);
});
