// From the log of one replication to the chain of causes that leads from the fault to the end of the outage.
import type { LoggedEvent } from "../../sim/index.ts";

/** When the first fault struck; the first event where none is logged. */
export function faultInstant(events: readonly LoggedEvent[]): number {
  const fault = events.find(({ name }) => /^fault/i.test(name));
  return (fault ?? events[0])?.at ?? 0;
}

/** The events that led to the restored service, first cause first; to the last event of the log where it never was. */
export function chainOf(events: readonly LoggedEvent[]): LoggedEvent[] {
  const byId = new Map(events.map((event) => [event.id, event]));
  const last =
    events.findLast(({ name }) => /restored|recovered/i.test(name)) ??
    events.findLast(({ cause }) => cause !== undefined);
  const chain: LoggedEvent[] = [];
  for (let event = last; event; event = event.cause === undefined ? undefined : byId.get(event.cause)) {
    if (chain.includes(event)) break;
    chain.push(event);
  }
  return chain.reverse();
}
