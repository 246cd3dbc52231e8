// The connections that are handed over: which are open, what of a full copy is still to come, and since when nothing
// gets through, which decides when their next probe comes.

import type { Position } from "../cluster/data-plane.ts";
import type { HandedStream } from "../cluster/hand-over.ts";
import type { Instant } from "../quantity/time.ts";
import type { HandOverParts } from "./hand-over.ts";

export function streamsOf({ orders, copyLeft, plane, now }: HandOverParts): HandedStream[] {
  return [...orders.streams].map(([id, spec]) => {
    const isFlowing = orders.fabric.route(spec.source, spec.target) !== undefined;
    const position = (at: number): Position =>
      plane.position(spec.target, spec.origin, "received", Math.floor(at) as Instant);
    return {
      id,
      spec,
      copyLeft: copyLeft(id),
      brokenAt: isFlowing ? undefined : firstAt(position, position(now), now),
    };
  });
}

/** The first instant at which a curve that never falls had reached what it has `now`, to a tenth of a second. */
function firstAt(position: (at: number) => Position, value: Position, now: number): number {
  const isThere = (at: number): boolean => position(at) >= value - 1e-3;
  let step = 100_000;
  while (step < now && isThere(now - step)) step *= 2;
  let [low, high] = [Math.max(0, now - step), now];
  while (high - low > 1e5) {
    const middle = (low + high) / 2;
    if (isThere(middle)) high = middle;
    else low = middle;
  }
  return high;
}
