// What a change of history lost: one function, asked of whichever ledger the data plane keeps.

import { invariant } from "../kernel/invariant.ts";
import type { Bytes } from "../quantity/data.ts";
import type { Instant } from "../quantity/time.ts";
import { firstToLast, sinceFirst } from "./chance-gaps.ts";
import type { Ledger, Position } from "./data-plane.ts";

export interface Loss {
  readonly transactions: number;
  readonly bytes: Bytes;
  /**
   * µs from the acknowledgement of the oldest lost write to the later of the failure and the last lost
   * acknowledgement.
   */
  readonly rpoAchieved: number;
  /** µs: failure instant minus the position in time of the surviving history; defined when nothing was lost, too. */
  readonly recoveryPointAge: number;
  /** Of the lost: still on the loser's disk. */
  readonly stranded: number;
  /** Present in the surviving history, never acknowledged. */
  readonly phantom: number;
  /** Appended by the loser past the fork, acknowledged or not. */
  readonly divergent: number;
  /** Never answered, wherever they ended. */
  readonly inDoubt: number;
}

/**
 * `survived`: the survivor's position at promotion. `failedAt`: the fault. `stoppedAt`: when the loser stopped
 * acknowledging. `flushedBy`: the loser's disk is readable up to what it had flushed by then; undefined = destroyed.
 */
export function lossOf(
  ledger: Ledger,
  cut: {
    readonly survived: Position;
    readonly failedAt: Instant;
    readonly stoppedAt: Instant;
    readonly flushedBy: Instant | undefined;
  },
): Loss {
  const { survived, failedAt, stoppedAt, flushedBy } = cut;
  const acknowledged = ledger.acknowledged(stoppedAt);
  const appended = ledger.appended(stoppedAt);
  const lostFrom = Math.min(survived, acknowledged);
  const transactions = ledger.transactionsBetween(lostFrom, acknowledged);
  const oldest = ledger.acknowledgedPast(survived);
  // Of what rounding alone has put past the survivor's position nobody knows an instant.
  const isDated = oldest < Number.POSITIVE_INFINITY;
  invariant(isDated || transactions < 0.5, "what was lost had been promised at some instant", {
    survived,
    transactions,
  });
  const lastLost = Math.min(stoppedAt, ledger.acknowledgedPast(acknowledged - 1));
  const gap = ledger.gapAt(survived);
  const span = (lost: number): number =>
    lastLost > failedAt ? firstToLast(lost, gap) : sinceFirst(failedAt - oldest, gap);
  const onDisk = flushedBy === undefined ? lostFrom : Math.min(acknowledged, ledger.flushed(flushedBy));
  return {
    transactions,
    bytes: Math.max(0, acknowledged - survived) as Bytes,
    rpoAchieved: transactions > 0 && isDated ? span(lastLost - oldest) : 0,
    recoveryPointAge: sinceFirst(failedAt - Math.min(failedAt, ledger.appendedPast(survived)), gap),
    stranded: ledger.transactionsBetween(lostFrom, Math.max(lostFrom, onDisk)),
    phantom: ledger.transactionsBetween(acknowledged, Math.max(survived, acknowledged)),
    divergent: ledger.transactionsBetween(survived, Math.max(survived, appended)),
    inDoubt: ledger.transactionsBetween(acknowledged, Math.max(appended, acknowledged)),
  };
}
