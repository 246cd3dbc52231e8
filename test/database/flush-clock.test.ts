import { expect, it } from "vitest";
import { FlushClock } from "../../sim/database/flush-clock.ts";

it("what comes while a flush runs joins the next one, which begins when it ends", () => {
  const clock = new FlushClock(() => 10);
  expect(clock.durableAt(0)).toBe(10);
  // At 3 and 9 the first flush runs: both wait for the second, 10 to 20.
  expect(clock.durableAt(3)).toBe(20);
  expect(clock.durableAt(9)).toBe(20);
  // At 12 the second runs: the third ends at 30.
  expect(clock.durableAt(12)).toBe(30);
  // Nothing runs at 50.
  expect(clock.durableAt(50)).toBe(60);
});

it("one writer at a time pays one flush each, many share", () => {
  let flushes = 0;
  const clock = new FlushClock(() => {
    flushes++;
    return 100;
  });
  for (let i = 0; i < 1000; i++) clock.durableAt(i);
  // 1,000 records in 1,000 µs: flushes at 0, 100, 200 … 900, and the one that they wait for.
  expect(flushes).toBe(11);
});

it("taking plans back restores the last flush that counts", () => {
  const clock = new FlushClock(() => 10);
  clock.durableAt(0);
  clock.durableAt(5);
  clock.rewindTo(10);
  expect(clock.durableAt(12)).toBe(22);
});
