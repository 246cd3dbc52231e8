// One row of pg_stat_replication: positions are bytes of the log, lags are times. Columns of PostgreSQL 10 and later.
import type { Row } from "./delimited.ts";
import { parseInstant } from "./instant-text.ts";
import type { MeasurementReport } from "./measurement.ts";

export interface ReplicationSample {
  readonly table: number;
  readonly standby: string;
  readonly state: string;
  readonly syncState: string;
  /** µs; absent where the view has none, which is when nothing was written lately. */
  readonly lags: { readonly write?: number; readonly flush?: number; readonly replay?: number };
  /** Of the primary. */
  readonly position?: number;
  /** Bytes of log that the standby has not applied. */
  readonly behind?: number;
  /** µs. */
  readonly at?: number;
}

const STATES: readonly string[] = ["async", "potential", "sync", "quorum"];
const TIME_COLUMNS: readonly string[] = [
  "now",
  "clock_timestamp",
  "sampled_at",
  "time",
  "timestamp",
  "ts",
  "at",
];
const CURRENT: readonly string[] = ["pg_current_wal_lsn", "current_lsn", "sent_lsn"];

/** Undefined when the report says why. */
export function sampleOf(row: Row, report: MeasurementReport): ReplicationSample | undefined {
  const { cells, line, table } = row;
  const refuse = (column: string, expected: string): void =>
    report.add("TWIN1202", { line }, `${column} is \`${cells.get(column)}\``, `expected ${expected}`);
  const syncState = cells.get("sync_state") ?? "";
  if (!STATES.includes(syncState)) refuse("sync_state", STATES.join(", "));
  const read = <T>(
    column: string,
    parse: (text: string) => T | undefined,
    expected: string,
  ): T | undefined => {
    const text = cells.get(column) ?? "";
    const value = text === "" ? undefined : parse(text);
    if (text !== "" && value === undefined) refuse(column, expected);
    return value;
  };
  const lag = (stage: string) => read(`${stage}_lag`, parseInterval, "a time like 00:00:00.013");
  const lsn = (column: string) => read(column, parseLsn, "a position like 16/B374D848");
  const [write, flush, replay] = ["write", "flush", "replay"].map(lag);
  const position = CURRENT.map(lsn).find((each) => each !== undefined);
  const applied = lsn("replay_lsn");
  const at = instantOf(row, report);
  if (report.hasErrors) return undefined;
  return {
    table,
    standby:
      ["application_name", "client_addr", "pid"].map((name) => cells.get(name)).find(Boolean) ?? "standby",
    state: cells.get("state") ?? "streaming",
    syncState,
    lags: {
      ...(write !== undefined && { write }),
      ...(flush !== undefined && { flush }),
      ...(replay !== undefined && { replay }),
    },
    ...(position !== undefined && { position }),
    ...(position !== undefined && applied !== undefined && { behind: Math.max(0, position - applied) }),
    ...(at !== undefined && { at }),
  };
}

/** A column with the instant, or the number of a repetition of \watch times its period. */
function instantOf({ cells, title, table, line }: Row, report: MeasurementReport): number | undefined {
  const column = TIME_COLUMNS.find((name) => cells.has(name));
  if (column === undefined) {
    const every = /\(every ([\d.]+)s\)$/.exec(title ?? "")?.[1];
    return every === undefined ? undefined : table * Number(every) * 1e6;
  }
  const text = cells.get(column) ?? "";
  const instant = parseInstant(text);
  if (!instant)
    report.add(
      "TWIN1202",
      { line },
      `${column} is \`${text}\``,
      "expected an instant like 2026-11-23 01:02:03.4+00",
    );
  return instant?.micros;
}

/** `16/B374D848` → bytes. */
export function parseLsn(text: string): number | undefined {
  const match = /^([0-9A-F]{1,8})\/([0-9A-F]{1,8})$/i.exec(text);
  return match
    ? Number.parseInt(match[1] as string, 16) * 2 ** 32 + Number.parseInt(match[2] as string, 16)
    : undefined;
}

/** `00:00:00.0132`, `1 day 02:03:04`, `-00:00:01` → µs. */
export function parseInterval(text: string): number | undefined {
  const match = /^(?:(-?\d+) days? ?)?(?:(-)?(\d{2,}):(\d\d):(\d\d(?:\.\d{1,6})?))?$/.exec(text.trim());
  if (!match || text.trim() === "") return undefined;
  const [, days = "0", sign, hours = "0", minutes = "0", seconds = "0"] = match;
  const time = (Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds);
  return Math.round((Number(days) * 86_400 + (sign === "-" ? -time : time)) * 1e6);
}
