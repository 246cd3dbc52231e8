import { expect, it } from "vitest";
import { cubicCeiling, pipeFill, renoCeiling } from "../../sim/network/tcp-ceiling.ts";

it("without a queue a halving window keeps three quarters of the pipe busy, with one product all of it", () => {
  // The window swings between W/2 and W = 1 product: mean 3/4.
  expect(pipeFill(0, 0.5)).toBeCloseTo(0.75, 12);
  expect(pipeFill(1, 0.5)).toBe(1);
  // CUBIC swings between 0.7 and 1: mean 0.85; it needs a queue of 1/0.7 − 1 = 0.4286 products.
  expect(pipeFill(0, 0.7)).toBeCloseTo(0.85, 12);
  expect(pipeFill(0.4286, 0.7)).toBeCloseTo(1, 4);
});

it("a shorter queue never fills the pipe better", () => {
  const fills = Array.from({ length: 21 }, (_, i) => pipeFill(i / 20, 0.5));
  expect(fills.every((fill, i) => i === 0 || fill >= (fills[i - 1] as number))).toBe(true);
});

it("a lossy long line carries what Mathis says, and CUBIC no less", () => {
  // 1448 B / 30 ms × 1.2247 / sqrt(1e-3) = 1.869 MB/s = 15 Mbit/s
  const rate = renoCeiling(30_000, 1e-3);
  expect(rate * 8).toBeCloseTo(14.96, 1);
  expect(cubicCeiling(30_000, 1e-3)).toBeGreaterThanOrEqual(rate);
  // RFC 8312, table 1: RTT 0.1 s, p = 1e-6: 5,930 segments of 1448 B in flight.
  expect((cubicCeiling(100_000, 1e-6) * 100_000) / 1448).toBeCloseTo(5926, -2);
});
