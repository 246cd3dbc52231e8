// The lines that ping writes, told apart; and what they say together. Sequence numbers start again after 65,535.

import { resolutionOf } from "./amounts.ts";
import type { Line, Lines } from "./lines.ts";
import type { MeasurementReport } from "./measurement.ts";

export interface Pings {
  /** µs, in the order of the answers; duplicates once. */
  readonly roundTrips: readonly number[];
  /** By sequence number, as far as it is known. */
  readonly isLost: readonly boolean[];
  /** µs from one packet to the next, where the file tells. */
  readonly spacing?: number;
  /** Half of the last digit that ping writes, µs. */
  readonly resolution: number;
  readonly used: number;
  readonly of: number;
  readonly firstLine: number;
  readonly lastLine: number;
  readonly remarks: readonly string[];
}

const STAMP = String.raw`(?:\[(\d+\.\d+)\] )?`;
const REPLY = new RegExp(
  `^${STAMP}\\d+ bytes from [^,]+?[:,] icmp_(?:seq|req)=(\\d+)(?: ttl=\\d+| hlim=\\d+)? time[=<]([\\d.]+) ms( \\(DUP!\\))?(?: \\(.*\\))?$`,
);
const SUMMARY = new RegExp(
  [
    "^(\\d+) packets transmitted, (\\d+)(?: packets)? received,",
    "(?: \\+\\d+ (?:duplicates|corrupted|errors),)*",
    " ?([\\d.]+)% packet loss(?:, time (\\d+)ms)?$",
  ].join(""),
);
/** What ping writes beside answers and its summary. */
const OTHER: readonly RegExp[] = [
  /^\s*$/,
  /^(?:\^C)?--- .* ping statistics ---$/,
  /^(?:rtt|round-trip) min\/avg\/max/,
  /^PING /,
  /^ping: /,
  /^Warning: /,
  /^(?:\^\\)?\d+\/\d+ packets, \d+% loss/,
  new RegExp(`^${STAMP}no answer yet for icmp_seq=\\d+$`),
  new RegExp(`^${STAMP}From \\S.* icmp_seq=\\d+ .+$`),
  /^Request timeout for icmp_seq \d+$/,
];
const WRAP = 65_536;

interface Reply {
  readonly line: number;
  readonly number: number;
  readonly micros: number;
  readonly stamp?: number;
  readonly resolution: number;
}
interface Summary {
  readonly sent: number;
  readonly received: number;
  readonly millis?: number;
}

export function readPings({ lines, of, remarks }: Lines, report: MeasurementReport): Pings | undefined {
  const replies: Reply[] = [];
  let summary: Summary | undefined;
  let headers = 0;
  for (const line of lines) {
    const reply = replyOf(line, replies.at(-1)?.number ?? 0);
    if (reply) replies.push(reply);
    else if (SUMMARY.test(line.text)) summary = summaryOf(line.text);
    else if (line.text.startsWith("PING ") && ++headers > 1) {
      report.add(
        "TWIN1202",
        { line: line.number, length: line.text.length },
        "a second ping begins here",
        "give each run a file of its own",
      );
      return undefined;
    } else if (!OTHER.some((known) => known.test(line.text))) strange(line, report);
  }
  if (report.hasErrors) return undefined;
  const [first] = replies;
  const last = replies.at(-1);
  if (!first || !last) {
    const hint = "answers are needed: ping without -q and -f, like ping -D -c 1000 HOST";
    report.add("TWIN1203", { line: lines.at(-1)?.number ?? 1 }, "no answer with a time", hint);
    return undefined;
  }
  const answered = new Map<number, Reply>();
  for (const reply of replies) if (!answered.has(reply.number)) answered.set(reply.number, reply);
  // A file whose head is missing says nothing about what was sent before.
  const start = headers === 0 || first.number === 0 ? first.number : 1;
  const end = endOf(answered, summary, start);
  const isLost = Array.from({ length: end - start + 1 }, (_, i) => !answered.has(start + i));
  const spacing = spacingOf([...answered.values()], summary);
  return {
    roundTrips: [...answered.values()].map(({ micros }) => micros),
    isLost,
    ...(spacing !== undefined && { spacing }),
    resolution: medianOf(replies.map(({ resolution }) => resolution)),
    used: replies.length + (summary ? 1 : 0),
    of,
    firstLine: first.line,
    lastLine: last.line,
    remarks: [...remarks, ...remarksOn(answered.size, summary, end)],
  };
}

/** Of the odd late answer ping writes fewer digits. */
const medianOf = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] as number;

function replyOf({ text, number: line }: Line, before: number): Reply | undefined {
  const match = REPLY.exec(text);
  if (!match) return undefined;
  const [, stamp, sequence, millis = ""] = match;
  const laps = Math.floor(before / WRAP) * WRAP;
  const plain = laps + Number(sequence);
  const number = plain < before - WRAP / 2 ? plain + WRAP : plain;
  const own = { line, number, micros: Number(millis) * 1000, resolution: resolutionOf(millis) * 1000 };
  return stamp === undefined ? own : { ...own, stamp: Number(stamp) * 1e6 };
}

function summaryOf(text: string): Summary {
  const [, sent, received, , millis] = SUMMARY.exec(text) as RegExpExecArray;
  const own = { sent: Number(sent), received: Number(received) };
  return millis === undefined ? own : { ...own, millis: Number(millis) };
}

function strange({ text, number }: Line, report: MeasurementReport): void {
  const isAnswer = /bytes from|icmp_seq/.test(text);
  const hint = isAnswer
    ? "like: 64 bytes from 10.0.0.2: icmp_seq=7 ttl=62 time=27.1 ms"
    : "a line as ping writes it";
  report.add("TWIN1202", { line: number, length: text.length }, "not a line of ping", hint);
}

/** The last packet whose fate is known: without a summary what was sent after the last answer may be under way. */
function endOf(answered: ReadonlyMap<number, Reply>, summary: Summary | undefined, start: number): number {
  const last = [...answered.keys()].reduce((most, number) => Math.max(most, number), start);
  return summary && summary.received === answered.size ? Math.max(last, start + summary.sent - 1) : last;
}

function remarksOn(answers: number, summary: Summary | undefined, end: number): string[] {
  if (!summary) return [`no summary at the end: losses are counted up to icmp_seq=${end}`];
  if (summary.received === answers) return [];
  return [
    `the summary counts ${summary.received} answers and ${answers} are here: losses are counted up to icmp_seq=${end}`,
  ];
}

function spacingOf(replies: readonly Reply[], summary: Summary | undefined): number | undefined {
  const [first, last] = [replies[0], replies.at(-1)];
  if (first?.stamp !== undefined && last?.stamp !== undefined && last.number > first.number)
    return (last.stamp - first.stamp) / (last.number - first.number);
  if (summary?.millis !== undefined && summary.sent > 1) return (summary.millis * 1000) / (summary.sent - 1);
  return undefined;
}
