// Fail-overs of Patroni 3.0.2 with etcd 3.4 in three sites, beside the simulator's. The lease is drawn at a random
// phase of its loop in both, so distributions are compared: the difference of the means with its 90 % interval, and
// the measured range with the predicted one. Nothing here is fitted to a row: every time is a documented constant.
import { afterAll, describe, expect, it } from "vitest";
import { loadScenarioOrThrow } from "../../sim/scenario/load.ts";
import { drills, metric } from "../support/scenarios.ts";
import { numberOf, type Row, rowsOf } from "./rows.ts";

/** s: how far the 90 % interval of the difference of the means may reach from 0. */
const BAR = 2.5;
/** So many that the rare ones among them reach as far as the support does. */
const RUNS = 1000;

const ROWS = rowsOf("patroni_rto");

/** A client beside the survivor that tries every 100 ms; the address needs no time, as there is only one. */
const scenarioOf = (faults: string, storeLeader: string) =>
  loadScenarioOrThrow(`
twinsite: 1
title: Patroni in two of three cities, etcd in all of them
run: { leadIn: 5 s, stableFor: 2 s, limit: 5 min }
sites: { a: {}, b: {}, c: { role: witness } }
links:
  a-b: { between: [a, b], bandwidth: 1 Gbit/s, rtt: 40 ms }
  a-c: { between: [a, c], bandwidth: 1 Gbit/s, rtt: 40 ms }
  b-c: { between: [b, c], bandwidth: 1 Gbit/s, rtt: 40 ms }
clusters: { db: { members: { a: 1, b: 1 } } }
failover: { kind: lease, preset: patroni, storeLeader: ${storeLeader} }
clients:
  all:
    near: b
    redirect: { kind: virtual-address, takeover: 0 s }
    local: { interval: 1 µs, rise: 1 }
    timeouts: { connect: 100 ms, socket: 100 ms }
    retry: { delay: 100 ms }
workload: { db: { arrivals: { kind: constant, mean: 1 /s }, transaction: { log: 1 KB } } }
disruptions: { test: ${faults} }
`);

const KINDS = [
  { kind: "kill", faults: "[ { kind: node-crash } ]", storeLeader: "c" },
  { kind: "site", faults: "[ { kind: site-loss, site: a } ]", storeLeader: "c" },
  { kind: "site-etcdleader", faults: "[ { kind: site-loss, site: a } ]", storeLeader: "a" },
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
  it.each(KINDS)("$kind", ({ kind, faults, storeLeader }) => {
    const measured = ROWS.filter((row) => kindOf(row) === kind).map((row) => numberOf(row, "rto_s"));
    const runs = drills(scenarioOf(faults, storeLeader), RUNS, "patroni");
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
