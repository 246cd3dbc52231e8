// A run that was played more coarsely so far goes on write by write: the histories that are handed over become columns
// of records, with the ages they have; what was received and not yet applied is applied from now on. What was in
// doubt stays so, but nobody waits for its answer any more. Leaves out: what is on the wire (a stream that keeps up
// has it again after a round trip), and the log since the begin of a full copy that still runs.

import type { StreamId } from "../cluster/data-plane.ts";
import type { HandedHolder, HandedOver } from "../cluster/hand-over.ts";
import type { Histories } from "./histories.ts";
import type { StreamBook } from "./stream-book.ts";
import { TransactionLedger } from "./transaction-ledger.ts";

/** Returns the number under which each stream goes on. */
export function takeOver(
  handed: HandedOver,
  parts: { readonly histories: Histories; readonly streams: StreamBook; readonly now: number },
): ReadonlyMap<StreamId, StreamId> {
  const { histories, streams, now } = parts;
  histories.begin(
    handed.timelines.map(({ records, ...timeline }) => ({
      ...timeline,
      ledger: TransactionLedger.holding(records, timeline.fork),
    })),
  );
  for (const holder of handed.holders) takeHolder(holder, histories, now);
  const numbers = new Map<StreamId, StreamId>();
  for (const { id, spec, copyLeft, brokenAt } of handed.streams) {
    const source = histories.holder(spec.source, spec.origin);
    const target = histories.holder(spec.target, spec.origin);
    if (copyLeft > 0) target.restartAt(source.timeline, source.ledger, source.ledger.next);
    const from = copyLeft > 0 ? { fullCopy: copyLeft } : "held";
    numbers.set(id, streams.open({ ...spec, from }, source, target, { brokenAt }));
  }
  return numbers;
}

function takeHolder(handed: HandedHolder, histories: Histories, now: number): void {
  const { node, origin, timeline, isWriter, received, applied } = handed;
  const holder = histories.holder(node, origin);
  const ledger = histories.ledger(timeline);
  holder.restartAt(timeline, ledger, isWriter ? ledger.next : applied);
  if (isWriter) {
    histories.makeWriter(holder);
    return;
  }
  let at = now;
  for (let i = applied; i < received; i++) {
    at += ledger.size(i) / holder.applyRate;
    holder.hold(ledger.appends.at(i), at);
  }
}
