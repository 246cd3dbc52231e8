// What gets through a lossy path in time, against sending every copy by hand and against small cases worked out.
import { expect, it } from "vitest";
import { randomRoot } from "../../sim/kernel/random.ts";
import { datagramLoss, exchangeLoss, openingLoss } from "../../sim/network/retransmission.ts";

it("a datagram and its answer get one chance each", () => {
  expect(datagramLoss({ there: 0.03, back: 0.03, roundTrip: 27e3 }, 1e6)).toBeCloseTo(1 - 0.97 * 0.97, 12);
  expect(datagramLoss({ there: 0, back: 0, roundTrip: 2e6 }, 1e6)).toBe(1);
});

it("nothing is lost where nothing gets lost, and everything where no answer can be back in time", () => {
  const path = { there: 0, back: 0, roundTrip: 30e3 };
  expect([exchangeLoss(path, 10e6), openingLoss(path, 1e6)]).toEqual([0, 0]);
  expect(exchangeLoss({ ...path, roundTrip: 11e6 }, 10e6)).toBe(1);
});

it("with a perfect way back only the sendings of the question count", () => {
  // Sent at 0, 0.3, 0.9, 2.1, 4.5, 9.3 s: six times within 10 s less the round trip of 0.1 s.
  expect(exchangeLoss({ there: 0.5, back: 0, roundTrip: 100e3 }, 10e6)).toBeCloseTo(0.5 ** 6, 12);
  // A connection is tried at 0, 1 and 3 s; the next try would come at 7 s.
  expect(openingLoss({ there: 0.5, back: 0, roundTrip: 100e3 }, 5e6)).toBeCloseTo(0.125, 12);
});

it("questions and answers that are sent again until time is up fail as often as computed (four standard errors)", () => {
  const stream = randomRoot("retransmission").replication(1).stream("coins");
  const path = { there: 0.5, back: 0.6, roundTrip: 100e3 };
  const time = 3e6;
  /** When the first copy that is not lost arrives, half a round trip later. */
  const arrives = (from: number, loss: number): number => {
    for (let sent = from, wait = 300e3; ; sent += wait, wait *= 2)
      if (stream.uniform() >= loss) return sent + path.roundTrip / 2;
  };
  const trials = 100_000;
  let failed = 0;
  for (let i = 0; i < trials; i++) if (arrives(arrives(0, path.there), path.back) > time) failed++;
  const expected = exchangeLoss(path, time);
  const error = Math.sqrt((expected * (1 - expected)) / trials);
  expect(Math.abs(failed / trials - expected)).toBeLessThan(4 * error);
});
