import { readFileSync } from "node:fs";
import { runOutlook } from "../../sim/experiment/run-outlook.ts";
import { inProcessExecutor } from "../../sim/experiment/in-process-executor.ts";
import { loadScenarioOrThrow } from "../../sim/scenario/load.ts";
import { test } from "vitest";
import { writeFileSync } from "node:fs";
test("x", async () => {
  const scenario = loadScenarioOrThrow(readFileSync("/work/wt-o/scenarios/two-cities.yaml","utf8"), {overrides: ["workload.orders.arrivals.mean=2 /s"]});
  const t = Date.now();
  const o = await runOutlook(scenario, {years: 0.5, seed: "1", identity: {sha256: "x"}, executor: inProcessExecutor(scenario)});
  writeFileSync("/tmp/o.json", JSON.stringify(o, null, 1));
  console.log(o.failure, o.result.metrics, Date.now()-t);
}, 100000);
