// MariaDB 10.11, semi-synchronous, as measured. What belongs to the machine is taken from rows that are not predicted:
// flush and interpreter from the asynchronous ones, the replica's own part from those at RTT 1. The clients were threads
// of one Python process and ran on the primary's host: one at a time holds the interpreter (at most 4120 transactions a
// second), so they are one server here. Means and tails hold the pauses of a busy machine and are not compared.
import { expect, it } from "vitest";
import type { Model } from "../../sim/model/model.ts";
import { loadScenarioOrThrow } from "../../sim/scenario/load.ts";
import { aModel } from "../support/scenarios.ts";
import { type Judged, judge, numberOf, type Row, rowsOf, tableOf } from "./rows.ts";

/** Of the asynchronous rows: 4119.8 /s at best; p50 1.18, 1.61 and 1.02 ms with one client. The tail is the machine's. */
const INTERPRETER = "0.24 ms";
const FLUSH = "{ kind: lognormal, median: 1 ms, sigma: 0.5 }";
/** AFTER_COMMIT at RTT 1 with one client: 2.92 ms, of which 1.18 are local and 1.1 the line. */
const REPLICA = 0.64;
const WINDOW = 12;

const TERMS: Readonly<Record<string, string>> = {
  AFTER_SYNC: "waitPoint: after-sync, commitQueue: held",
  AFTER_COMMIT: "waitPoint: after-commit",
};

const primaryWith = (rtt: number, clients: number, terms: string, disruption: string): Model =>
  aModel(
    loadScenarioOrThrow(`
twinsite: 1
title: MariaDB in two cities
run: { everyWrite: true, leadIn: 5 s, steadyWindow: ${WINDOW} s, stableFor: 10 s, limit: 40 s }
sites: { a: {}, b: {} }
links: { wan: { between: [a, b], bandwidth: 1 Gbit/s, rtt: ${rtt + 0.1 + REPLICA} ms } }
clusters:
  db:
    members: { a: 1, b: 1 }
    node: { flush: ${FLUSH}, servers: 1, service: ${INTERPRETER}, connections: 100 }
replication: { acknowledge: { kind: semi-synchronous, ${terms} } }
failover: { kind: none }
clients:
  all: { near: a, rtt: 0 ms, redirect: { kind: proxy }, timeouts: { connect: 5 s, socket: none } }
workload:
  db:
    arrivals: { kind: closed-loop, clients: ${clients}, think: 10 µs }
    reads: 0 %
    transaction: { statements: 1, log: 270 B }
disruptions:
  cut: [ { kind: link-cut, link: wan, for: 20 s } ]
`),
    disruption,
  );

interface Predicted {
  readonly name: string;
  readonly row: Row;
  readonly p50: Judged;
  readonly perSecond: Judged;
}

function predict(row: Row): Predicted {
  const [rtt, clients] = [numberOf(row, "rtt_ms"), numberOf(row, "clients")];
  const model = primaryWith(rtt, clients, TERMS[row.mode as string] as string, "");
  model.run();
  const latency = model.observer.clientLatency;
  const p50 = (latency.quantile(0.5) as number) * 1e3;
  return {
    name: `RTT ${rtt}, ${row.mode}, ${clients} clients`,
    row,
    p50: judge([numberOf(row, "p50")], p50, (mean) => Math.max(1, 0.05 * mean)),
    perSecond: judge([numberOf(row, "tps")], latency.count / WINDOW, (mean) => 0.1 * mean),
  };
}

const predicted = rowsOf("mariadb_latency")
  .filter(({ mode, rtt_ms }) => mode !== "async" && rtt_ms !== "1")
  .map(predict);
const outside = (of: "p50" | "perSecond"): string[] =>
  predicted.filter((one) => !one[of].isWithin).map(({ name }) => name);
const found = (rtt: number, mode: string, clients: number): Predicted =>
  predicted.find(({ name }) => name === `RTT ${rtt}, ${mode}, ${clients} clients`) as Predicted;

