// A held commit queue by hand: flushes last 1 ms, three writes come at once, the first answer takes 40 ms.
import { expect, it } from "vitest";
import { CommitQueue } from "../../sim/transaction/commit-queue.ts";
import { TransactionLedger } from "../../sim/transaction/transaction-ledger.ts";

const NEVER = Number.POSITIVE_INFINITY;

function heldQueue(): {
  ledger: TransactionLedger;
  queue: CommitQueue;
  append: (at: number) => void;
  back: number[];
} {
  const ledger = new TransactionLedger(0, { end: 0, writes: 0, fork: 0 });
  const back: number[] = [];
  let drawn = 0;
  const queue = new CommitQueue(
    ledger,
    () => 1000 + drawn++,
    (index) => back.push(index),
  );
  queue.isHeld = true;
  const append = (at: number): void => {
    ledger.append({ at, bytes: 100, writes: 1, flushedAt: NEVER });
    queue.foresee();
  };
  return { ledger, queue, append, back };
}

it("one group waits, the next is flushed, and whoever comes then waits for the first to be answered", () => {
  const { ledger, queue, append } = heldQueue();
  for (const at of [0, 100, 200, 3000]) append(at);
  // The first alone; the two that came meanwhile together when it is on disk; the last when the first has its answer.
  expect([0, 1, 2, 3].map((i) => ledger.flushes.at(i))).toEqual([1000, 2001, 2001, NEVER]);
  ledger.promises.set(0, 41_000);
  expect(queue.foresee()).toBe(true);
  expect(ledger.flushes.at(3)).toBe(42_002);
  // Who comes before that group begins is part of it.
  append(40_000);
  expect(ledger.flushes.at(4)).toBe(42_002);
});

it("a group that has not begun is foreseen anew, with the flush that was drawn for it", () => {
  const { ledger, queue, append, back } = heldQueue();
  for (const at of [0, 100, 3000]) append(at);
  ledger.promises.set(0, 41_000);
  queue.foresee();
  queue.takeBack(5000);
  expect([ledger.flushes.at(1), ledger.flushes.at(2), back]).toEqual([2001, NEVER, [2]]);
  ledger.promises.set(0, 6000);
  queue.foresee();
  expect(ledger.flushes.at(2)).toBe(7002);
});

it("free of a hold it is group commit: the next flush begins when the one before it ends", () => {
  const { ledger, queue, append } = heldQueue();
  queue.isHeld = false;
  for (const at of [0, 100, 1500, 5000]) append(at);
  expect([0, 1, 2, 3].map((i) => ledger.flushes.at(i))).toEqual([1000, 2001, 3003, 6003]);
});
