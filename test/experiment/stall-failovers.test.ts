// Failovers that nobody needed, over the years: counted in an outlook, and by the closed form of the detector.
import { expect, test } from "vitest";
import { outlookJobs } from "../../sim/experiment/outlook-job.ts";
import { runOutlookBlock } from "../../sim/experiment/run-outlook-block.ts";
import { stallSuspicionRate } from "../../sim/failover/false-suspicion.ts";
import { YEAR } from "../../sim/metrics/outlook/calendar.ts";
import { shareAt } from "../../sim/metrics/outlook/totals.ts";
import { micros } from "../../sim/quantity/time.ts";
import { nothingFails } from "../support/failures.ts";
import { aScenario } from "../support/scenarios.ts";

test("a primary that stands still for longer than its lease lasts is replaced as often as the closed form says", () => {
  const scenario = aScenario("[{ kind: site-loss, site: a }]", {
    ...nothingFails,
    "failures.inputs": "exact",
    "failures.stall": "{ every: 6 h, repair: { kind: exponential, mean: 20 s } }",
  });
  const years = 0.5;
  const [job] = outlookJobs({ years, seed: "stalls", resolution: "fluid", areInputsExact: true });
  if (!job) throw new Error("an outlook has a job");
  const [replication] = runOutlookBlock(scenario, job).replications;
  const { totals, shares } = replication ?? {};
  if (!totals || !shares) throw new Error("a block has a replication");
  // One of the two nodes leads: half of the stalls are the primary's.
  const stalls = ((shares[shareAt(0, "failures")] ?? 0) + (shares[shareAt(1, "failures")] ?? 0)) / 2;
  const rate = stalls / (years * YEAR);
  // The lease of 30 s is renewed every 10 s: it runs out 20 s to 30 s after the stall began. Half a second later somebody
  // else has it, unless its owner is back by then.
  const suspicions = stallSuspicionRate(
    { rate, duration: { kind: "exponential", mean: 20e6 } },
    { from: micros(20e6), to: micros(30e6) },
  );
  const expected = suspicions * years * YEAR;
  // Both nodes stall in turn, and a primary that has just been replaced cannot be suspected until it is back: less than
  // one in a hundred. Poisson: beyond four standard deviations once in 16,000 seeds.
  expect(expected).toBeGreaterThan(100);
  expect(Math.abs(totals.failovers - expected)).toBeLessThan(4 * Math.sqrt(expected) + 0.01 * expected);
  // They are failovers of a node that stood still, not of one that ran.
  expect(totals.falseFailovers).toBe(0);
});
