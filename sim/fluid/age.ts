// When a copy becomes older than a mark, or young again: where the curve of what was received meets the curve of what
// was appended, one age later. Real µs.

import type { Crossing } from "../cluster/data-plane.ts";
import { firstNotPositive } from "./curve.ts";
import type { FluidStream } from "./fluid-stream.ts";
import type { FluidHolder } from "./holder.ts";

export type Age = Crossing & { readonly kind: "age" };

const NEVER = Number.POSITIVE_INFINITY;
const PAUSE = 2; // µs

/** What it holds stays as it is: then it is as old. */
function aged({ ledger, received }: FluidHolder, age: number): number {
  return ledger.appendedPast(received.valueAt(received.restsFrom) + ledger.recordBytes / 2) + age;
}

/** `stream` is the one that feeds it, if any; `until`: then it is looked at again anyway. */
export function ageCrossingAt(
  holder: FluidHolder,
  stream: FluidStream | undefined,
  crossing: Age,
  { now, until }: { readonly now: number; readonly until: number },
): number {
  const isAbove = crossing.becomes === "above";
  if (holder.isCopying) return isAbove ? now : NEVER;
  if (holder.isWriter) return isAbove ? NEVER : now;
  const { age } = crossing;
  const { ledger, received } = holder;
  /** Bytes by which the copy is ahead of what was there one age ago; half a record less is, more likely, none. */
  const ahead = (t: number): number =>
    received.valueAt(t) - ledger.appended(t - age) + ledger.recordBytes / 2;
  if (isAbove ? ahead(now) <= 0 : ahead(now) > 0) return now;
  if (isAbove && stream?.isFollowing && stream.source.isWriter && stream.lag + ledger.flush < age)
    return NEVER;
  const rests = received.restsFrom;
  // A pair of watches must not fire for ever at one instant where rounding puts the crossing on either side of it.
  if (rests <= now) return isAbove ? Math.max(now + PAUSE, aged(holder, age)) : NEVER;
  const gap = isAbove ? ahead : (t: number): number => -ahead(t);
  const nextBreak = (t: number): number =>
    Math.min(received.nextBreak(t), ledger.curve.nextBreak(t - age) + age);
  // Where the stream turns, it is looked at again; what rests by then is solved above.
  return Math.max(now + PAUSE, firstNotPositive(gap, nextBreak, now, until));
}
