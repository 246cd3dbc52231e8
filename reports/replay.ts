// The log of one replication: one aligned line per event, in time since the first fault. An --at shows the
// events around an instant, the nearest one marked.
import type { LoggedEvent, RunResult } from "../sim/index.ts";
import type { Style } from "./terminal.ts";
import { chainOf, faultInstant } from "./view/causes.ts";
import { duration, quantity } from "./view/format.ts";

export interface ReplayOptions {
  readonly seed: string;
  readonly paint: (style: Style, text: string) => string;
  /** After the first fault. */
  readonly atMicros?: number;
}

/** Lines shown on each side of the instant asked for. */
const AROUND = 12;

export function replayText(events: readonly LoggedEvent[], run: RunResult, options: ReplayOptions): string {
  const { paint, seed } = options;
  const what = run.disruption === "" ? "nothing breaks" : run.disruption;
  const head = paint("bold", `${what}, replication ${run.replication}, seed ${seed}`);
  const lines = eventLines(events, run, options);
  return `${[head, ...lines, "", ...summary(run)].join("\n")}\n`;
}

function eventLines(events: readonly LoggedEvent[], run: RunResult, options: ReplayOptions): string[] {
  const { paint, atMicros: at } = options;
  const zero = faultInstant(events);
  const width = Math.max(0, ...events.map(({ subject }) => subject.length));
  const causes = new Set(chainOf(events, run).map(({ id }) => id));
  const line = (event: LoggedEvent, mark: string): string => {
    const text = `${mark} ${since(event.at - zero)}  ${event.subject.padEnd(width)}  ${event.text}`;
    return causes.has(event.id) ? paint("bold", text) : text;
  };
  if (events.length === 0) return ["  nothing was logged"];
  if (at === undefined) return events.map((event) => line(event, " "));
  const nearest = nearestTo(events, zero + at);
  const [from, to] = [Math.max(0, nearest - AROUND), Math.min(events.length, nearest + AROUND + 1)];
  const shown = events.slice(from, to).map((event, i) => line(event, from + i === nearest ? ">" : " "));
  const more = (count: number, when: string): string[] =>
    count > 0 ? [paint("dim", `  … ${count} ${when}`)] : [];
  return [...more(from, "earlier"), ...shown, ...more(events.length - to, "later")];
}

function nearestTo(events: readonly LoggedEvent[], at: number): number {
  const distance = (event: LoggedEvent | undefined): number => Math.abs((event?.at ?? 0) - at);
  return events.reduce((best, event, i) => (distance(event) < distance(events[best]) ? i : best), 0);
}

/** "   +62.413000 s": seconds to the microsecond, aligned. */
export function since(micros: number): string {
  const sign = micros < 0 ? "-" : "+";
  return `${`${sign}${(Math.abs(micros) / 1e6).toFixed(6)}`.padStart(13)} s`;
}

function summary(run: RunResult): string[] {
  if (!run.modelled) return [`not modelled: ${run.reason ?? "this version cannot play it"}`];
  const total = run.phases.reduce((sum, { micros }) => sum + micros, 0);
  const phases = run.phases.map(
    ({ name, setBy, micros }) => `  ${name.padEnd(9)} ${duration(micros / 1e6).padEnd(12)} set by ${setBy}`,
  );
  const outage = run.recovered
    ? `outage ${duration(total / 1e6)}`
    : `service never came back (watched for ${duration(total / 1e6)})`;
  const { lostTransactions: lost, rpoAchievedSeconds: age } = run.values;
  const losses = lost === undefined ? [] : [lossLine(lost, age, run.censored.includes("lostTransactions"))];
  return [...(run.phases.length > 0 ? [outage, ...phases] : []), ...losses];
}

function lossLine(lost: number, age: number | undefined, isOpen: boolean): string {
  const count = `${isOpen ? "at least " : ""}${quantity(lost, "count")}`;
  const old = lost > 0 && age !== undefined ? `, the oldest ${duration(age)} old` : "";
  return `lost ${count} acknowledged transaction${lost === 1 ? "" : "s"}${old}`;
}
