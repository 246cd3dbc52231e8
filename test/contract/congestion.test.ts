// Every registered congestion control: more loss, a longer way or a shorter queue never make it faster.
import fc from "fast-check";
import { expect, it } from "vitest";
import type { Congestion, Pipe } from "../../sim/network/congestion/congestion.ts";
import { congestions } from "../../sim/network/congestion/registry.ts";

const pipe: fc.Arbitrary<Pipe> = fc.record({
  roundTrip: fc.integer({ min: 100, max: 300_000 }),
  lossEvents: fc.constantFrom(0, 1e-7, 1e-5, 1e-3, 0.02, 0.3),
  bandwidth: fc.constantFrom(0.125, 1.25, 12.5, 125, 1250),
  burst: fc.constantFrom(1, 8),
  queue: fc.constantFrom(0, 65_536, 1e6, 1e9),
});

it.each([...congestions.parts])(
  "%s: goodput is positive and falls with loss, distance and want of a queue",
  (kind, part) => {
    const configs = [{}, { streams: 4 }, { window: "64 KiB" }].map(
      (given) => part.config.parse({ kind, ...given }) as never,
    );
    const { goodput } = part as unknown as Congestion;
    fc.assert(
      fc.property(pipe, fc.constantFrom(1.1, 3, 100), (given, factor) => {
        for (const config of configs) {
          const rate = goodput(config, given);
          expect(rate).toBeGreaterThan(0);
          const worse = (changes: Partial<Pipe>): void => {
            expect(goodput(config, { ...given, ...changes })).toBeLessThanOrEqual(rate * (1 + 1e-9));
          };
          worse({ roundTrip: given.roundTrip * factor });
          worse({ lossEvents: Math.min(1, given.lossEvents * factor + 1e-6) });
          worse({ queue: given.queue / factor });
          // More connections carry no less.
          const [one, four] = configs as [never, never];
          expect(goodput(four, given)).toBeGreaterThanOrEqual(goodput(one, given) * (1 - 1e-9));
        }
      }),
      { numRuns: 500, seed: 9 },
    );
  },
);
