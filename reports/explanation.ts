// Why an outage took as long as it did, in sentences: the chain of events from the fault to restored service, and the
// phases with the parameter that set each.
import type { LoggedEvent, RunResult } from "../sim/index.ts";
import { since } from "./replay.ts";
import type { Style } from "./terminal.ts";
import { chainOf, faultInstant } from "./view/causes.ts";
import { duration, quantity, share } from "./view/format.ts";

export interface ExplainedRun {
  /** "the median run", "the worst run". */
  readonly which: string;
  readonly run: RunResult;
  readonly events: readonly LoggedEvent[];
  readonly replay: string;
}

export function explanationText(
  explained: ExplainedRun,
  paint: (style: Style, text: string) => string,
): string {
  const { which, run, events, replay } = explained;
  const total = run.phases.reduce((sum, { micros }) => sum + micros, 0);
  const head = `${run.disruption}: ${which} (replication ${run.replication})`;
  const lines = [
    paint("bold", head),
    ...outage(run, total),
    ...chain(events, run),
    ...phases(run, total),
    ...loss(run),
  ];
  return `${[...lines, `See every event: ${replay}`].join("\n")}\n`;
}

function outage(run: RunResult, total: number): string[] {
  if (!run.modelled)
    return [`This disruption is not modelled: ${run.reason ?? "this version cannot play it"}.`];
  if (!run.recovered) return [`Service was lost and did not come back within ${duration(total / 1e6)}.`];
  if (total === 0) return ["Service was never below the level that counts as an outage."];
  return [`Service was down for ${duration(total / 1e6)}.`];
}

function chain(events: readonly LoggedEvent[], run: RunResult): string[] {
  const links = chainOf(events, run);
  if (links.length === 0) return [];
  const zero = faultInstant(events);
  const sentences = links.map(
    ({ at, subject, text }, i) =>
      `  ${since(at - zero)}  ${i === 0 ? "first" : "so   "}  ${subject}: ${text}`,
  );
  return ["What led to what:", ...sentences];
}

function phases(run: RunResult, total: number): string[] {
  if (run.phases.length === 0 || total === 0) return [];
  const lines = run.phases.map(({ name, setBy, micros }) => {
    const part = share(micros / total).padStart(7);
    return `  ${name.padEnd(9)} ${duration(micros / 1e6).padEnd(11)} ${part}  set by ${setBy}`;
  });
  return ["Where the time went:", ...lines];
}

function loss({ values }: RunResult): string[] {
  const { lostTransactions: lost, rpoAchievedSeconds: age } = values;
  if (lost === undefined) return [];
  if (lost === 0) return ["No acknowledged transaction was lost."];
  const old = age === undefined ? "" : `, the oldest ${duration(age)} before the failure`;
  const were = lost === 1 ? "transaction was" : "transactions were";
  return [`${quantity(lost, "count")} acknowledged ${were} lost${old}.`];
}
