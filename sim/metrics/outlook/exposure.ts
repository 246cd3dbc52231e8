// Losses that are integrated instead of counted: how long how much would have been lost if a site had died, times
// how often it dies at such a time. Gets exposure as straight lines, each with the losses of the site to be
// expected while it lasts; keeps the expected number of losses above each of a few sizes, exactly.
// Leaves out: where the lines come from (exposure-track.ts).

/** Seconds of acknowledged work, ascending: the points of the curve "losses a year of more than x". */
export const LOSS_SIZES: readonly number[] = [
  0.001, 0.01, 0.1, 1, 3, 10, 30, 60, 300, 600, 1800, 3600, 14_400, 86_400,
];

/** What would be lost if the site died: from `atStart` to `atEnd` seconds in a straight line. */
export interface ExposureSegment {
  readonly atStart: number;
  readonly atEnd: number;
  /** Losses of the site to be expected meanwhile, spread evenly over it. */
  readonly expected: number;
}

export class ExposureIntegral {
  /** Expected losses of the site after which somebody takes over, and what those lose in all, s. */
  losses = 0;
  seconds = 0;
  /** Expected losses of the site after which nobody may take over: all wait for it, or for a backup. */
  stranded = 0;
  /** Expected losses of more than LOSS_SIZES[i]. */
  readonly above = new Float64Array(LOSS_SIZES.length);

  add({ atStart, atEnd, expected }: ExposureSegment): void {
    if (!(expected > 0)) return;
    this.losses += expected;
    this.seconds += (expected * (atStart + atEnd)) / 2;
    const low = Math.min(atStart, atEnd);
    const high = Math.max(atStart, atEnd);
    for (let i = 0; i < LOSS_SIZES.length; i++) {
      const size = LOSS_SIZES[i] as number;
      if (size >= high) return;
      const share = size < low ? 1 : (high - size) / (high - low);
      this.above[i] = (this.above[i] as number) + expected * share;
    }
  }

  addStranded(expected: number): void {
    if (expected > 0) this.stranded += expected;
  }
}
