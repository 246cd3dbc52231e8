// What PostgreSQL 15 had acknowledged and its standby did not have, against drills: the primary's city dies (what is in the
// fibre arrives), its link is cut with everything on it, or its processes are killed. The median of the measured losses
// lies within the 5th and the 95th percentile of 60 drills of the same load, each at one of the measured instants.
import { expect, it } from "vitest";
import { runOnce } from "../../sim/experiment/run-once.ts";
import type { Scenario } from "../../sim/scenario/scenario.ts";
import { metric } from "../support/scenarios.ts";
import { calibrated, flushes, rig } from "./database-rig.ts";
import { cellsOf, numberOf, type Row, rowsOf } from "./rows.ts";

const DRILLS = 60;
const FAULTS: Readonly<Record<string, string>> = {
  site: "{ kind: site-loss, site: a }",
  cut: "{ kind: site-loss, site: a, inFlight: lost }",
  kill: "{ kind: node-crash }",
  killraw: "{ kind: node-crash }",
};

const commits = rowsOf("pg_commit_latency").filter(({ label }) => label === "3a-rerun");
const machine = calibrated(commits.filter(({ sync_commit }) => sync_commit === "local"));
const onTheLink = rowsOf("pg_async_runs").filter(({ link_mbit, cut_s }) => link_mbit === "8" && cut_s === "");

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
const quantile = (values: readonly number[], p: number): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(p * sorted.length))] as number;
};
const median = (values: readonly number[]): number => (quantile(values, 0.5) + quantile(values, 0.4999)) / 2;

/** Bytes of log of a row, from runs of the same kind: narrow rows on the free line, wide ones on the narrow line. */
const narrow = mean(
  commits.filter(({ clients }) => clients === "16").map((row) => numberOf(row, "wal_bytes_per_tx")),
);
const wide = mean(onTheLink.map((row) => numberOf(row, "wal_bytes_per_s") / numberOf(row, "tps")));
/** Bytes on the link per byte of log: less where a backlog fills every packet. */
function overheadAt(link: number, offered: number): number {
  const isOver = (perSecond: number): boolean => perSecond * wide * 8 > link * 1e6;
  const alike = onTheLink.filter((row) => isOver(numberOf(row, "offered_tps")) === isOver(offered));
  return mean(alike.map((row) => numberOf(row, "link_bytes_per_wal_byte"))) - 1;
}

function scenarioOf(row: Row, failsAt: number): Scenario {
  const isNarrowLine = row.link_mbit !== "0";
  const isOpen = row.offered_tps !== "0";
  return rig({
    machine,
    flush: flushes("quiet_end", mean(commits.map((one) => numberOf(one, "pri_sync_mean_ms")))),
    rtt: numberOf(row, "rtt_ms"),
    commit: row.sync_commit as string,
    arrivals: isOpen
      ? `{ kind: poisson, mean: ${row.offered_tps} /s }`
      : `{ kind: closed-loop, clients: ${row.clients}, think: 0 s }`,
    log: isNarrowLine ? wide : narrow,
    changes: [
      // A free line has forgotten after a second how long the load has lasted.
      `run.leadIn=${isNarrowLine ? failsAt : 1} s`,
      "run.stableFor=1 s",
      "run.limit=1.5 s",
      "failover={ kind: manual, notice: 0.5 s, decide: 0 s, act: 0.1 s, fence: 0 s }",
      `disruptions={ fails: [ ${FAULTS[row.failure as string]} ] }`,
      "clients.all.near=b",
      "clients.all.retry.delay=0 s",
      ...(isNarrowLine
        ? [
            `links.wan.bandwidth=${row.link_mbit} Mbit/s`,
            "links.wan.queue=64 kB",
            `replication.overhead=${100 * overheadAt(numberOf(row, "link_mbit"), numberOf(row, "offered_tps"))} %`,
          ]
        : []),
    ],
  });
}

function predicted(cell: readonly Row[]): number[] {
  const scenarios = cell.map((row) => scenarioOf(row, numberOf(row, "t_fail_s")));
  return Array.from({ length: DRILLS }, (_, i) => {
    const run = runOnce(scenarios[i % scenarios.length] as Scenario, {
      disruption: "fails",
      replication: i + 1,
      seed: "rig",
    });
    return metric(run, "lostTransactions");
  });
}

it.each(
  cellsOf(rowsOf("pg_rpo"), ["label"]).map((cell) => [(cell[0] as Row).label as string, cell] as const),
)("%s: the measured median of lost rows is where 9 of 10 drills are", (label, cell) => {
  const measured = median(cell.map((row) => numberOf(row, "lost_acked")));
  const losses = predicted(cell);
  const [low, high] = [quantile(losses, 0.05), quantile(losses, 0.95)];
  console.log(
    `${label}: measured ${measured} (${cell.length}), predicted ${low} … ${median(losses)} … ${high}`,
  );
  expect(measured).toBeGreaterThanOrEqual(low);
  expect(measured).toBeLessThanOrEqual(high);
  if (cell[0]?.sync_commit !== "local") expect(high).toBe(0);
});
