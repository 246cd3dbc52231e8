// The database rig of the measurements as a scenario: two cities on one machine with two processors and one disk, clients
// beside the primary. What is put in: the line, the clients, the log of a write, the flushes of the run (their mean as the
// run counted it, their shape as measured on that disk). What a transaction costs the processors, and how long a process
// takes to run again, is calibrated from runs in which nobody waits for the standby.
import { loadScenarioOrThrow } from "../../sim/scenario/load.ts";
import type { Scenario } from "../../sim/scenario/scenario.ts";
import { numberOf, type Row, rowsOf } from "./rows.ts";

/** Milliseconds. */
export interface Machine {
  /** Processor time of one transaction, client included. */
  readonly service: number;
  /** Until a process that waited runs again. */
  readonly wakeUp: number;
}

/** Of the logarithm: with it one client's own commits spread from their 5th to their 95th percentile as measured. */
const SPREAD = 0.7;
const PROCESSORS = 2;

/**
 * From rows of `local` commits alone. With 16 clients both processors are busy: so many transactions, so much time. With
 * 4 and with 16 somebody always waits for the flush: what a round of it takes beyond the flush is the wake-up.
 */
export function calibrated(local: readonly Row[]): Machine {
  const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const busy = local.filter(({ clients }) => clients === "16");
  const grouped = local.filter(({ clients }) => clients !== "1");
  return {
    service: mean(busy.map((row) => (1000 * PROCESSORS) / numberOf(row, "tps"))),
    wakeUp: mean(
      grouped.map(
        (row) =>
          (1000 * numberOf(row, "tx_per_wal_sync")) / numberOf(row, "tps") -
          numberOf(row, "pri_sync_mean_ms"),
      ),
    ),
  };
}

const QUANTILES = [
  ["min", 0],
  ["p5", 0.05],
  ["p25", 0.25],
  ["p50", 0.5],
  ["p75", 0.75],
  ["p90", 0.9],
  ["p95", 0.95],
  ["p99", 0.99],
  ["p999", 0.999],
  ["max", 1],
] as const;
const DRAWS = 500;

/** A distribution for a scenario: the measured shape (a `tag` of fsync.csv), stretched to this mean, ms. */
export function flushes(tag: string, mean: number): string {
  const shape = rowsOf("fsync").find((row) => row.tag === tag);
  if (shape === undefined) throw new Error(`no flushes ${tag}`);
  const values = Array.from({ length: DRAWS }, (_, i) => {
    const p = (i + 0.5) / DRAWS;
    const next = QUANTILES.findIndex(([, quantile]) => quantile >= p);
    const [low, from] = QUANTILES[next - 1] as (typeof QUANTILES)[number];
    const [high, to] = QUANTILES[next] as (typeof QUANTILES)[number];
    const share = (p - from) / (to - from);
    return numberOf(shape, low) ** (1 - share) * numberOf(shape, high) ** share;
  });
  const stretch = (1000 * mean * DRAWS) / values.reduce((sum, value) => sum + value, 0);
  return `{ kind: recorded, values: [${values.map((value) => `${(value * stretch).toFixed(2)} µs`).join(", ")}] }`;
}

const ACKNOWLEDGE: Readonly<Record<string, string>> = {
  local: "{ kind: asynchronous }",
  remote_write: "{ kind: synchronous, stage: received }",
  on: "{ kind: synchronous, stage: flushed }",
  remote_apply: "{ kind: synchronous, stage: applied }",
};

export interface Rig {
  readonly machine: Machine;
  readonly flush: string;
  /** There and back, ms; the processes at both ends have their wake-ups on top. */
  readonly rtt: number;
  readonly loss?: number;
  /** As PostgreSQL calls it: synchronous_commit. */
  readonly commit: string;
  readonly arrivals: string;
  /** Bytes of log of a write. */
  readonly log: number;
  readonly changes?: readonly string[];
}

export function rig({ machine, flush, rtt, loss = 0, commit, arrivals, log, changes = [] }: Rig): Scenario {
  const text = `
twinsite: 1
title: The rig of the measurements
run: { everyWrite: true, leadIn: 1 s, steadyWindow: 10 s }
sites: { a: {}, b: {} }
links: { wan: { between: [a, b], bandwidth: 1 Gbit/s, rtt: ${rtt} ms, loss: ${100 * loss} % } }
clusters:
  db:
    members: { a: 1, b: 1 }
    node:
      flush: ${flush}
      servers: ${PROCESSORS}
      service: { kind: lognormal, median: ${machine.service * Math.exp(-(SPREAD ** 2) / 2)} ms, sigma: ${SPREAD} }
      wakeUp: ${machine.wakeUp} ms
      receiver: between-flushes
replication: { acknowledge: ${ACKNOWLEDGE[commit]} }
failover: { kind: none }
clients: { all: { near: a, rtt: 0 s } }
workload: { db: { arrivals: ${arrivals}, transaction: { log: ${Math.round(log)} B } } }
`;
  return loadScenarioOrThrow(text, { overrides: [...changes] });
}
