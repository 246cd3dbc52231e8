// Real rehearsals scored: fail-overs of Patroni 3.0.2 that were measured one by one, each beside the same prediction.
// A score calls one in twenty of them a contradiction if the prediction is right; and nearly all if it is wrong.
import { expect, test } from "vitest";
import { type Rehearsal, readRehearsal } from "../../sim/calibration/rehearsal.ts";
import { scoreOf } from "../../sim/calibration/score.ts";
import { loadScenarioOrThrow } from "../../sim/scenario/load.ts";
import { numberOf, type Row, rowsOf } from "../measured/rows.ts";
import { drills } from "../support/scenarios.ts";

/** The rig of the measurements: one node a city, etcd in three, a client that tries every 100 ms. */
const runs = (...overrides: readonly string[]) =>
  drills(
    loadScenarioOrThrow(
      `
twinsite: 1
title: Patroni in two cities, etcd in three
run: { leadIn: 5 s, stableFor: 2 s, limit: 5 min }
sites: { a: {}, b: {}, c: { role: witness } }
links:
  a-b: { between: [a, b], bandwidth: 1 Gbit/s, rtt: 40 ms }
  a-c: { between: [a, c], bandwidth: 1 Gbit/s, rtt: 40 ms }
  b-c: { between: [b, c], bandwidth: 1 Gbit/s, rtt: 40 ms }
clusters: { db: { members: { a: 1, b: 1 } } }
failover: { kind: lease, preset: patroni, storeLeader: c }
clients:
  all:
    near: b
    redirect: { kind: virtual-address, takeover: 0 s }
    local: { interval: 1 µs, rise: 1 }
    timeouts: { connect: 100 ms, socket: 100 ms }
    retry: { delay: 100 ms }
workload: { db: { arrivals: { kind: constant, mean: 1 /s }, transaction: { log: 1 KB } } }
disruptions: { test: [ { kind: node-crash } ] }
`,
      { overrides },
    ),
    400,
    "rehearsal",
  );

/** The client tried every 100 ms: more digits would say more than was seen. */
const tenths = (row: Row, column: string): string => numberOf(row, column).toFixed(1);

const rehearsals: Rehearsal[] = rowsOf("patroni_rto")
  .filter((row) => row.failure === "kill" && row.ttl === "30")
  .map((row) => {
    const text = `event,instant\nfault,+0 s\ndecided,+${tenths(row, "t_promote_decision_s")} s\nfirst-write,+${tenths(row, "rto_s")} s\n`;
    return readRehearsal({ file: "drill.csv", text }).rehearsal as Rehearsal;
  });

test("of measured fail-overs of Patroni few contradict the prediction, and all do that of a shorter lease", () => {
  const predicted = runs();
  const verdicts = rehearsals.map((rehearsal) => scoreOf(rehearsal, predicted));
  const contradicted = verdicts.filter(({ verdict }) => verdict === "contradicted").length;
  console.log(
    `Patroni: ${contradicted} of ${rehearsals.length} measured fail-overs contradict the prediction`,
  );
  expect(rehearsals.length).toBe(34);
  // Of 34 at 5 % each, six or more by chance one time in a hundred.
  expect(contradicted).toBeLessThanOrEqual(5);
  const wrong = runs("failover.ttl=15 s", "failover.loop=5 s");
  expect(rehearsals.filter((rehearsal) => scoreOf(rehearsal, wrong).verdict !== "contradicted")).toEqual([]);
});
