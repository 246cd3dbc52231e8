// When a watched condition will come true if nothing else changes: solved on the curves, real µs. Where the
// search ends undecided it names an instant at which to look again.

import type { CommitRule, Crossing, NodeId, OriginId, TimelineId } from "../cluster/data-plane.ts";
import { ageCrossingAt } from "./age.ts";
import { firstNotPositive } from "./curve.ts";
import type { Confirmations, FluidLedger } from "./fluid-ledger.ts";
import type { FluidStream } from "./fluid-stream.ts";
import type { FluidHolder } from "./holder.ts";

/** What the search must ask of the plane. */
export interface WatchedPlane {
  holder(node: NodeId, origin: OriginId): FluidHolder;
  ledger(timeline: TimelineId): FluidLedger;
  towards(node: NodeId, origin: OriginId): FluidStream | undefined;
  confirmations(timeline: TimelineId): Confirmations;
  originOf(timeline: TimelineId): OriginId;
  /** Everything is looked at again then, at the latest; Infinity = when something changes. */
  reviewedAt(): number;
}

const NEVER = Number.POSITIVE_INFINITY;
/** Steps of the iteration before it settles for "look again". */
const TRIES = 200;
/** Rounding noise of a position must not keep a condition from holding, bytes. */
const NOISE = 1e-3;
const LOOK_AGAIN = 1_000_000; // µs

export function crossingAt(plane: WatchedPlane, crossing: Crossing, now: number): number {
  switch (crossing.kind) {
    case "backlog":
      return crossing.becomes === "above" ? grows(plane, crossing, now) : shrinks(plane, crossing, now);
    case "reached":
      return reached(plane, crossing, now);
    case "age": {
      const { node, origin } = crossing;
      const stream = plane.towards(node, origin);
      const looksAgain = stream && !stream.isCopying ? stream.wire.turnsAt : NEVER;
      return ageCrossingAt(plane.holder(node, origin), stream, crossing, {
        now,
        until: Math.min(looksAgain, plane.reviewedAt()),
      });
    }
    case "commit-wait":
      return crossing.becomes === "above" ? waitAbove(plane, crossing, now) : waitBelow(plane, crossing, now);
  }
}

type Backlog = Crossing & { kind: "backlog" };

function grows(plane: WatchedPlane, { target, origin, bytes }: Backlog, now: number): number {
  const holder = plane.holder(target, origin);
  const stream = plane.towards(target, origin);
  const { ledger } = holder;
  const base = stream?.isCopying ? stream.base : Math.max(stream?.base ?? 0, holder.received.valueAt(now));
  // Following means that only one delay of data is outstanding.
  if (stream?.wire.state === "following" && !stream.isCopying) return NEVER;
  if (stream?.isCopying || stream?.wire.state !== "busy") {
    const at = ledger.appendedPast(base + bytes - NOISE);
    return Math.max(now, at);
  }
  const gap = (t: number): number => bytes - (ledger.appended(t) - holder.received.valueAt(t));
  return firstNotPositive(
    gap,
    (t) => Math.min(ledger.curve.nextBreak(t), holder.received.nextBreak(t)),
    now,
    // Then it is looked at again.
    Math.min(stream.wire.turnsAt, plane.reviewedAt()),
  );
}

function shrinks(plane: WatchedPlane, { target, origin, bytes }: Backlog, now: number): number {
  const holder = plane.holder(target, origin);
  const stream = plane.towards(target, origin);
  if (!stream || stream.isCopying) return NEVER;
  const { ledger } = holder;
  const gap = (t: number): number => ledger.appended(t) - holder.received.valueAt(t) - bytes + NOISE;
  if (gap(now) <= 0) return now;
  if (stream.wire.state === "idle") return NEVER;
  return firstNotPositive(
    gap,
    (t) => Math.min(ledger.curve.nextBreak(t), holder.received.nextBreak(t)),
    now,
    Math.min(stream.wire.turnsAt, plane.reviewedAt()),
  );
}

function reached(plane: WatchedPlane, crossing: Crossing & { kind: "reached" }, now: number): number {
  const holder = plane.holder(crossing.node, crossing.origin);
  if (holder.isCopying) return NEVER;
  const position = crossing.position - NOISE;
  if (holder.isWriter) return holder.ledger.appended(now) >= position ? now : NEVER;
  const curve = holder.curve(crossing.stage);
  if (curve.valueAt(now) >= position) return now;
  return Math.max(now, curve.past(position));
}

type CommitWait = Crossing & { kind: "commit-wait" };

/** The oldest waiting write fixes the earliest possible instant; by then another may be the oldest: iterate. */
function waitAbove(plane: WatchedPlane, { timeline, wait, rule, since }: CommitWait, now: number): number {
  const ledger = plane.ledger(timeline);
  if (!ledger.isWaiting) return NEVER;
  if (isAnswering(plane, { ledger, timeline, wait, now })) return NEVER;
  const begin = since ?? Number.NEGATIVE_INFINITY;
  let t = now;
  for (let i = 0; i < TRIES; i++) {
    const acknowledged = ledger.acknowledged(t);
    const oldest = ledger.appendedPast(acknowledged + NOISE);
    if (oldest === NEVER) return NEVER;
    const due = Math.max(oldest, begin) + wait;
    if (due <= t) {
      if (!rule || confirmedLater(plane, { ledger, timeline, rule }, acknowledged, due)) return t;
      return Math.max(t + LOOK_AGAIN, now);
    }
    t = due;
  }
  return t;
}

/** Whoever it waits for follows within the time: nothing will ever wait so long. */
function isAnswering(
  plane: WatchedPlane,
  on: {
    readonly ledger: FluidLedger;
    readonly timeline: TimelineId;
    readonly wait: number;
    readonly now: number;
  },
): boolean {
  const { ledger, timeline, wait, now } = on;
  const { terms } = ledger;
  if (terms === "block" || ledger.flush * 2 >= wait) return false;
  const origin = plane.originOf(timeline);
  for (const { atLeast, of, stage } of terms) {
    let answering = 0;
    for (const node of of) {
      const stream = plane.towards(node, origin);
      if (!stream?.back || stream.isCopying || stream.wire.state !== "following") continue;
      if (
        (stream.roundTrip + stream.target.flush) * 2 < wait &&
        (stage !== "applied" || stream.target.isKeepingUp)
      )
        answering++;
    }
    if (answering < atLeast) return false;
  }
  return ledger.acknowledged(now) >= ledger.appended(now - wait) - NOISE;
}

function confirmedLater(
  plane: WatchedPlane,
  on: { readonly ledger: FluidLedger; readonly timeline: TimelineId; readonly rule: CommitRule },
  position: number,
  due: number,
): boolean {
  return on.ledger.confirmedPast(on.rule, plane.confirmations(on.timeline), position) > due;
}

function waitBelow(plane: WatchedPlane, { timeline, wait }: CommitWait, now: number): number {
  const ledger = plane.ledger(timeline);
  const waits = (t: number): number => {
    const oldest = ledger.appendedPast(ledger.acknowledged(t) + NOISE);
    return oldest >= t ? 0 : t - oldest;
  };
  // One that has just come true is looked at up to 1 µs early: it is not over for that.
  if (waits(now) < wait - 1) return now;
  let ahead = 1;
  while (waits(now + ahead) >= wait) {
    ahead *= 2;
    if (ahead > 1e13) return NEVER;
  }
  let low = Math.floor(ahead / 2);
  let high = ahead;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (waits(now + middle) >= wait) low = middle;
    else high = middle;
  }
  return now + high;
}
