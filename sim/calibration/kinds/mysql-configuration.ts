// The configuration of MySQL or MariaDB: a my.cnf, or what SHOW VARIABLES prints. Says what a commit waits for.
// Leaves out: included files, group replication, what was set at run time and is not in the file.
import { acknowledgementSaid } from "../acknowledgement.ts";
import { type Line, linesOf } from "../lines.ts";
import {
  defineMeasurement,
  type MeasurementReport,
  type Reading,
  type Source,
  type Unlearned,
} from "../measurement.ts";

const GROUP = /^\[(?:mysqld|mariadbd?|server)(?:-[\d.]+)?\]/m;
const VARIABLE = /^\|?\s*(?:rpl_semi_sync_|sync_binlog|innodb_flush_log_at_trx_commit)\w*\s*[|\t]/m;

export const mysqlConfiguration = defineMeasurement({
  name: "my.cnf",
  title: "my.cnf, or mysql -e 'SHOW GLOBAL VARIABLES'",
  source: "MySQL 8.4 manual, 19.4.10 and 6.2.2.2; MariaDB: Semisynchronous Replication",
  speaksOf: "cluster",
  recognises: (head) => GROUP.test(head) || VARIABLE.test(head),
  read(source, report) {
    const { lines, of, remarks } = linesOf(source);
    const read = readOptions(lines, report);
    if (report.hasErrors) return undefined;
    const said = saidBy(read.options, source, report);
    if (report.hasErrors) return undefined;
    return {
      file: source.file,
      kind: "my.cnf",
      lines: { used: read.options.size, of },
      observed: [],
      remarks: [...remarks, ...read.remarks],
      ...said,
    };
  },
});

interface Option {
  readonly line: number;
  readonly value: string;
}
type Options = ReadonlyMap<string, Option>;

/** Of the groups that the server reads; the last one wins. */
function readOptions(lines: readonly Line[], report: MeasurementReport) {
  const options = new Map<string, Option>();
  const remarks: string[] = [];
  // SHOW VARIABLES has no groups: all of it is the server's.
  let isServer = !lines.some(({ text }) => /^\[/.test(text));
  for (const { text, number } of lines) {
    const line = text.trim();
    const group = /^\[([^\]]+)\]$/.exec(line);
    if (group) isServer = GROUP.test(line);
    else if (line.startsWith("!")) remarks.push(`line ${number}: ${line} is not followed`);
    else if (line === "" || /^[#;+]/.test(line)) continue;
    else {
      const option = optionIn(line);
      if (option === undefined) {
        const hint = "expected a group like [mysqld], or name = value";
        report.add("TWIN1202", { line: number, length: text.length }, "not a line of a my.cnf", hint);
      } else if (isServer) options.set(option.name, { line: number, value: option.value });
    }
  }
  return { options, remarks };
}

function optionIn(line: string): { readonly name: string; readonly value: string } | undefined {
  const row = /^\|\s*(\w+)\s*\|\s*(.*?)\s*\|$/.exec(line) ?? /^(\w+)\t(.*)$/.exec(line);
  const written = row ?? /^(?:loose[-_])?([A-Za-z][\w.-]*)\s*(?:=\s*(.*))?$/.exec(line);
  if (!written) return undefined;
  const value = (written[2] ?? "ON").replace(/\s+#.*$/, "").replace(/^(["'])(.*)\1$/, "$2");
  return { name: (written[1] as string).replaceAll("-", "_").toLowerCase(), value: value.trim() };
}

function saidBy(
  options: Options,
  { file, subject: cluster }: Source,
  report: MeasurementReport,
): Pick<Reading, "learned" | "comparable" | "unlearned"> {
  const any = (...names: readonly string[]): Option | undefined =>
    names.map((name) => options.get(name)).find((option) => option !== undefined);
  const enabled = any("rpl_semi_sync_source_enabled", "rpl_semi_sync_master_enabled");
  const unlearned = notSimulated(options, file);
  if (!enabled) {
    const because = "rpl_semi_sync_source_enabled is not in the file; MySQL's own default is asynchronous";
    return { learned: [], comparable: [], unlearned: [{ what: "acknowledge", because, file }, ...unlearned] };
  }
  const basis = `rpl_semi_sync_source_enabled = ${enabled.value}, line ${enabled.line}`;
  if (!isOn(enabled, report))
    return { ...acknowledgementSaid({ kind: "asynchronous" }, { cluster, file, basis }), unlearned };
  const timeout = any("rpl_semi_sync_source_timeout", "rpl_semi_sync_master_timeout");
  const count = any(
    "rpl_semi_sync_source_wait_for_replica_count",
    "rpl_semi_sync_master_wait_for_slave_count",
  );
  const [millis, standbys] = [whole(timeout, report), whole(count, report)];
  const written = `time-out in ${lineOf(timeout)}, number of replicas in ${lineOf(count)}`;
  const seen = {
    kind: "semi-synchronous" as const,
    ...(standbys !== undefined && { standbys }),
    ...(millis !== undefined && { timeout: millis * 1000 }),
  };
  return { ...acknowledgementSaid(seen, { cluster, file, basis: `${basis}; ${written}` }), unlearned };
}

/** Where it is absent the server's own default is the scenario's as well. */
const lineOf = (option: Option | undefined): string =>
  option === undefined ? "no line (default)" : `line ${option.line}`;

function isOn({ value, line }: Option, report: MeasurementReport): boolean {
  if (!/^(?:on|off|0|1|true|false)$/i.test(value))
    report.add("TWIN1202", { line }, `\`${value}\` is neither on nor off`, "expected ON, OFF, 1 or 0");
  return /^(?:on|1|true)$/i.test(value);
}

function whole(option: Option | undefined, report: MeasurementReport): number | undefined {
  if (!option) return undefined;
  if (/^\d{1,15}$/.test(option.value)) return Number(option.value);
  report.add(
    "TWIN1202",
    { line: option.line },
    `\`${option.value}\` is not a whole number`,
    "expected digits alone",
  );
  return undefined;
}

/** Settings that change what is lost, and that no field of a scenario holds. */
function notSimulated(options: Options, file: string): Unlearned[] {
  const differs = (name: string, usual: RegExp, because: string): Unlearned[] => {
    const option = options.get(name);
    return option && !usual.test(option.value) ? [{ what: `${name} = ${option.value}`, because, file }] : [];
  };
  const unflushed =
    "a crash of the primary's host then loses acknowledged commits, and a simulated primary flushes each of them";
  const wait = "here nobody sees a commit before its acknowledgement";
  return [
    ...differs("sync_binlog", /^1$/, unflushed),
    ...differs("innodb_flush_log_at_trx_commit", /^1$/, unflushed),
    ...["source", "master"].flatMap((word) => [
      ...differs(`rpl_semi_sync_${word}_wait_point`, /^after_sync$/i, wait),
    ]),
    ...differs(
      "rpl_semi_sync_source_wait_no_replica",
      /^(?:on|1)$/i,
      "here a commit always waits for the time-out",
    ),
    ...differs(
      "rpl_semi_sync_master_wait_no_slave",
      /^(?:on|1)$/i,
      "here a commit always waits for the time-out",
    ),
    { what: "node.flush and latencies", because: "a configuration has no measured times", file },
  ];
}
