// pg_stat_replication over time: how far each standby is behind, how fast the log grows, and which of them are waited
// for. Leaves out: k of a quorum and the stage that a commit waits for; the view has neither.
import { quantileInterval } from "../../statistics/quantile-interval.ts";
import { acknowledgementSaid, type SeenAcknowledgement } from "../acknowledgement.ts";
import { cellsOf, readTable } from "../delimited.ts";
import { linesOf } from "../lines.ts";
import {
  defineMeasurement,
  type MeasurementReport,
  type Observation,
  type Reading,
  type Unlearned,
} from "../measurement.ts";
import { type ReplicationSample, sampleOf } from "../replication-samples.ts";
import { valueAt } from "../round-trip.ts";

const LAGS = ["write", "flush", "replay"] as const;

const isHeader = (cells: readonly string[]): boolean =>
  cells.includes("sync_state") && cells.some((cell) => /_(?:lag|lsn)$/.test(cell));

export const replicationStatistics = defineMeasurement({
  name: "pg_stat_replication",
  title: "psql --csv -c 'SELECT now(), * FROM pg_stat_replication', again and again",
  source: "PostgreSQL 17 manual, 27.2.4",
  speaksOf: "cluster",
  recognises: (head) =>
    head.split("\n").some((line) => isHeader(cellsOf(line))) || /^sync_state\s*\|/m.test(head),
  read(source, report) {
    const { lines, of, remarks } = linesOf(source);
    const { rows, strange } = readTable(lines, isHeader);
    for (const { line, expected } of strange) {
      const { number, text } = line;
      report.add(
        "TWIN1202",
        { line: number, length: text.length },
        "not a row of pg_stat_replication",
        `expected ${expected}`,
      );
    }
    const samples = rows.flatMap((row) => sampleOf(row, report) ?? []);
    if (report.hasErrors || !isAny(samples, lines.length, report)) return undefined;
    const { file, subject: cluster } = source;
    const waits = waitsFor(samples, { cluster, file });
    return {
      file,
      kind: "pg_stat_replication",
      lines: { used: samples.length, of },
      learned: waits.learned,
      comparable: waits.comparable,
      observed: [...lagsOf(samples, file), ...growthOf(samples, file)],
      unlearned: [...waits.unlearned, ...unlearnedOf(samples, file)],
      remarks,
    };
  },
});

function isAny(samples: readonly ReplicationSample[], line: number, report: MeasurementReport): boolean {
  if (samples.length > 0) return true;
  report.add(
    "TWIN1203",
    { line: Math.max(1, line) },
    "no standby is in it",
    "sample while standbys are connected",
  );
  return false;
}

function waitsFor(
  samples: readonly ReplicationSample[],
  of: { readonly cluster: string | undefined; readonly file: string },
): Pick<Reading, "learned" | "comparable" | "unlearned"> {
  const seen = snapshots(samples).map(seenIn);
  const kinds = new Set(seen.map((each) => (each ? `${each.kind} ${each.standbys ?? ""}` : "quorum")));
  const [first] = seen;
  const not = (because: string) => ({
    learned: [],
    comparable: [],
    unlearned: [{ what: "acknowledge", because, file: of.file }],
  });
  if (kinds.size > 1)
    return not(`it changed while it was sampled: ${[...kinds].map((kind) => kind.trim()).join(", ")}`);
  if (!first)
    return not("sync_state is quorum: k stands in synchronous_standby_names alone (patronictl show-config)");
  const basis = `sync_state of ${samples.length} rows`;
  return { ...acknowledgementSaid(first, { ...of, basis, samples: samples.length }), unlearned: [] };
}

/** The standbys of one instant: another begins with a new table, or where a standby comes again. */
function snapshots(samples: readonly ReplicationSample[]): ReplicationSample[][] {
  const all: ReplicationSample[][] = [];
  const names = new Set<string>();
  for (const sample of samples) {
    const current = all.at(-1);
    if (!current || current[0]?.table !== sample.table || names.has(sample.standby)) {
      all.push([sample]);
      names.clear();
    } else current.push(sample);
    names.add(sample.standby);
  }
  return all;
}

/** Undefined for a quorum, whose k is not seen. */
function seenIn(samples: readonly ReplicationSample[]): SeenAcknowledgement | undefined {
  const standbys = samples.filter(({ syncState }) => syncState === "sync").length;
  if (samples.some(({ syncState }) => syncState === "quorum")) return undefined;
  return standbys > 0 ? { kind: "synchronous", standbys } : { kind: "asynchronous" };
}

function lagsOf(samples: readonly ReplicationSample[], file: string): Observation[] {
  const names = [...new Set(samples.map(({ standby }) => standby))].sort();
  return names.flatMap((name) => {
    const own = samples.filter(({ standby, state }) => standby === name && state === "streaming");
    const behind = own.flatMap(({ behind: bytes }) => (bytes === undefined ? [] : [bytes]));
    return [
      ...LAGS.flatMap((stage) => {
        const lags = own.flatMap(({ lags }) => (lags[stage] === undefined ? [] : [lags[stage] / 1e6]));
        return medianOf(lags, { what: `${stage}_lag of ${name}, median`, unit: "s", file });
      }),
      ...medianOf(behind, { what: `log that ${name} has not applied, median`, unit: "B", file }),
    ];
  });
}

function medianOf(values: readonly number[], of: Pick<Observation, "what" | "unit" | "file">): Observation[] {
  if (values.length === 0) return [];
  const sorted = [...values].sort((a, b) => a - b);
  const ranks = quantileInterval(sorted.length, 0.5);
  const range = ranks && {
    low: sorted[ranks.low - 1] as number,
    high: sorted[ranks.high - 1] as number,
    method: "order-statistics",
  };
  return [{ ...of, value: valueAt(sorted, 0.5), ...(range && { range }) }];
}

/** How fast the log grows, where the samples have instants. */
function growthOf(samples: readonly ReplicationSample[], file: string): Observation[] {
  const placed = samples.filter(({ at, position }) => at !== undefined && position !== undefined);
  const [first] = placed;
  const last = placed.at(-1);
  const span = (last?.at ?? 0) - (first?.at ?? 0);
  if (!first || !last || span <= 0) return [];
  const bytes = (last.position as number) - (first.position as number);
  return bytes < 0 ? [] : [{ what: "log written", value: (bytes / span) * 1e6, unit: "B/s", file }];
}

function unlearnedOf(samples: readonly ReplicationSample[], file: string): Unlearned[] {
  const hasTime = samples.some(({ at }) => at !== undefined);
  return [
    ...(hasTime
      ? []
      : [{ what: "rate of the log", because: "the rows have no instants: SELECT now(), *", file }]),
    { what: "acknowledge.stage", because: "synchronous_commit is not in the view", file },
    {
      what: "transaction.log",
      because:
        "the view knows bytes and not transactions: divide the log written by the writes of pg_stat_database",
      file,
    },
    {
      what: "node.applyRate",
      because: "a standby that keeps up applies what comes, not what it could",
      file,
    },
  ];
}
