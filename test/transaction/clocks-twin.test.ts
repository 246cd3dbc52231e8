// The recurrences of the disk and of the processors against naive versions that keep every piece of work.
import fc from "fast-check";
import { expect, it } from "vitest";
import { FlushClock } from "../../sim/database/flush-clock.ts";
import { Station } from "../../sim/transaction/station.ts";
import { naiveFlushes, naiveStation } from "../support/naive-stream.ts";

/** Ascending instants, some of them equal. */
const instants = fc
  .array(fc.constantFrom(0, 0.5, 1, 3, 10, 100), { minLength: 1, maxLength: 80 })
  .map((gaps) => {
    let at = 0;
    return gaps.map((gap) => {
      at += gap;
      return at;
    });
  });
const durations = fc.array(fc.constantFrom(0.25, 1, 2, 7, 40), { minLength: 200, maxLength: 200 });
const takeFrom = (values: readonly number[]): (() => number) => {
  let taken = 0;
  return () => values[taken++] as number;
};

it("a record is durable with the flush that it finds or waits for, as in a log of flushes", () => {
  fc.assert(
    fc.property(instants, durations, (arrivals, drawn) => {
      const clock = new FlushClock(takeFrom(drawn));
      expect(arrivals.map((at) => clock.durableAt(at))).toEqual(naiveFlushes(arrivals, takeFrom(drawn)));
    }),
    { numRuns: 1000, seed: 6 },
  );
});

it("work is done when a worker is free for it, and refused when nobody may wait any more", () => {
  fc.assert(
    fc.property(
      instants,
      durations,
      fc.integer({ min: 1, max: 4 }),
      fc.option(fc.integer({ min: 0, max: 5 }), { nil: undefined }),
      (arrivals, drawn, servers, queue) => {
        let work = 0;
        const station = new Station({ servers, queue, drawService: () => work });
        const done: number[] = [];
        const takeDone = (until: number): void => {
          while (station.nextDoneAt <= until) done.push(station.takeDone().at);
        };
        const accepted = arrivals.map((at, i) => {
          takeDone(at);
          work = drawn[i] as number;
          return station.arrive({ arrivedAt: at, population: 0, bytes: 1, writes: 1 });
        });
        takeDone(1e9);
        const naive = naiveStation(
          arrivals.map((at, i) => ({ at, work: drawn[i] as number })),
          queue === undefined ? { servers } : { servers, queue },
        );
        expect(accepted).toEqual(naive.map((end) => end !== undefined));
        const ends = naive.filter((end) => end !== undefined).sort((a, b) => a - b);
        expect(done.length).toBe(ends.length);
        done.forEach((end, i) => {
          expect(end).toBeCloseTo(ends[i] as number, 9);
        });
      },
    ),
    { numRuns: 1000, seed: 7 },
  );
});
