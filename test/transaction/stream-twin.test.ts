// The columns against their eager twin: whatever comes when, and whatever happens to the link meanwhile, each record is
// received, flushed and applied at the same instant, to a millionth of a microsecond.
import fc from "fast-check";
import { expect, it } from "vitest";
import { Connection } from "../../sim/cluster/connection.ts";
import type { Route } from "../../sim/cluster/fabric.ts";
import { randomRoot } from "../../sim/kernel/random.ts";
import { constantWindow } from "../../sim/network/tcp/fixed-window.ts";
import type { BytesPerMicro } from "../../sim/quantity/data.ts";
import { Holder } from "../../sim/transaction/holder.ts";
import { TransactionLedger } from "../../sim/transaction/transaction-ledger.ts";
import { TransactionStream } from "../../sim/transaction/transaction-stream.ts";
import {
  type NaiveCondition,
  type NaiveRecord,
  naiveArrivals,
  naiveFlushes,
} from "../support/naive-stream.ts";

const APPLY_RATE = 5;

const transport = {
  goodput: () => Number.POSITIVE_INFINITY,
  tcp: { control: constantWindow, streams: 1, window: Number.POSITIVE_INFINITY, idleRestart: false },
  expansion: 1,
  senderTimeout: Number.POSITIVE_INFINITY,
  reconnect: 0,
};
const route = (delay: number): Route => ({
  links: ["wan/a"],
  bandwidth: 1 as BytesPerMicro,
  delay,
  jitters: [],
  lossEvents: 0,
  burst: 1,
  queue: Number.POSITIVE_INFINITY,
});

/**
 * Retransmissions after a cut: a loss probe after two round trips, then 200 ms and a round trip, doubled each time, up to
 * two minutes; half a slot of the timers late.
 */
function probe(backAt: number, brokenAt: number, roundTrip: number): number {
  let at = brokenAt + 2 * roundTrip;
  for (let pause = roundTrip + 200_000; at < backAt; pause = Math.min(2 * pause, 120e6)) {
    const level = [252e3, 2016e3, 16_128e3, 129_024e3].findIndex((end) => pause < end);
    at += pause + 2000 * [1, 8, 64, 512][level]!;
  }
  return at;
}

/** It had nothing more to send when it was cut: the wait for the probe begins then. */
class Silent extends Connection {
  override resumesAt(now: number, brokenAt: number, { roundTrip }: { roundTrip: number }): number {
    return super.resumesAt(now, brokenAt, { roundTrip, gap: Number.POSITIVE_INFINITY });
  }
}

interface Story {
  readonly records: readonly NaiveRecord[];
  readonly conditions: readonly NaiveCondition[];
  /** When somebody has the plane look. */
  readonly looks: readonly number[];
}

const story: fc.Arbitrary<Story> = fc
  .record({
    gaps: fc.array(fc.double({ min: 0, max: 20_000, noNaN: true }), { minLength: 1, maxLength: 60 }),
    bytes: fc.array(fc.integer({ min: 1, max: 30_000 }), { minLength: 60, maxLength: 60 }),
    first: fc.record({ rate: fc.constantFrom(0.5, 1, 4), delay: fc.constantFrom(500, 15_000) }),
    changes: fc.array(
      fc.record({
        after: fc.integer({ min: 1, max: 300_000 }),
        rate: fc.constantFrom(0, 0.25, 1, 2, 10),
        delay: fc.constantFrom(500, 15_000, 15_000, 40_000),
      }),
      { maxLength: 8 },
    ),
    looks: fc.array(fc.integer({ min: 0, max: 1_000_000 }), { maxLength: 20 }),
  })
  .map(({ gaps, bytes, first, changes, looks }) => {
    let ready = 0;
    const records = gaps.map((gap, i) => {
      ready += gap;
      return { ready, bytes: bytes[i] as number };
    });
    let at = 0;
    const later = changes.map(({ after, rate, delay }) => {
      at += after;
      return { at, rate, delay };
    });
    // In the end the path is whole.
    const conditions = [{ at: 0, ...first }, ...later, { at: at + 1, rate: 1, delay: 15_000 }];
    return { records, conditions, looks: looks.sort((a, b) => a - b) };
  });

function columns({ records, conditions, looks }: Story, flush: number): Holder {
  const ledger = new TransactionLedger(0, { end: 0, writes: 0, fork: 0 });
  const terms = {
    drawFlush: () => flush,
    applyRate: APPLY_RATE,
    applyDelay: 0,
    wakeUp: 0,
    receivesBetweenFlushes: false,
  };
  const source = new Holder("a", 0, ledger, terms);
  const target = new Holder("b", 0, ledger, terms);
  source.isWriter = source.accepts = true;
  const connection = new Silent(transport, randomRoot("twin").replication(1).stream("stream"));
  const spec = { source: "a", target: "b", origin: 0, from: "held" } as const;
  const stream = new TransactionStream(1, { spec, source, target, connection, copyRate: 1 });
  let appended = 0;
  const look = (now: number): void => {
    for (; appended < records.length && (records[appended] as NaiveRecord).ready <= now; appended++) {
      const { ready, bytes } = records[appended] as NaiveRecord;
      ledger.append({ at: ready, bytes, writes: 1, flushedAt: ready });
    }
    stream.plan();
  };
  const moments = [
    ...looks.map((at) => ({ at, change: undefined })),
    ...conditions.map((change) => ({ at: change.at, change })),
  ].sort((one, other) => one.at - other.at);
  for (const { at, change } of moments) {
    look(at);
    if (!change) continue;
    const way = change.rate > 0 ? route(change.delay) : undefined;
    stream.setRoute(at, way, way);
    if (change.rate > 0) stream.setRate(at, change.rate);
    stream.plan();
  }
  look(Number.POSITIVE_INFINITY);
  return target;
}

const close = (column: { at(index: number): number }, naive: readonly number[], name: string): void => {
  naive.forEach((expected, i) => {
    const difference = Math.abs(column.at(i) - expected);
    if (!(difference < 1e-6)) throw new Error(`${name} ${i}: ${column.at(i)} instead of ${expected}`);
  });
};

it.each([0.1, 400, 25_000])(
  "every record is received, flushed and applied as by its twin; a flush takes %d µs",
  (flush) => {
    fc.assert(
      fc.property(story, (drawn) => {
        const target = columns(drawn, flush);
        const received = naiveArrivals(drawn.records, drawn.conditions, probe);
        expect(received).toHaveLength(drawn.records.length);
        close(target.received, received, "received");
        const flushed = naiveFlushes(received, () => flush);
        close(target.flushed, flushed, "flushed");
        let free = 0;
        const applied = flushed.map((at, i) => {
          free = Math.max(free, at) + (drawn.records[i] as NaiveRecord).bytes / APPLY_RATE;
          return free;
        });
        close(target.applied, applied, "applied");
      }),
      { numRuns: 400, seed: 5 },
    );
  },
);
