// The served share of some demand over time, as steps, and the outages in it. Late answers are intervals in
// which nothing counts as served, full servers intervals in which a part does. An outage lasts from the first
// instant below the level until the start of the first stretch of `stableFor` above it.

import { type Level, Outages } from "./outages.ts";

export interface Interval {
  readonly start: number;
  /** Infinity = not over when the run ended. */
  readonly end: number;
}
export type Outage = Interval;
/** In it only `share` of what was connected is served; 0 if absent. */
export interface Shortage extends Interval {
  readonly share?: number;
}
interface Stretch extends Interval {
  readonly share: number;
}

export class ShareTrack {
  readonly #at: number[] = [];
  readonly #share: number[] = [];

  /** From `at` on the share is this. */
  step(at: number, share: number): void {
    const last = this.#at.length - 1;
    if (last >= 0 && this.#at[last] === at) this.#share[last] = share;
    else if (last < 0 || this.#share[last] !== share) {
      this.#at.push(at);
      this.#share.push(share);
    }
  }

  /** What was said about `t` and later is taken back. */
  forgetFrom(t: number): void {
    let kept = this.#at.length;
    while (kept > 0 && (this.#at[kept - 1] as number) >= t) kept--;
    this.#at.length = kept;
    this.#share.length = kept;
  }

  /** What held before `t` is no longer asked for. */
  forgetBefore(t: number): void {
    let over = 0;
    while (over + 1 < this.#at.length && (this.#at[over + 1] as number) <= t) over++;
    this.#at.splice(0, over);
    this.#share.splice(0, over);
  }

  get instants(): readonly number[] {
    return this.#at;
  }

  shareAt(t: number): number {
    let low = 0;
    let high = this.#at.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#at[middle] as number) <= t) low = middle + 1;
      else high = middle;
    }
    return low === 0 ? 1 : (this.#share[low - 1] as number);
  }

  /** Stretches of constant share from `from` to `to`, less what is short. */
  stretches(from: number, to: number, late: readonly Shortage[] = []): Stretch[] {
    const edges = new Set<number>([from, to]);
    for (const at of this.#at) if (at > from && at < to) edges.add(at);
    for (const { start, end } of late)
      for (const edge of [start, end]) if (edge > from && edge < to) edges.add(edge);
    const sorted = [...edges].sort((a, b) => a - b);
    return sorted.slice(0, -1).map((start, i) => ({
      start,
      end: sorted[i + 1] as number,
      share: leftAt(start, late) * this.shareAt(start),
    }));
  }

  /**
   * The longest outage that begins at or after `from`; of equal ones the first. One that is not over is the
   * longest.
   */
  outage(from: number, to: number, level: Level): Outage | undefined {
    let longest: Outage | undefined;
    const outages = new Outages(level, (start, end) => {
      if (!longest || end - start > longest.end - longest.start) longest = { start, end };
    });
    for (const { start, end, share } of this.stretches(from, to)) outages.add(start, end, share);
    outages.close(Number.POSITIVE_INFINITY);
    return longest;
  }

  /** The first instant from `from` on at which the share is above `share`; Infinity = never. */
  firstAbove(from: number, to: number, share: number): number {
    return (
      this.stretches(from, to).find((stretch) => stretch.share > share)?.start ?? Number.POSITIVE_INFINITY
    );
  }
}

/** What the shortages leave, at `t`. */
const leftAt = (t: number, shortages: readonly Shortage[]): number =>
  shortages.reduce(
    (left, { start, end, share = 0 }) => (start <= t && t < end ? Math.min(left, share) : left),
    1,
  );

/** The weighted mean of several tracks, less what is short. */
export function combine(
  parts: readonly {
    readonly track: ShareTrack;
    readonly weight: number;
    readonly late: readonly Shortage[];
  }[],
  to: number,
): ShareTrack {
  const edges = new Set<number>([0]);
  for (const { track, late } of parts) {
    for (const at of track.instants) edges.add(at);
    for (const { start, end } of late)
      for (const edge of [start, end]) if (edge <= to) edges.add(Math.max(0, edge));
  }
  const all = parts.reduce((sum, { weight }) => sum + weight, 0);
  const combined = new ShareTrack();
  for (const at of [...edges].sort((a, b) => a - b)) {
    let share = 0;
    for (const { track, weight, late } of parts) share += weight * leftAt(at, late) * track.shareAt(at);
    combined.step(at, all > 0 ? share / all : 1);
  }
  return combined;
}
