// What a year costs in steps: it grows with changes of state, not with the load, the wait of a commit or the age of the
// world. A step storm shows here as a number, a loop without an end as a test that does not come back.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { runOutlookBlock } from "../../sim/experiment/run-outlook-block.ts";
import { loadScenarioOrThrow } from "../../sim/scenario/load.ts";

const file = "two-cities-years.yaml";
const text = readFileSync(new URL(`../../scenarios/${file}`, import.meta.url), "utf8");

function stepsPerYear(years: number, ...overrides: readonly string[]): number {
  const { replications } = runOutlookBlock(loadScenarioOrThrow(text, { file, overrides }), {
    question: "outlook",
    firstReplication: 1,
    replications: 1,
    years,
    seed: "42",
    resolution: "fluid",
    inputDraws: 1,
  });
  return (replications[0]?.steps ?? 0) / years;
}

const synchronous = "replication.acknowledge={ kind: synchronous }";

describe("steps of a year", () => {
  it("commits that wait for the other city cost none of their own", () => {
    expect(stepsPerYear(1, synchronous)).toBeLessThan(1.25 * stepsPerYear(1));
  });

  it("after years, when positions are rounded to bytes, a full house still comes to an end", () => {
    expect(stepsPerYear(6, synchronous)).toBeLessThan(1500);
  });

  it("a line too narrow for the load costs some steps a day, not one an hour", () => {
    expect(stepsPerYear(4, "links.carrier-1.bandwidth=20 Mbit/s")).toBeLessThan(2200);
  });
});