it("half of the commits are answered in time: 5 % or 1 ms of the median", () => {
  console.log(
    tableOf(
      "median of a commit, ms",
      predicted.map(({ name, p50 }): [string, Judged] => [name, p50]),
    ),
  );
  // Known outside. With one client after-sync and after-commit are the same to the line; as measured they differ by 2.5 ms
  // at RTT 10 and 0.5 ms at RTT 40. With more, a commit takes 1 RTT or 2: which of them holds the median turns on the few
  // ms between an answer and the next place in the queue, and the flush of the engine before that place is left out.
  expect(outside("p50")).toEqual([
    "RTT 10, AFTER_SYNC, 1 clients",
    "RTT 10, AFTER_SYNC, 16 clients",
    "RTT 40, AFTER_SYNC, 1 clients",
    "RTT 40, AFTER_SYNC, 4 clients",
    "RTT 40, AFTER_SYNC, 16 clients",
  ]);
});

it("so many commits a second: 10 %", () => {
  console.log(
    tableOf(
      "commits a second",
      predicted.map(({ name, perSecond }): [string, Judged] => [name, perSecond]),
    ),
  );
  // Known outside: what is counted are means, which hold the machine's pauses (RTT 10: up to 3 ms of 15), and the rows
  // above.
  expect(outside("perSecond")).toEqual([
    "RTT 10, AFTER_SYNC, 1 clients",
    "RTT 10, AFTER_SYNC, 4 clients",
    "RTT 10, AFTER_SYNC, 16 clients",
    "RTT 10, AFTER_COMMIT, 1 clients",
    "RTT 10, AFTER_COMMIT, 16 clients",
    "RTT 40, AFTER_SYNC, 1 clients",
    "RTT 40, AFTER_SYNC, 16 clients",
  ]);
});

it.each([10, 40])(
  "a held commit queue costs up to a second round trip and a part of the commits, RTT %d",
  (rtt) => {
    for (const clients of [4, 16]) {
      const [held, free] = [found(rtt, "AFTER_SYNC", clients), found(rtt, "AFTER_COMMIT", clients)];
      // Measured 1.7 to 2.2 RTT, and 0.57 to 0.69 of the commits.
      for (const latency of [held.p50.measured, held.p50.predicted]) {
        expect(latency).toBeGreaterThan(1.4 * rtt);
        expect(latency).toBeLessThan(2.3 * rtt);
      }
      for (const ratio of [
        held.perSecond.measured / free.perSecond.measured,
        held.perSecond.predicted / free.perSecond.predicted,
      ])
        expect(ratio).toBeLessThan(0.85);
      // Without the hold it is one round trip, whatever the clients.
      expect(free.p50.predicted).toBeLessThan(1.5 * rtt);
    }
  },
);

it("a cut blocks for the time-out, once for all who wait; then it goes on at the speed of the disk", () => {
  const rows = rowsOf("mariadb_cut");
  const model = primaryWith(40, 4, `${TERMS.AFTER_SYNC}, timeout: 3 s`, "cut");
  const { bus, kernel, plane } = model.world;
  let [longest, degradedAt, restoredAt, count] = [0, Number.NaN, Number.POSITIVE_INFINITY, 0];
  plane.observe({
    looksRegularly: false,
    answered: (_, at, __, client) => {
      longest = Math.max(longest, client);
      if (at > degradedAt + 1e6 && at <= degradedAt + 11e6) count++;
    },
    rounded: () => {},
  });
  bus.on("synchronyDegraded", () => {
    degradedAt = kernel.now;
  });
  bus.on("synchronyRestored", () => {
    restoredAt = kernel.now;
  });
  model.run();
  const block = judge(
    rows.map((row) => numberOf(row, "commit_block_s")),
    longest / 1e6,
    (mean) => 0.03 * mean,
  );
  const perSecond = judge(
    rows.map((row) => numberOf(row, "tps_while_degraded")),
    count / 10,
    (mean) => 0.1 * mean,
  );
  const lines: [string, Judged][] = [
    ["longest commit, s", block],
    ["commits a second while asynchronous", perSecond],
  ];
  console.log(tableOf("a cut of 20 s, time-out 3 s, 4 clients", lines));
  expect(block.isWithin).toBe(true);
  // Known outside: no asynchronous row of the same machine comes near it (4 clients: 1625 to 1878 a second).
  expect(perSecond.isWithin).toBe(false);
  // Not before the replica has received the backlog: the probe finds the line after 11 s, and the window that the time-out
  // has left opens too slowly for 20 MB in nine more. Measured, it was not on again within 20 s either.
  expect(rows.map((row) => row.semisync_on_after_restore_s)).toEqual(["", ""]);
  // Its own bar is that of a catch-up, 15 %.
  expect((restoredAt - 25e6) / 1e6).toBeGreaterThan(0.85 * 20);
});
