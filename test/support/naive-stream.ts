// One replication stream as anybody would write it down: every record on its own, a clock that steps from event to event.
// The eager twin of the columns in sim/transaction: slow, and simple enough to be believed.

export interface NaiveRecord {
  /** When the source has flushed it, µs. */
  readonly ready: number;
  readonly bytes: number;
}
/** From `at` on: rate in bytes per µs (0 = the path is cut), one-way delay in µs. */
export interface NaiveCondition {
  readonly at: number;
  readonly rate: number;
  readonly delay: number;
}

/**
 * Instants of arrival. Bytes leave one after the other; a cut, or another path, loses what has not arrived, and it is sent
 * again; after a cut the sender begins again at `resumesAt`.
 */
export function naiveArrivals(
  records: readonly NaiveRecord[],
  conditions: readonly NaiveCondition[],
  resumesAt: (backAt: number, brokenAt: number, roundTrip: number) => number,
): number[] {
  const arrived: number[] = [];
  /** Arrivals of what is on the wire, if nothing happens to it. */
  let wire: number[] = [];
  let left = records[0]?.bytes ?? 0;
  let path: NaiveCondition | undefined;
  let brokenAt: number | undefined;
  let mayFrom = 0;
  conditions.forEach((condition, i) => {
    const { at, rate, delay } = condition;
    const isCut = rate === 0;
    if (path && (isCut || path.delay !== delay)) {
      arrived.push(...wire.filter((arrival) => arrival <= at));
      wire = [];
      left = records[arrived.length]?.bytes ?? 0;
      if (isCut) brokenAt = at;
      mayFrom = at;
    }
    path = isCut ? undefined : condition;
    if (isCut) return;
    if (brokenAt !== undefined) mayFrom = resumesAt(at, brokenAt, 2 * delay);
    brokenAt = undefined;
    const until = conditions[i + 1]?.at ?? Number.POSITIVE_INFINITY;
    for (let now = at; arrived.length + wire.length < records.length; ) {
      const index = arrived.length + wire.length;
      const begin = Math.max(now, mayFrom, (records[index] as NaiveRecord).ready);
      if (begin >= until) break;
      now = begin + left / rate;
      if (now > until) {
        left -= (until - begin) * rate;
        break;
      }
      wire.push(now + delay);
      left = records[index + 1]?.bytes ?? 0;
    }
  });
  return [...arrived, ...wire];
}

/** Group commit: one flush at a time; a flush takes with it everything that is there when it begins. */
export function naiveFlushes(arrivals: readonly number[], duration: () => number): number[] {
  const durable: number[] = [];
  let free = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < arrivals.length; ) {
    const begin = Math.max(free, arrivals[i] as number);
    const end = begin + duration();
    durable.push(end);
    // Whoever was there before it began goes with it.
    for (i++; i < arrivals.length && (arrivals[i] as number) < begin; i++) durable.push(end);
    free = end;
  }
  return durable;
}

/** `servers` workers, first come, first served; undefined = no room. Work that is done leaves its place at once. */
export function naiveStation(
  arrivals: readonly { readonly at: number; readonly work: number }[],
  { servers, queue }: { readonly servers: number; readonly queue?: number },
): (number | undefined)[] {
  const busy: number[] = [];
  return arrivals.map(({ at, work }) => {
    const inside = busy.filter((end) => end > at).sort((a, b) => a - b);
    if (queue !== undefined && inside.length >= servers + queue) return undefined;
    // It begins when all but `servers − 1` of those before it are done.
    const begin = inside.length < servers ? at : (inside[inside.length - servers] as number);
    busy.push(begin + work);
    return begin + work;
  });
}
