// A rehearsal on the real system, as its team wrote it down: events with instants, and what was lost. CSV, one event a
// line. Instants may be of any zone; what counts is how far apart they are.
import type { Diagnostic } from "../config/diagnostic.ts";
import { nearest } from "../config/nearest.ts";
import { cellsOf } from "./delimited.ts";
import { type InstantReading, parseInstant } from "./instant-text.ts";
import { type Line, linesOf } from "./lines.ts";
import { MeasurementReport, type Source } from "./measurement.ts";

/** In the order in which they happen. */
export const MILESTONES = [
  "fault",
  "detected",
  "decided",
  "promoted",
  "first-write",
  "clients-back",
] as const;
export type Milestone = (typeof MILESTONES)[number];

/** Amounts instead of instants, and the metric that predicts each. */
export const AMOUNTS = { "lost-rows": "lostTransactions", "lost-seconds": "rpoAchievedSeconds" } as const;
export type AmountName = keyof typeof AMOUNTS;
const REDUNDANT = "redundant-again";

export interface Rehearsal {
  readonly file: string;
  /** µs after the fault. */
  readonly at: ReadonlyMap<Milestone | typeof REDUNDANT, number>;
  /** µs: how far each may be off, by its last digit; the fault, where the others count from it, by nothing. */
  readonly resolution: ReadonlyMap<Milestone | typeof REDUNDANT, number>;
  readonly amounts: ReadonlyMap<AmountName, number>;
  readonly remarks: readonly string[];
}

export const REHEARSAL_TEMPLATE = `# A rehearsal, for: twinsite score drill.csv --scenario FILE --disruption NAME
# Instants: ISO 8601 (2026-11-23T10:00:00.250+08:00), or after the fault (+12.3 s). Leave empty what nobody saw.
event,instant
# what was broken, was broken then
fault,
# the failover manager, or a person, took the primary for dead
detected,
# a new primary was chosen
decided,
# it took writes
promoted,
# the first write of a client got through
first-write,
# 95 % of the writes got through again, and it stayed so
clients-back,
# every node has one history again and has caught up
redundant-again,
# acknowledged transactions that are gone: a count, not an instant
lost-rows,
# from the acknowledgement of the oldest of them to the fault, in seconds
lost-seconds,
`;

const EVENTS: readonly string[] = [...MILESTONES, REDUNDANT, ...Object.keys(AMOUNTS)];

export interface ReadRehearsal {
  readonly rehearsal?: Rehearsal;
  readonly diagnostics: readonly Diagnostic[];
}

export function readRehearsal(source: Source): ReadRehearsal {
  const report = new MeasurementReport(source.file);
  const { lines, remarks } = linesOf(source);
  const entries = readEntries(lines, report);
  const rehearsal = report.hasErrors ? undefined : assembled(entries, report);
  if (!rehearsal || report.hasErrors) return { diagnostics: report.diagnostics };
  return { rehearsal: { file: source.file, ...rehearsal, remarks }, diagnostics: [] };
}

interface Entry {
  readonly line: number;
  readonly text: string;
  readonly instant?: InstantReading;
}

function readEntries(lines: readonly Line[], report: MeasurementReport): Map<string, Entry> {
  const entries = new Map<string, Entry>();
  for (const { text, number: line } of lines) {
    if (text.trim() === "" || text.startsWith("#")) continue;
    const [event = "", written = "", ...more] = cellsOf(text);
    if (event === "event") continue;
    if (!EVENTS.includes(event)) {
      const meant = nearest(event, EVENTS);
      const hint = `${meant === undefined ? "" : `did you mean ${meant}? `}known events: ${EVENTS.join(", ")}`;
      report.add("TWIN1202", { line, length: event.length }, `unknown event \`${event.slice(0, 60)}\``, hint);
    } else if (more.length > 0) {
      report.add(
        "TWIN1202",
        { line, column: text.lastIndexOf(",") + 1 },
        "more than two columns",
        "expected event,instant",
      );
    } else if (entries.has(event)) {
      report.add(
        "TWIN1202",
        { line, length: event.length },
        `${event} stands in line ${entries.get(event)?.line} as well`,
        "each event once",
      );
    } else if (written !== "") {
      const entry = entryOf(event, written, { line, column: event.length + 2 }, report);
      if (entry) entries.set(event, entry);
    }
  }
  return entries;
}

function entryOf(
  event: string,
  text: string,
  place: { readonly line: number; readonly column: number },
  report: MeasurementReport,
): Entry | undefined {
  const at = { ...place, length: text.length };
  if (Object.hasOwn(AMOUNTS, event)) {
    if (/^\d+(\.\d+)?$/.test(text)) return { line: place.line, text };
    report.add(
      "TWIN1202",
      at,
      `\`${text.slice(0, 60)}\` is no amount`,
      "expected a number without a unit, like 12",
    );
    return undefined;
  }
  const instant = parseInstant(text);
  if (instant) return { line: place.line, text, instant };
  report.add(
    "TWIN1202",
    at,
    `\`${text.slice(0, 60)}\` is no instant`,
    "like 2026-11-23T10:00:00.250+08:00, or +12.3 s",
  );
  return undefined;
}

function assembled(
  entries: ReadonlyMap<string, Entry>,
  report: MeasurementReport,
): Omit<Rehearsal, "file" | "remarks"> | undefined {
  const amounts = new Map(
    (Object.keys(AMOUNTS) as AmountName[]).flatMap((name) => {
      const entry = entries.get(name);
      return entry ? [[name, Number(entry.text)] as const] : [];
    }),
  );
  const names = [...MILESTONES, REDUNDANT] as const;
  const at = new Map<(typeof names)[number], number>();
  const resolution = new Map<(typeof names)[number], number>();
  const fault = entries.get("fault")?.instant;
  let [before, latest]: [string, number] = ["fault", 0];
  for (const name of names) {
    const entry = entries.get(name);
    if (!entry?.instant) continue;
    const micros = sinceFault(entry.instant, fault);
    const place = { line: entry.line, column: name.length + 2, length: entry.text.length };
    if (micros === undefined) {
      report.add(
        "TWIN1202",
        place,
        "an instant of the clock, and the fault has none",
        "write the fault's instant, or +12.3 s after it",
      );
    } else if (micros < latest) {
      report.add("TWIN1202", place, `${name} is before ${before}`, `the order is ${names.join(", ")}`);
    } else {
      at.set(name, micros);
      resolution.set(name, name === "fault" && entry.instant.isRelative ? 0 : entry.instant.resolution);
      [before, latest] = [name, micros];
    }
  }
  if (!report.hasErrors && at.size + amounts.size < (at.has("fault") ? 2 : 1)) {
    report.add(
      "TWIN1203",
      { line: 1 },
      "nothing to set beside a prediction",
      "the fault and at least one event after it",
    );
  }
  if (report.hasErrors) return undefined;
  at.set("fault", 0);
  return { at, resolution, amounts };
}

/** Undefined for an instant of the clock when the fault has none. */
function sinceFault(instant: InstantReading, fault: InstantReading | undefined): number | undefined {
  if (instant.isRelative)
    return fault === undefined || fault.isRelative ? instant.micros - (fault?.micros ?? 0) : instant.micros;
  return fault === undefined || fault.isRelative ? undefined : instant.micros - fault.micros;
}
