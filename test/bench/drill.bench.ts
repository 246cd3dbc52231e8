// The whole asynchronous drill of the reference scenario, ledger, metrics and every write included: simulated writes per
// second of CPU; and the memory of an hour at 5,000 writes a second. Memory is that of a process of its own.

import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { runOnce } from "../../sim/experiment/run-once.ts";
import { loadScenario } from "../../sim/scenario/load.ts";
import type { Bench } from "./contest.ts";

const file = join(import.meta.dirname, "../../../scenarios/two-cities.yaml");

/** Every write of the reference at 5,000 writes a second; `lead`: how long before anything breaks. */
function drill(
  lead: string,
  replication: number,
  loss = "{ mean: 1e-6, burst: 8 }",
): { writes: number; seconds: number } {
  const { scenario } = loadScenario(readFileSync(file, "utf8"), {
    file: "two-cities.yaml",
    overrides: [
      "run.everyWrite=true",
      `run.leadIn=${lead}`,
      "workload.orders.arrivals={ kind: poisson, mean: 25000 /s }",
      "clusters.orders.node.connections=5000",
      `links.carrier-1.loss=${loss}`,
    ],
  });
  if (!scenario) throw new Error("the reference scenario does not load");
  const before = process.cpuUsage();
  const { writes } = runOnce(scenario, { disruption: "node-crash", replication, seed: "bench" });
  const { user, system } = process.cpuUsage(before);
  return { writes, seconds: (user + system) / 1e6 };
}

function writesPerSecond(loss?: string): number {
  drill("10 s", 1, loss);
  const rates = [2, 3, 4, 5, 6].map((replication) => {
    const { writes, seconds } = drill("60 s", replication, loss);
    return writes / seconds;
  });
  return rates.toSorted((a, b) => a - b)[2] as number;
}

/** Peak resident set of a process that simulates an hour, MB. */
function hourlyMemory(): number {
  const out = execFileSync(process.execPath, [import.meta.filename, "hour"], { encoding: "utf8" });
  return Number(out.trim());
}

export const drillSpeed: Bench = {
  title: "The asynchronous two-cities drill, every write simulated",
  contests: [],
  figures: [
    {
      name: "simulated writes per second and core",
      unit: "writes/s",
      least: 250_000,
      measure: () => writesPerSecond(),
    },
    {
      name: "the same with CUBIC over a line that loses a packet in 100,000",
      unit: "writes/s",
      least: 250_000,
      measure: () => writesPerSecond("1e-5"),
    },
    { name: "peak memory of an hour at 5,000 writes/s", unit: "MB", most: 300, measure: hourlyMemory },
  ],
};

if (process.argv[2] === "hour") {
  const { writes } = drill("3600 s", 1);
  if (writes < 17e6) throw new Error(`an hour has more than ${writes} writes`);
  console.log((process.resourceUsage().maxRSS / 1024).toFixed(1));
}
