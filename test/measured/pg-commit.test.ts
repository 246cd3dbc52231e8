// Commits of PostgreSQL 15 against their prediction: 1, 4 and 16 clients that ask again as soon as they are answered, four
// values of synchronous_commit, three distances, with and without loss. Rows measured on the quiet machine count where
// there are any. The rows of `local` calibrate the machine (database-rig.ts) and are printed; the others are predicted.
import { expect, it } from "vitest";
import { randomRoot } from "../../sim/kernel/random.ts";
import { Model } from "../../sim/model/model.ts";
import type { TransactionLedger } from "../../sim/transaction/transaction-ledger.ts";
import { calibrated, flushes, rig } from "./database-rig.ts";
import { type Judged, judge, numberOf, type Row, rowsOf, tableOf } from "./rows.ts";

interface Predicted {
  readonly p50: number;
  readonly p95: number;
  readonly perSecond: number;
  readonly perFlush: number;
}

const rows = rowsOf("pg_commit_latency");
const isQuiet = ({ label }: Row): boolean => label === "3a-rerun";
const cellOf = ({ rtt_ms, loss, sync_commit, clients }: Row): string =>
  [`RTT ${rtt_ms}`, ...(loss === "0" ? [] : [`loss ${loss}`]), sync_commit, clients].join(" ");
const quietCells = new Set(rows.filter(isQuiet).map(cellOf));
const chosen = rows.filter((row) => isQuiet(row) || !quietCells.has(cellOf(row)));

const isLocal = ({ sync_commit }: Row): boolean => sync_commit === "local";
const machineOf = (row: Row) =>
  calibrated(rows.filter((other) => isLocal(other) && other.label === row.label && other.loss === row.loss));

function predict(row: Row): Predicted {
  const seconds = isLocal(row) ? 1 : numberOf(row, "rtt_ms") < 10 ? 3 : 20;
  const scenario = rig({
    machine: machineOf(row),
    flush: flushes(isQuiet(row) ? "quiet_end" : "during_tcp_matrix", numberOf(row, "pri_sync_mean_ms")),
    rtt: numberOf(row, "rtt_ms"),
    loss: numberOf(row, "loss"),
    commit: row.sync_commit as string,
    arrivals: `{ kind: closed-loop, clients: ${row.clients}, think: 0 s }`,
    log: numberOf(row, "wal_bytes_per_tx"),
    changes: [`run.steadyWindow=${seconds} s`],
  });
  const model = new Model(scenario, "", randomRoot("rig").replication(1));
  const latencies: number[] = [];
  const from = 1e6;
  const to = from + seconds * 1e6;
  model.world.plane.observe({
    looksRegularly: false,
    answered: (_, at, __, client) => {
      if (at >= from && at < to) latencies.push(client / 1000);
    },
    rounded: () => {},
  });
  model.run();
  latencies.sort((a, b) => a - b);
  const at = (p: number): number => latencies[Math.floor(p * latencies.length)] as number;
  return { p50: at(0.5), p95: at(0.95), perSecond: latencies.length / seconds, perFlush: perFlush(model) };
}

/** Of the records that the ledger still has. */
function perFlush(model: Model): number {
  const { flushes: column } = model.world.plane.ledger(0) as TransactionLedger;
  const ends = new Set<number>();
  for (let i = column.first; i < column.end; i++) ends.add(column.at(i));
  return (column.end - column.first) / ends.size;
}

const predictions = chosen.map((row) => ({ row, predicted: predict(row) }));

/** One table of what the runs gave in `column`; `allowed`: of the measured value. */
function table(
  title: string,
  column: string,
  of: (predicted: Predicted) => number,
  allowed: (measured: number) => number,
): { readonly name: string; readonly judged: Judged }[] {
  const lines = predictions.map(({ row, predicted }) => {
    const name = `${cellOf(row)}${isLocal(row) ? " (calibrates)" : ""}`;
    return { row, name, judged: judge([numberOf(row, column)], of(predicted), allowed) };
  });
  console.log(
    tableOf(
      title,
      lines.map(({ name, judged }) => [name, judged] as const),
    ),
  );
  return lines.filter(({ row }) => !isLocal(row));
}
const outside = (lines: readonly { readonly name: string; readonly judged: Judged }[]): string[] =>
  lines.filter(({ judged }) => !judged.isWithin).map(({ name }) => name);

// What stays outside, and why. Who comes inside, or goes out besides, fails the test.

/** Both servers, the clients and the line shared two processors and one disk: at 2000 commits a second and more they wait
 * for one another, which two servers of their own do not. */
const SHARED_MACHINE = [
  "RTT 1 remote_write 4",
  "RTT 1 remote_write 16",
  "RTT 1 on 16",
  "RTT 1 remote_apply 16",
];

it("the median of a commit that waits for the standby is within 5 % or 1 ms, but where other work ran", () => {
  const lines = table(
    "Median of a commit, ms",
    "p50",
    ({ p50 }) => p50,
    (ms) => Math.max(0.05 * ms, 1),
  );
  // Loss was measured while other work ran: 1 to 3 ms more at the median.
  expect(outside(lines)).toEqual(["RTT 40 loss 0.001 on 16", "RTT 40 loss 0.001 remote_apply 16"]);
});

it("its 95th percentile is within 20 %, but where the machine was busy with other things", () => {
  const lines = table(
    "95th percentile of a commit, ms",
    "p95",
    ({ p95 }) => p95,
    (ms) => 0.2 * ms,
  );
  // Loss was measured while other work ran, which adds stalls that no flush shows.
  const otherWork = ["RTT 40 loss 0.001 on 1", "RTT 40 loss 0.001 on 16"];
  expect(outside(lines)).toEqual([...otherWork, ...SHARED_MACHINE.filter((name) => name !== "RTT 1 on 16")]);
});

it("as many are committed in a second, within 10 %, but where the machine was busy", () => {
  const lines = table(
    "Commits a second",
    "tps",
    ({ perSecond }) => perSecond,
    (n) => 0.1 * n,
  );
  expect(outside(lines)).toEqual(SHARED_MACHINE);
});

it("as many share a flush, within 20 %, but in convoys", () => {
  const lines = table(
    "Commits per flush",
    "tx_per_wal_sync",
    ({ perFlush: n }) => n,
    (n) => 0.2 * n,
  );
  // The longer the rig's processors sleep between two commits, the later they wake: the sender then finds two groups
  // flushed and sends both, the standby confirms both at once, and they come back together. Here they spread.
  expect(outside(lines)).toEqual([
    "RTT 40 loss 0.001 remote_write 16",
    "RTT 40 loss 0.001 on 16",
    ...["remote_write 4", "on 4", "on 16", "remote_apply 4", "remote_apply 16"].map(
      (cell) => `RTT 10 ${cell}`,
    ),
    ...["remote_write", "on", "remote_apply"].flatMap((mode) => [`RTT 40 ${mode} 4`, `RTT 40 ${mode} 16`]),
  ]);
});
