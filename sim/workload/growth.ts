// How load grows over the years: by a share of itself per year, in steps of about a week, so that a load curve still
// stands still between its steps. It ends after a while: no line and no server takes a load that grows for ever.
// Leaves out: shrinking, jumps, a bound other than time.
import { z } from "zod";
import { positiveDuration, ratio } from "../config/fields.ts";
import { assumed } from "../config/part.ts";
import { pow } from "../kernel/arithmetic.ts";
import { type Duration, days } from "../quantity/time.ts";

export interface Growth {
  /** 0.2 = 20 % more from one year to the next. */
  readonly perYear: number;
  /** From then on the load stays as it is. */
  readonly for: Duration;
}

const YEAR = days(365);
const STEP = days(7);
/** Our assumption: nobody plans further ahead. */
const HORIZON = "3650 d";

/** Beyond it a percent sign is missing. */
const PER_YEAR_MAX = 3;
const perYear = ratio.refine((value) => value <= PER_YEAR_MAX, {
  message: "a load does not grow by more than 300 % a year",
  params: { code: "TWIN1011", hint: "a share per year, like 20 %" },
});

/** `20 %`, or `{ perYear: 20 %, for: 1825 d }`. */
export const growth = z
  .union([
    perYear.transform((perYear): Growth => ({ perYear, for: days(3650) })),
    z.strictObject({
      perYear,
      for: positiveDuration
        .prefault(HORIZON)
        .meta(assumed("how long it grows; then it stays as it is", "our assumption: nobody plans further")),
    }),
  ])
  .optional()
  .describe("per year, in weekly steps from the start of the run; none if absent");

/** How many periods of a load make one step: about a week of them. */
export const periodsPerStep = (period: number): number => Math.max(1, Math.round(STEP / period));

/** The load of each step relative to the first one; the last one stays. `step` in µs. */
export function growthFactors({ perYear, for: horizon }: Growth, step: number): Float64Array {
  const steps = Math.max(1, Math.round(horizon / step));
  return Float64Array.from({ length: steps + 1 }, (_, k) => pow(1 + perYear, (k * step) / YEAR));
}
