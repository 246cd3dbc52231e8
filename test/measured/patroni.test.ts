// Fail-overs of Patroni 3.0.2 with etcd 3.4 in three sites, beside the simulator's. The lease is drawn at a random
// phase of its loop in both, so distributions are compared: the difference of the means with its 90 % interval, and
// the measured range with the predicted one. Nothing here is fitted to a row: every time is a documented constant.
import { afterAll, describe, expect, it } from "vitest";
import { drills, metric } from "../support/scenarios.ts";
import { patroniRig } from "./patroni-rig.ts";
import { numberOf, type Row, rowsOf } from "./rows.ts";

/** s: how far the 90 % interval of the difference of the means may reach from 0. */
const BAR = 2.5;

const ROWS = rowsOf("patroni_rto");

/** `runs`: so many that the rare ones among them, as split votes, are there. */
const KINDS = [
  { kind: "kill", faults: "[ { kind: node-crash } ]", storeLeader: "c", runs: 300 },
  { kind: "site", faults: "[ { kind: site-loss, site: a } ]", storeLeader: "c", runs: 300 },
  { kind: "site-etcdleader", faults: "[ { kind: site-loss, site: a } ]", storeLeader: "a", runs: 1000 },
];

/** Two of the losses of a site took the leader of the store with it without having been meant to. */
const kindOf = ({ failure, old_primary: primary, etcd_leader_city: leader }: Row): string =>
  failure === "site" && primary === leader ? "site-etcdleader" : (failure as string);

const mean = (values: readonly number[]): number =>
  values.reduce((sum, each) => sum + each, 0) / values.length;
const varianceOfMean = (values: readonly number[]): number => {
  const middle = mean(values);
  return values.reduce((sum, each) => sum + (each - middle) ** 2, 0) / (values.length - 1) / values.length;
};
const rangeOf = (values: readonly number[]): string =>
  `${Math.min(...values).toFixed(1)} to ${Math.max(...values).toFixed(1)}`;

const lines: string[] = [];
afterAll(() => console.log(["Patroni: outage in seconds, measured and predicted", ...lines].join("\n")));

describe("a fail-over takes as long as those of Patroni that were measured", () => {
  it.each(KINDS)("$kind", ({ kind, faults, storeLeader, runs: count }) => {
    const measured = ROWS.filter((row) => kindOf(row) === kind).map((row) => numberOf(row, "rto_s"));
    const runs = drills(patroniRig(faults, storeLeader), count, "patroni");
    const predicted = runs.map((run) => metric(run, "rtoAchievedSeconds"));
    const difference = mean(measured) - mean(predicted);
    const half = 1.645 * Math.sqrt(varianceOfMean(measured) + varianceOfMean(predicted));
    lines.push(
      `${kind}, ${measured.length} rows: mean ${mean(measured).toFixed(2)} and ${mean(predicted).toFixed(2)}` +
        `, difference ${difference.toFixed(2)} ± ${half.toFixed(2)}` +
        `; range ${rangeOf(measured)} and ${rangeOf(predicted)}`,
    );
    expect(measured.length).toBeGreaterThanOrEqual(10);
    expect(difference - half).toBeGreaterThan(-BAR);
    expect(difference + half).toBeLessThan(BAR);
    expect(Math.min(...predicted)).toBeLessThanOrEqual(Math.min(...measured));
    expect(Math.max(...predicted)).toBeGreaterThanOrEqual(Math.max(...measured));
  });
});
