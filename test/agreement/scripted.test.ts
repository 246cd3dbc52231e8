// Twenty-four incidents, everything constant: both data planes must tell the same story. What control decides is equal to the
// microsecond; what a waiting write decides differs by one record's time at most; what is counted, by 0.1 % and two records.
import { describe, expect, it } from "vitest";
import type { RunResult } from "../../sim/experiment/run-result.ts";
import { metric } from "../support/scenarios.ts";
import { lookBoth, runBoth } from "./both-planes.ts";
import { incidents, RATE, RECORD, recordTime, scenarioOf } from "./incidents.ts";

const REPLICATIONS = [1, 2];
const COUNTS = [
  "lostTransactions",
  "strandedTransactions",
  "destroyedTransactions",
  "phantomTransactions",
  "divergentTransactions",
  "inDoubtTransactions",
];
/** From one record to another. */
const SPANS = ["rpoAchievedSeconds", "recoveryPointAgeSeconds"];
/** Decided by control, unless the incident says that a write decides. */
const TIMES = [
  "rtoAchievedSeconds",
  "rto99Seconds",
  "rtoFirstWriteSeconds",
  "splitBrainSeconds",
  "rtoDataSeconds",
  "unprotectedSeconds",
];
const SHARES = ["unservedDemandSeconds", "failedWrites", "writeAvailability"];
const EVERY = 7_300_000; // µs: no multiple of anything

describe.each(incidents)("$title", (incident) => {
  const scenario = scenarioOf(incident);
  const writes = incident.byWrites;
  const runs = REPLICATIONS.map((replication) => runBoth(scenario, replication));

  it("loses the same, to two records and 0.1 %", () => {
    for (const [transaction, fluid] of runs) {
      for (const name of COUNTS) apart(transaction, fluid, name, 2, 0.001);
      apart(transaction, fluid, "lostBytes", 2 * RECORD, 0.001);
      for (const name of SPANS) apart(transaction, fluid, name, recordTime(incident) / 1e6, 0.001);
    }
  });

  it(`takes as long${writes ? `, but for ${writes.metrics.join(", ")}: ${writes.because}` : ""}`, () => {
    const by = (name: string): boolean => writes?.metrics.includes(name) ?? false;
    const within = writes?.within ?? recordTime(incident) / 1e6;
    for (const [transaction, fluid] of runs) {
      for (const name of TIMES)
        if (by(name)) apart(transaction, fluid, name, within, 0);
        else expect(metric(fluid, name), name).toBe(metric(transaction, name));
      const shortest = by("phases") ? within * 1e6 : 0;
      const [told, other] = [transaction, fluid].map(({ phases }) =>
        phases.filter(({ micros }) => micros > shortest),
      );
      expect(other?.map(({ name, setBy }) => [name, setBy])).toEqual(
        told?.map(({ name, setBy }) => [name, setBy]),
      );
      told?.forEach(({ name, micros }, i) => {
        near(other?.[i]?.micros ?? 0, micros, { place: name, atMost: shortest });
      });
      for (const name of SHARES) {
        const one = metric(transaction, name);
        const of = name === "unservedDemandSeconds" ? 1 : name === "failedWrites" ? RATE : 1 / 600;
        near(metric(fluid, name), one, {
          place: name,
          atMost: by("phases") ? 2 * within * of : 1e-6 * (1 + one),
        });
      }
      expect(fluid.censored).toEqual(transaction.censored);
      expect(Object.keys(fluid.values)).toEqual(Object.keys(transaction.values));
    }
  });

  it("leaves every copy equally far behind, equally old, at every look", () => {
    const [transaction, fluid] = lookBoth(scenario, EVERY);
    expect(fluid.map(({ at, node }) => [at, node])).toEqual(transaction.map(({ at, node }) => [at, node]));
    transaction.forEach((one, i) => {
      const other = fluid[i] as typeof one;
      const place = `${one.node} at ${one.at} µs`;
      const up = incident.comingUp ?? 0;
      near(other.lag, one.lag, { place, atMost: 2 * RECORD + 0.001 * one.lag + up });
      // A copy that lacks a record or two in one plane may lack half a one in the other: no age.
      if (one.lag > 2 * RECORD)
        near(other.age, one.age, {
          place,
          atMost: recordTime(incident) + 0.001 * one.age + (up > 0 ? 30_000 : 0),
        });
      // Where a replica is late on purpose, single writes are remembered to a tenth of a second.
      const sampled = one.node.startsWith("late") ? 0.1 * RATE * RECORD : 0;
      near(other.applied, one.applied, { place, atMost: 3 * RECORD + 0.001 * one.lag + sampled + up });
    });
  });
});

function apart(
  transaction: RunResult,
  fluid: RunResult,
  name: string,
  absolute: number,
  share: number,
): void {
  const expected = metric(transaction, name);
  near(metric(fluid, name), expected, { place: name, atMost: absolute + share * Math.abs(expected) });
}

function near(
  actual: number,
  expected: number,
  { place, atMost }: { readonly place: string; readonly atMost: number },
): void {
  expect(Math.abs(actual - expected), `${place}: ${actual}, ${expected} write by write`).toBeLessThanOrEqual(
    atMost,
  );
}
