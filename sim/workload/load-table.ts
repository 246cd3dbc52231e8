// The load of one population as a table that repeats, growing or not.

import { days } from "../quantity/time.ts";
import type { SteppedCurve } from "./change-of-time.ts";
import { GrowingTable } from "./growing-table.ts";
import type { Growth } from "./growth.ts";
import { RateTable } from "./rate-table.ts";

/** `rates` in writes per µs, each for `slot` µs; the run begins `start` µs into the period. */
export function loadTable(
  rates: readonly number[],
  parts: { readonly slot: number; readonly start: number; readonly growth: Growth | undefined },
): SteppedCurve {
  const { growth } = parts;
  return growth && growth.perYear > 0
    ? new GrowingTable(rates, { ...parts, growth })
    : new RateTable(rates, parts.slot, parts.start);
}

/** The same rate at all times, but for growth. */
export const constantLoad = (
  rate: number,
  { start, growth }: { readonly start: number; readonly growth: Growth | undefined },
): SteppedCurve => (growth ? loadTable([rate], { slot: days(7), start, growth }) : RateTable.constant(rate));
