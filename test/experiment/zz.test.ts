import { test } from "vitest";
import { inProcessExecutor } from "../../sim/experiment/in-process-executor.ts";
import { runOutlook } from "../../sim/experiment/run-outlook.ts";
import { nothingFails } from "../support/failures.ts";
import { aScenario } from "../support/scenarios.ts";

test("x", async () => {
  const every = Number(process.env.EVERY ?? "20"); // years
  const scenario = aScenario("[{ kind: site-loss, site: a }]", {
    ...nothingFails,
    "failures.inputs": "exact",
    "failures.coverage": "{ fresh: 100 %, floor: 100 % }",
    "failures.site-outage": `{ every: ${every * 8760} h, repair: { kind: exponential, mean: 4 h }, except: { w: { every: 2400000 h } } }`,
  });
  const t0 = Date.now();
  const { result } = await runOutlook(scenario, {
    identity: { sha256: "0" }, years: 20000, seed: "7", rare: Number(process.env.SHARE ?? "1"), executor: inProcessExecutor(scenario),
  });
  console.log(Date.now() - t0, result.simulatedYears, result.stepsPerYear, result.rare?.pilotTrials, result.rare?.trials);
  for (const row of result.rare?.rows ?? []) {
    const m = 4 / 8760, l = 1 / every;
    // a, b and witness w? two of three votes.
    const y = row.seconds / 3600;
    const w = 8760 / 2400000; const exact = 2 * (l * l + 2 * l * w) * m * Math.exp((-2 * y) / 4);
    console.log(row.of, row.seconds, row.method, row.counted.n, row.weighted?.mean, row.weighted?.low, row.weighted?.high, row.weighted?.bound, "ess", row.weighted?.effectiveSamples, row.weighted?.largestWeightShare, "exact2", exact);
  }
});
