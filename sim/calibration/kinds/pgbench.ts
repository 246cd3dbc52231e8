// pgbench --log: one line per transaction. When transactions came, and how long each took. With --rate the time counts
// from the planned start, and the lag says how much of it was waiting for a free client.
// Leaves out: --aggregate-interval.
import { quantileInterval, quantileRank } from "../../statistics/quantile-interval.ts";
import { Tally } from "../../statistics/tally.ts";
import { rangeText, rateText } from "../amounts.ts";
import { linesOf } from "../lines.ts";
import {
  type Comparable,
  defineMeasurement,
  type MeasurementReport,
  type Observation,
  type Range,
  type Source,
  type Unlearned,
  type Written,
} from "../measurement.ts";
import { readTransactions, type Transactions } from "../pgbench-lines.ts";

/** Fewer transactions say nothing about their spread. */
const FEWEST = 50;
/** 97.5 % of a standard normal stay below. */
const NORMAL_975 = 1.959963984540054;
/** Coefficient of variation of the gaps: 0 for an even pace, 1 for a Poisson process; our choice of what is near. */
const EVEN_BELOW = 0.2;
const POISSON_FROM = 0.8;
const POISSON_TO = 1.25;

export const pgbench = defineMeasurement({
  name: "pgbench",
  title: "pgbench --log --rate 500 (a file for each thread)",
  source: "PostgreSQL 17 manual, pgbench, Per-Transaction Logging",
  speaksOf: "cluster",
  recognises: (head) => /^\d+ \d+ (?:\d+|skipped|failed|serialization|deadlock) \d+ \d{9,} \d+/m.test(head),
  read(source, report) {
    const transactions = readTransactions(linesOf(source), report);
    if (report.hasErrors || !isEnough(transactions, report)) return undefined;
    return { file: source.file, kind: "pgbench", ...saidBy(transactions, source) };
  },
});

function isEnough({ arrivals, lastLine }: Transactions, report: MeasurementReport): boolean {
  const span = (arrivals.at(-1) ?? 0) - (arrivals[0] ?? 0);
  if (arrivals.length >= FEWEST && span > 0) return true;
  const found = span > 0 ? `${arrivals.length} transactions` : "no time passes in it";
  report.add("TWIN1203", { line: lastLine }, found, `at least ${FEWEST} are needed: pgbench --log --time 60`);
  return false;
}

function saidBy(transactions: Transactions, { file, subject: cluster = "measured" }: Source) {
  const { arrivals, latencies, isOpen, used, of, remarks, firstLine, lastLine } = transactions;
  const start = arrivals[0] as number;
  const span = (arrivals.at(-1) as number) - start;
  const n = arrivals.length;
  const variation = variationOf(arrivals);
  const rate = (n - 1) / span;
  const half = (NORMAL_975 * variation) / Math.sqrt(n - 1);
  const range: Range = { low: rate * (1 - half), high: rate * (1 + half), method: "renewal process" };
  const path = ["workload", cluster, "arrivals"];
  const comparable: Comparable = {
    path: path.join("."),
    what: "mean rate of transactions",
    live: rate,
    unit: "rate",
    range,
    ofScenario({ workload }) {
      const own = Object.hasOwn(workload, cluster) ? workload[cluster]?.arrivals : undefined;
      return own && "mean" in own ? own.mean : undefined;
    },
  };
  return {
    lines: { used, of },
    learned: [
      {
        path,
        value: arrivalsOf(rate, variation),
        file,
        basis: `${n} transactions, lines ${firstLine} to ${lastLine}; gaps vary ${variation.toFixed(2)} times their mean`,
        samples: n,
        interval: rangeText(range, "rate"),
      },
    ],
    observed: latenciesOf(latencies, file),
    unlearned: unlearnedOf({ variation, isOpen }, file),
    remarks,
    comparable: [comparable],
    arrivals: arrivals.map((instant) => instant - start),
  };
}

const arrivalsOf = (rate: number, variation: number): Written => ({
  kind: variation < EVEN_BELOW ? "constant" : "poisson",
  mean: rateText(rate),
});

/** Of the gaps between arrivals: standard deviation over mean. */
function variationOf(arrivals: readonly number[]): number {
  const { mean = 1, variance = 0 } = Tally.of(
    arrivals.slice(1).map((instant, i) => instant - (arrivals[i] as number)),
  );
  return Math.sqrt(variance) / mean;
}

function latenciesOf(latencies: readonly number[], file: string): Observation[] {
  const sorted = [...latencies].sort((a, b) => a - b);
  const at = (rank: number): number => (sorted[rank - 1] as number) / 1e6;
  return [0.5, 0.95, 0.99].map((p): Observation => {
    const ranks = quantileInterval(sorted.length, p);
    const value = at(quantileRank(sorted.length, p));
    const range = ranks && { low: at(ranks.low), high: at(ranks.high), method: "order-statistics" };
    return { what: `latency p${p * 100}`, value, unit: "s", file, ...(range && { range }) };
  });
}

function unlearnedOf(
  { variation, isOpen }: { readonly variation: number; readonly isOpen: boolean },
  file: string,
): Unlearned[] {
  const closed: Unlearned = {
    what: "the load that clients would ask for",
    because:
      "without --rate each client asks again as soon as it is answered: the rate is what the database gave",
    file,
  };
  const bursty: Unlearned = {
    what: "the shape of the load",
    because: `gaps vary ${variation.toFixed(2)} times their mean, and 1 is a Poisson process: --recorded keeps them as they are`,
    file,
  };
  const isPoisson = variation >= POISSON_FROM && variation <= POISSON_TO;
  return [
    ...(isOpen ? [] : [closed]),
    ...(isPoisson || variation < EVEN_BELOW ? [] : [bursty]),
    {
      what: "node.flush and node.service",
      because:
        "a latency is flush, statements, waiting and the way of the answer together: pg_test_fsync says the flush",
      file,
    },
    {
      what: "reads and transaction.statements",
      because: "the log has the number of the script and not what is in it",
      file,
    },
  ];
}
