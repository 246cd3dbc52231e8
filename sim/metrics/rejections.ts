// What an overloaded server turns away: writes that found no room, or a queue longer than their clients' patience.
// Counted between two rounds of the data plane; rounds in a row that turned somebody away are one shortage with
// their mean share, but rounds in which nobody got in are one of their own. Where nobody is turned away nothing
// is counted, so chance adds no noise to healthy servers.

import type { TrafficTotals } from "../cluster/data-plane.ts";
import type { Shortage } from "./share-track.ts";

interface Open {
  readonly start: number;
  end: number;
  met: number;
  turnedAway: number;
  /** Nobody got in. */
  readonly isClosed: boolean;
}

/** That so few found no room may be chance. */
const ENOUGH = 10;

export class Rejections {
  #closed: Shortage[] = [];
  #open: Open | undefined;
  #before: TrafficTotals = { offered: 0, accepted: 0, turnedAway: 0 };
  #sampledAt = 0;

  /** Of those who met a server since it was last asked. */
  get servedShare(): number {
    return this.#open ? shareOf(this.#open) : 1;
  }

  sample(now: number, totals: TrafficTotals): void {
    const turnedAway = totals.turnedAway - this.#before.turnedAway;
    const met = turnedAway + totals.accepted - this.#before.accepted;
    const isClosed =
      met >= ENOUGH ? turnedAway === met : (this.#open?.isClosed ?? false) && turnedAway === met;
    if (this.#open && (turnedAway === 0 || isClosed !== this.#open.isClosed)) {
      this.#closed.push(toShortage(this.#open));
      this.#open = undefined;
    }
    if (turnedAway > 0) {
      this.#open ??= { start: this.#sampledAt, end: now, met: 0, turnedAway: 0, isClosed };
      this.#open.end = now;
      this.#open.met += met;
      this.#open.turnedAway += turnedAway;
    }
    this.#before = { ...totals };
    this.#sampledAt = now;
  }

  forgetBefore(t: number): void {
    this.#closed = this.#closed.filter(({ end }) => end > t);
  }

  /** One that is not over lasts beyond the horizon. */
  shortages(horizon: number): readonly Shortage[] {
    if (!this.#open) return this.#closed;
    return [...this.#closed, { ...toShortage(this.#open), end: horizon + 1 }];
  }
}

const shareOf = ({ met, turnedAway }: Open): number => 1 - turnedAway / met;
const toShortage = (open: Open): Shortage => ({
  start: Math.round(open.start),
  end: Math.round(open.end),
  share: shareOf(open),
});
