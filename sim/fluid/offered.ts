// What clients offer to one node, in bytes of log since the start: shares of populations, which move in steps,
// times their load curves. Populations whose load has the same shape are one curve with a weight. What was
// planned for later is replaced when the clients' plans change.

import type { LoadCurve } from "../cluster/demand.ts";
import type { Monotone } from "./curve.ts";

interface Piece {
  readonly at: number;
  readonly bytes: number;
  /** By shape: bytes per write of that shape, and the shape's count at `at`. */
  readonly weights: readonly number[];
  readonly counts: readonly number[];
}

/** Slots that are walked before a search among several shapes gives up. */
const WALKED = 100_000;

export class Offered implements Monotone {
  readonly #shapes: readonly LoadCurve[];
  #pieces: Piece[];

  constructor(shapes: readonly LoadCurve[]) {
    this.#shapes = shapes;
    const none = shapes.map(() => 0);
    this.#pieces = [{ at: 0, bytes: 0, weights: none, counts: none }];
  }

  /** From `at` on these weights, which it copies; what was planned from there on is forgotten. */
  step(at: number, weights: readonly number[]): void {
    const last = this.#pieces[this.#pieces.length - 1] as Piece;
    if (last.at < at && areSame(last.weights, weights)) return;
    const counts: number[] = [];
    for (const shape of this.#shapes) counts.push(shape.cumulative(at));
    const bytes = last.at <= at ? grown(last, counts) : this.valueAt(at);
    while (this.#pieces.length > 0 && (this.#pieces[this.#pieces.length - 1] as Piece).at >= at)
      this.#pieces.pop();
    this.#pieces.push({ at, bytes, weights: weights.slice(), counts });
  }

  /** Forgets what was planned after `t`. */
  forgetAfter(t: number): void {
    while (this.#pieces.length > 1 && (this.#pieces[this.#pieces.length - 1] as Piece).at > t)
      this.#pieces.pop();
  }

  valueAt(t: number): number {
    const { bytes, weights, counts } = this.#pieces[this.#indexAt(t)] as Piece;
    let sum = bytes;
    for (let i = 0; i < weights.length; i++) {
      const weight = weights[i] as number;
      if (weight !== 0)
        sum += weight * ((this.#shapes[i] as LoadCurve).cumulative(t) - (counts[i] as number));
    }
    return sum;
  }

  /** Bytes per µs. */
  rateAt(t: number): number {
    const { weights } = this.#pieces[this.#indexAt(t)] as Piece;
    let sum = 0;
    for (let i = 0; i < weights.length; i++)
      sum += (weights[i] as number) * (this.#shapes[i] as LoadCurve).rateAt(t);
    return sum;
  }

  /** The most it ever offers with the shares of its last plan, bytes per µs. */
  get peak(): number {
    const { weights } = this.#pieces[this.#pieces.length - 1] as Piece;
    let sum = 0;
    for (let i = 0; i < weights.length; i++)
      sum += (weights[i] as number) * (this.#shapes[i] as LoadCurve).peak;
    return sum;
  }

  past(value: number): number {
    let i = this.#pieces.length - 1;
    while (i > 0 && (this.#pieces[i] as Piece).bytes > value) i--;
    const piece = this.#pieces[i] as Piece;
    const end = this.#pieces[i + 1]?.at ?? Number.POSITIVE_INFINITY;
    const only = onlyOne(piece.weights);
    if (only === -1) return end;
    if (only < 0) return Math.min(end, this.#walkTo(value, piece));
    const count = (piece.counts[only] as number) + (value - piece.bytes) / (piece.weights[only] as number);
    const found = (this.#shapes[only] as LoadCurve).reaches(count);
    return Math.min(end, Math.max(piece.at, found));
  }

  nextBreak(t: number): number {
    const i = this.#indexAt(t);
    let next = this.#pieces[i + 1]?.at ?? Number.POSITIVE_INFINITY;
    const { weights } = this.#pieces[i] as Piece;
    for (let s = 0; s < weights.length; s++)
      if ((weights[s] as number) > 0) next = Math.min(next, (this.#shapes[s] as LoadCurve).changesAfter(t));
    return next;
  }

  nextAbove(slope: number, t: number): number {
    for (let i = this.#indexAt(t); i < this.#pieces.length; i++) {
      const piece = this.#pieces[i] as Piece;
      const end = this.#pieces[i + 1]?.at ?? Number.POSITIVE_INFINITY;
      const found = this.#above(slope, piece.weights, Math.max(t, piece.at));
      if (found < end) return found;
    }
    return Number.POSITIVE_INFINITY;
  }

  retireBefore(t: number): void {
    const keep = this.#indexAt(t);
    if (keep > 64) this.#pieces = this.#pieces.slice(keep);
  }

  #above(slope: number, weights: readonly number[], t: number): number {
    const only = onlyOne(weights);
    if (only === -1) return Number.POSITIVE_INFINITY;
    if (only >= 0) return (this.#shapes[only] as LoadCurve).nextAbove(slope / (weights[only] as number), t);
    let most = 0;
    weights.forEach((weight, s) => {
      most += weight * (this.#shapes[s] as LoadCurve).peak;
    });
    if (most <= slope) return Number.POSITIVE_INFINITY;
    // Several shapes may exceed it only together: look again slot by slot.
    for (let at = t, i = 0; i < WALKED; i++) {
      let rate = 0;
      let next = Number.POSITIVE_INFINITY;
      weights.forEach((weight, s) => {
        const shape = this.#shapes[s] as LoadCurve;
        rate += weight * shape.rateAt(at);
        next = Math.min(next, shape.changesAfter(at));
      });
      if (rate > slope) return at;
      at = next;
    }
    return Number.POSITIVE_INFINITY;
  }

  #walkTo(value: number, piece: Piece): number {
    let at = piece.at;
    let left = value - piece.bytes;
    for (let i = 0; i < WALKED && at < Number.POSITIVE_INFINITY; i++) {
      let rate = 0;
      let next = Number.POSITIVE_INFINITY;
      piece.weights.forEach((weight, s) => {
        const shape = this.#shapes[s] as LoadCurve;
        rate += weight * shape.rateAt(at);
        next = Math.min(next, shape.changesAfter(at));
      });
      if (rate > 0 && rate * (next - at) > left) return at + left / rate;
      left -= rate * (next - at);
      at = next;
    }
    return Number.POSITIVE_INFINITY;
  }

  #indexAt(t: number): number {
    let i = this.#pieces.length - 1;
    while (i > 0 && (this.#pieces[i] as Piece).at > t) i--;
    return i;
  }
}

function areSame(one: readonly number[], other: readonly number[]): boolean {
  for (let i = 0; i < one.length; i++) if (one[i] !== other[i]) return false;
  return true;
}

/** Bytes where the shapes have got to `now`. */
function grown({ bytes, weights, counts }: Piece, now: readonly number[]): number {
  let sum = bytes;
  for (let i = 0; i < weights.length; i++) {
    const weight = weights[i] as number;
    if (weight !== 0) sum += weight * ((now[i] as number) - (counts[i] as number));
  }
  return sum;
}

/** Which shape alone has a weight; -1 = none, -2 = several. */
function onlyOne(weights: readonly number[]): number {
  let found = -1;
  for (let i = 0; i < weights.length; i++)
    if ((weights[i] as number) > 0) {
      if (found >= 0) return -2;
      found = i;
    }
  return found;
}
