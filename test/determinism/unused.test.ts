// What nobody uses changes nothing: a run with it is the same run, to the last bit of every number.
import { describe, expect, it } from "vitest";
import type { RunResult } from "../../sim/experiment/run-result.ts";
import { edited, RESTLESS, runAll } from "./restless.ts";

const untouched = runAll(RESTLESS);
const witness = "  witness: { role: witness }\n";
const duct = "  beta-witness: { between: [beta, witness], bandwidth: 1 Gbit/s, rtt: 10 ms }\n";
const ferries = `
  ferry-alpha: { between: [alpha, island], bandwidth: 1 Gbit/s, rtt: 5 ms }
  ferry-beta: { between: [beta, island], bandwidth: 1 Gbit/s, rtt: 5 ms }
`;
const replication = "replication:\n  acknowledge";

const additions: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  "a site that votes for nothing, with a link of its own": [
    [witness, `  island: {}\n${witness}`],
    [duct, `  ferry: { between: [witness, island], bandwidth: 1 Gbit/s, rtt: 5 ms }\n${duct}`],
  ],
  "a third link between the cities that is never the best": [
    [duct, `${duct}  last: { between: [alpha, beta], bandwidth: 10 Gbit/s, rtt: 60 ms }\n`],
  ],
  "an auxiliary cluster that nobody promotes, behind links of its own": [
    [witness, `  island: {}\n${witness}`],
    [duct, `${duct}${ferries}`],
    [replication, `  archive: { role: auxiliary, follows: orders, members: { island: 2 } }\n${replication}`],
  ],
  "a disruption before the others": [
    ["disruptions:\n", "disruptions:\n  first: [ { kind: edge-loss, site: beta } ]\n"],
  ],
};

describe.each(Object.entries(additions))("with %s", (name, changes) => {
  it("every number of every run is as without it", () => {
    runAll(edited(RESTLESS, changes)).forEach((run, i) => {
      const { values, phases, histograms, fingerprint } = untouched[i] as RunResult;
      // Links have metrics of their own, the new ones too.
      expect(run.values, run.disruption).toMatchObject(values);
      expect({ phases: run.phases, histograms: run.histograms }).toEqual({ phases, histograms });
      // The streams of an auxiliary cluster are events, too.
      if (!name.includes("cluster")) expect(run.fingerprint.trajectory).toBe(fingerprint.trajectory);
    });
  });
});

it("nothing of this is for want of numbers: something is lost, and outages differ from run to run", () => {
  const drills = untouched.filter(({ disruption }) => disruption !== "");
  const of = (name: string): number[] => drills.map(({ values }) => values[name] ?? 0);
  expect(Math.max(...of("lostTransactions"))).toBeGreaterThan(0);
  expect(new Set(of("rtoAchievedSeconds")).size).toBeGreaterThan(drills.length / 2);
});
