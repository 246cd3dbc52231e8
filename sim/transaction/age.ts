// When a copy becomes older than a mark, or young again, as far as the columns of its records reach. Real µs;
// Infinity = cannot be foreseen.

import type { Crossing } from "../cluster/data-plane.ts";
import type { Holder } from "./holder.ts";

export type Age = Crossing & { readonly kind: "age" };

const UNKNOWN = Number.POSITIVE_INFINITY;

/** The oldest record that is not received in time comes of age. */
export function agedFrom(holder: Holder, { age }: Age, now: number): number {
  if (now < holder.usableFrom) return now;
  if (holder.isWriter) return UNKNOWN;
  const { ledger, received } = holder;
  const { appends, next } = ledger;
  const lacking = Math.max(ledger.first, holder.heldBefore(now));
  if (lacking >= next) return UNKNOWN;
  // All that is on its way arrives in time.
  const isOnTime = received.end > lacking && received.at(received.end - 1) < appends.at(lacking) + age;
  for (let i = isOnTime ? received.end : lacking; i < next; i++) {
    const due = appends.at(i) + age;
    if (i >= received.end || received.at(i) >= due) return Math.max(now, due);
  }
  return UNKNOWN;
}

/** What it lacks was appended less than an age ago. */
export function agedUntil(holder: Holder, { age }: Age, now: number): number {
  if (now < holder.usableFrom) return holder.usableFrom;
  if (holder.isWriter) return now;
  const { ledger, received } = holder;
  const { appends, next } = ledger;
  let at = now;
  let lacking = Math.max(ledger.first, holder.heldBefore(now));
  while (lacking < next && at - appends.at(lacking) >= age) {
    // Before it lacks this one it has received everything older.
    lacking = appends.firstAbove(at - age);
    if (lacking > received.end) return UNKNOWN;
    at = Math.max(at, received.at(lacking - 1));
  }
  return at;
}
