// From the log of one replication to the chain of causes that leads from the fault to the end of the outage.
import type { LoggedEvent, RunResult } from "../../sim/index.ts";

/** When the first fault struck; the first event where none is logged. */
export function faultInstant(events: readonly LoggedEvent[]): number {
  const fault = events.find(({ name }) => name === "faultBegan");
  return (fault ?? events[0])?.at ?? 0;
}

/** What can end an outage. */
const SERVING = [
  "connectionsChanged",
  "writerStarted",
  "answersInTime",
  "faultEnded",
  "synchronyDegraded",
  "restored",
];

/**
 * The events that led to restored service, first cause first; to the last event that has a cause where service
 * was never
 * restored. The end of the outage is no event itself: the one next to it in time is taken.
 */
export function chainOf(events: readonly LoggedEvent[], run: RunResult): LoggedEvent[] {
  const outage = run.phases.reduce((sum, { micros }) => sum + micros, 0);
  if (outage === 0) return [];
  let event = run.recovered ? nextTo(faultInstant(events) + outage, events) : undefined;
  event ??= events.findLast(({ cause }) => cause !== undefined);
  return event ? chainTo(event, events) : [];
}

/** How it came to this event: first cause first, itself last. */
export function chainTo(last: LoggedEvent, events: readonly LoggedEvent[]): LoggedEvent[] {
  const byId = new Map(events.map((event) => [event.id, event]));
  const chain: LoggedEvent[] = [];
  let event: LoggedEvent | undefined = last;
  while (event && !chain.includes(event)) {
    chain.push(event);
    event = event.cause === undefined ? undefined : byId.get(event.cause);
  }
  return chain.reverse();
}

function nextTo(end: number, events: readonly LoggedEvent[]): LoggedEvent | undefined {
  const serving = events.filter(({ name, cause }) => SERVING.includes(name) && cause !== undefined);
  const distance = ({ at }: LoggedEvent): number => Math.abs(at - end);
  return serving.reduce<LoggedEvent | undefined>(
    (best, event) => (best === undefined || distance(event) <= distance(best) ? event : best),
    undefined,
  );
}
