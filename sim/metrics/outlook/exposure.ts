// The seam for losses that are integrated instead of counted: how long how much would be lost if a site died,
// times how often it dies at that time. Gets the exposure as straight lines; keeps the expected number of
// losses by their size, in bins of half an octave. The lines themselves come from whoever knows the streams.

/** What would be lost if the site died: seconds of acknowledged work, a straight line from `from` to `to`. */
export interface ExposureSegment {
  /** µs */
  readonly from: number;
  readonly to: number;
  readonly atStart: number;
  readonly atEnd: number;
  /** Losses of the site per µs. */
  readonly lossRate: number;
}

const BINS = 96;
/** Seconds at the lower end of the first bin. */
const SMALLEST = 1e-3;

export class ExposureIntegral {
  /** Expected losses whose size lies in the bin. */
  readonly bins = new Float64Array(BINS);
  /** Expected losses, and their expected sum in seconds. */
  losses = 0;
  seconds = 0;

  add({ from, to, atStart, atEnd, lossRate }: ExposureSegment): void {
    const expected = (to - from) * lossRate;
    if (!(expected > 0)) return;
    this.losses += expected;
    this.seconds += (expected * (atStart + atEnd)) / 2;
    const low = Math.min(atStart, atEnd);
    const high = Math.max(atStart, atEnd);
    if (high === low) {
      this.#add(low, expected);
      return;
    }
    let at = low;
    for (let bin = binOf(low); at < high; bin++) {
      const end = bin >= BINS - 1 ? high : Math.min(high, EDGES[bin + 1] as number);
      this.bins[bin] = (this.bins[bin] as number) + (expected * (end - at)) / (high - low);
      at = end;
    }
  }

  /** Expected losses of at least `seconds`, which is an edge of a bin or is rounded down to one. */
  atLeast(seconds: number): number {
    let sum = 0;
    for (let bin = binOf(seconds); bin < BINS; bin++) sum += this.bins[bin] as number;
    return sum;
  }

  #add(size: number, expected: number): void {
    const bin = binOf(size);
    this.bins[bin] = (this.bins[bin] as number) + expected;
  }
}

/** The lower edge of each bin, s. */
const EDGES: readonly number[] = Array.from(
  { length: BINS },
  (_, bin) => SMALLEST * 2 ** Math.floor(bin / 2) * (bin % 2 === 1 ? Math.SQRT2 : 1),
);

/** Bin 0 holds everything below its upper edge. */
function binOf(size: number): number {
  let [low, high] = [0, BINS - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (size >= (EDGES[middle] as number)) low = middle;
    else high = middle - 1;
  }
  return low;
}
