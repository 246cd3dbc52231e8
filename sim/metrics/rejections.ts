// What an overloaded server turns away: writes that found no room, or a queue longer than their clients' patience.
// Counted between two rounds of the data plane; rounds in a row that turned somebody away are one shortage with
// their mean share, but rounds in which nobody got in are one of their own: the door closed and opened within the
// rounds beside them, as late as their shares say. Where nobody is turned away nothing is counted, so chance adds no
// noise to healthy servers.

import type { TrafficTotals } from "../cluster/data-plane.ts";
import type { Shortage } from "./share-track.ts";

interface Open {
  readonly start: number;
  end: number;
  met: number;
  turnedAway: number;
  /** Nobody got in. */
  readonly isClosed: boolean;
  rounds: number;
}

/** That so few found no room may be chance. */
const ENOUGH = 3;

export class Rejections {
  #closed: Shortage[] = [];
  #open: Open | undefined;
  #before: TrafficTotals = { offered: 0, accepted: 0, turnedAway: 0 };
  #sampledAt = 0;
  /** The door closed within the latest round. */
  #closedAt: number | undefined;

  /** Of those who met a server since it was last asked. */
  get servedShare(): number {
    return this.#open ? shareOf(this.#open) : 1;
  }

  sample(now: number, totals: TrafficTotals): void {
    const turnedAway = totals.turnedAway - this.#before.turnedAway;
    const met = turnedAway + totals.accepted - this.#before.accepted;
    const isAll = turnedAway > 0 && turnedAway === met;
    const isClosed = isAll && (met >= ENOUGH || (this.#open?.isClosed ?? false));
    const before = this.#open;
    if (before?.isClosed && !isClosed && turnedAway > 0) {
      this.#closed.push(toShortage({ ...before, end: now - (1 - turnedAway / met) * (now - before.end) }));
      this.#open = undefined;
    } else {
      if (before && (turnedAway === 0 || isClosed !== before.isClosed)) this.#end(before, isClosed);
      if (turnedAway > 0) this.#count(now, turnedAway, met, isClosed);
    }
    this.#before = { ...totals };
    this.#sampledAt = now;
  }

  #count(now: number, turnedAway: number, met: number, isClosed: boolean): void {
    this.#open ??= {
      start: this.#closedAt ?? this.#sampledAt,
      end: now,
      met: 0,
      turnedAway: 0,
      isClosed,
      rounds: 0,
    };
    this.#closedAt = undefined;
    this.#open.end = now;
    this.#open.met += met;
    this.#open.turnedAway += turnedAway;
    this.#open.rounds++;
  }

  #end(open: Open, isClosedNow: boolean): void {
    this.#open = undefined;
    if (isClosedNow && open.rounds === 1)
      this.#closedAt = open.end - (1 - shareOf(open)) * (open.end - open.start);
    else this.#closed.push(toShortage(open));
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
