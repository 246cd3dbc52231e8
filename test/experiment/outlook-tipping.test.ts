// What would have to be otherwise for a verdict to be otherwise.
import { expect, test } from "vitest";
import type { Objective } from "../../sim/experiment/judge.ts";
import type { Sensitivity } from "../../sim/experiment/outlook-result.ts";
import { tippingOf } from "../../sim/experiment/outlook-tipping.ts";
import type { FailureProcess } from "../../sim/faults/process.ts";

const objective: Objective = {
  expression: "downtime mean <= 2 h",
  metric: "downtimeSecondsPerYear",
  statistic: "mean",
  comparison: "<=",
  threshold: 7200,
};
const sensitivity = (path: string, value: number): Sensitivity => ({
  path,
  processes: [],
  downtime: { value },
  assumptions: [`${path}.every`],
});
const process = (path: string, sigma: number): FailureProcess =>
  ({
    path,
    inputs: { up: sigma > 0 ? [{ name: path, sigma }] : [], repair: [] },
  }) as unknown as FailureProcess;
const found = {
  metrics: { downtimeSecondsPerYear: { unit: "s/year", n: 100, mean: 3600 } },
  // An error factor of 3 is a sigma of ln 3 / 1.645.
  processes: [process("often", Math.log(3) / 1.6448536269514722), process("exact", 0)],
};

test("what carries half of the downtime has to fail three times as often until the sum has doubled", () => {
  const [row] = tippingOf([objective], { ...found, sensitivities: [sensitivity("often", 0.501)] });
  expect(row?.factor).toBeCloseTo(1 + 1 / 0.501, 12);
  expect(row).toMatchObject({ path: "often", isPossible: true, assumptions: ["often.every"] });
});

test("the least change comes first; what is exact is neither possible nor impossible; a hundredfold is left out", () => {
  const rows = tippingOf([objective], {
    ...found,
    sensitivities: [sensitivity("often", 0.2), sensitivity("exact", 0.5), sensitivity("seldom", 0.001)],
  });
  expect(rows.map(({ path, isPossible }) => [path, isPossible])).toEqual([
    ["exact", undefined],
    ["often", false],
  ]);
});

test("only yearly means tip", () => {
  const sensitivities = [sensitivity("often", 0.5)];
  const others: Objective[] = [
    { ...objective, statistic: "p99" },
    { ...objective, metric: "writeAvailability" },
    { ...objective, disruption: "site-loss" },
  ];
  expect(tippingOf(others, { ...found, sensitivities })).toEqual([]);
});
