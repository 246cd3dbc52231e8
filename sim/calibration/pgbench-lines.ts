// The lines of a log of pgbench: client, transaction, time, script, epoch, µs, then the lag behind the schedule and
// retries where those options are on. Skipped and failed transactions have a word instead of a time.
import type { Line, Lines } from "./lines.ts";
import type { MeasurementReport } from "./measurement.ts";

export interface Transactions {
  /** Planned or actual starts, µs since the epoch, ascending; those that were skipped or failed have none. */
  readonly arrivals: readonly number[];
  /** µs, from the start. */
  readonly latencies: readonly number[];
  /** A rate was kept: the log has lags. */
  readonly isOpen: boolean;
  readonly used: number;
  readonly of: number;
  readonly firstLine: number;
  readonly lastLine: number;
  readonly remarks: readonly string[];
}

const TIME = "(\\d+|skipped|failed|serialization|deadlock)";
const ROW = new RegExp(
  `^(\\d+) (\\d+) ${TIME} (\\d+) (\\d{9,11}) (\\d{1,6})(?: (\\d+(?:\\.\\d+)?))?(?: (\\d+))?$`,
);
const COLUMNS = "client_id transaction_no time script_no time_epoch time_us [schedule_lag]";
/** Retries are few and lags are µs: a seventh column that never reaches this may be either. */
const LAG_FROM = 100;

interface Row {
  readonly line: number;
  readonly micros: number;
  readonly endedAt: number;
  /** The seventh column. */
  readonly seventh?: number;
}

export function readTransactions({ lines, of, remarks }: Lines, report: MeasurementReport): Transactions {
  const rows: Row[] = [];
  let [skipped, failed] = [0, 0];
  for (const line of lines) {
    if (line.text.trim() === "") continue;
    const match = ROW.exec(line.text);
    if (!match) {
      strange(line, report);
      continue;
    }
    const [, , , time, , epoch, micros, seventh] = match;
    if (time === "skipped") skipped++;
    else if (!/^\d/.test(time as string)) failed++;
    else {
      const endedAt = Number(epoch) * 1e6 + Number(micros);
      const row = { line: line.number, micros: Number(time), endedAt };
      rows.push(seventh === undefined ? row : { ...row, seventh: Number(seventh) });
    }
  }
  const arrivals = rows.map(({ endedAt, micros }) => endedAt - micros).sort((a, b) => a - b);
  const hasSeventh = rows.some(({ seventh }) => seventh !== undefined);
  const isOpen = rows.some(({ seventh = 0 }) => seventh >= LAG_FROM);
  return {
    arrivals,
    latencies: rows.map(({ micros }) => micros),
    isOpen,
    used: rows.length,
    of,
    firstLine: rows[0]?.line ?? 1,
    lastLine: rows.at(-1)?.line ?? Math.max(1, lines.length),
    remarks: [
      ...remarks,
      ...(skipped > 0
        ? [`${skipped} transactions were skipped (--latency-limit): they are in no number here`]
        : []),
      ...(failed > 0 ? [`${failed} transactions failed: they are in no number here`] : []),
      ...(hasSeventh && !isOpen ? ["column 7 may be lags or retries: it is taken for retries"] : []),
    ],
  };
}

function strange({ text, number }: Line, report: MeasurementReport): void {
  const cells = text.split(" ");
  const wanted = [/^\d+$/, /^\d+$/, /^(?:\d+|skipped|failed)$/, /^\d+$/, /^\d{9,11}$/, /^\d{1,6}$/];
  const wrong = wanted.findIndex((pattern, i) => !pattern.test(cells[i] ?? ""));
  const column =
    wrong < 0
      ? cells.slice(0, 6).join(" ").length + 2
      : cells.slice(0, wrong).join(" ").length + (wrong > 0 ? 2 : 1);
  const isAggregated = cells.length >= 6 && /^\d{9,11}$/.test(cells[0] ?? "");
  const hint = isAggregated
    ? "--aggregate-interval is not read: log every transaction"
    : `expected: ${COLUMNS}`;
  const message =
    wrong < 0 ? "more columns than pgbench writes" : `column ${wrong + 1} is not what pgbench writes there`;
  report.add(
    "TWIN1202",
    { line: number, column, length: (cells[Math.max(0, wrong)] ?? "").length },
    message,
    hint,
  );
}
