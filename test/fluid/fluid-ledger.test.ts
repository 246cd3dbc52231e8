// The ledger of the fluid plane over crashes and promotions.
import { expect, it } from "vitest";
import { FluidLedger } from "../../sim/fluid/fluid-ledger.ts";
import type { Instant } from "../../sim/quantity/time.ts";

const at = (micros: number): Instant => micros as Instant;

it("a child whose parent lost the end of its log in a crash begins with all that it has on disk", () => {
  const parent = new FluidLedger({ at: 0, fork: 0, recordBytes: 10, flush: 20, parent: undefined });
  parent.curve.line(0, 0, 1);
  // Power is gone at 1000: what was not flushed, 20 bytes, is forgotten.
  expect(parent.flushed(at(1000))).toBe(980);
  parent.curve.line(1000, 980, 0);
  const child = new FluidLedger({ at: 5000, fork: 980, recordBytes: 10, flush: 20, parent });
  expect(child.appended(at(4999))).toBe(980);
  expect(child.flushed(at(5000))).toBe(980);
  expect(child.flushed(at(9000))).toBe(980);
});
