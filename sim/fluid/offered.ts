// What clients offer to one node, in bytes of log since the start: shares of populations, which move in steps,
// times their load curves. Populations whose load has the same shape are one curve with a weight. What was
// planned for later is replaced when the clients' plans change.

import type { LoadCurve } from "../cluster/demand.ts";
import type { Monotone } from "./curve.ts";

/** Slots that are walked before a search among several shapes gives up. */
const WALKED = 100_000;
/** A rate may be rounded. */
const ROUNDED_UP = 1 + 1e-12;

export class Offered implements Monotone {
  readonly #shapes: readonly LoadCurve[];
  /** Pieces, as columns: there are hundreds in a plan. Since when, and bytes by then. */
  #at: number[] = [0];
  #bytes: number[] = [0];
  /** Piece by piece, by shape: bytes per write of that shape, and the shape's count when the piece begins. */
  #weights: number[];
  #counts: number[];
  /** By shape: its count where a piece begins that is being added. */
  readonly #reached: number[] = [];
  /** Bytes per µs that no piece ever exceeds. */
  #most = 0;

  constructor(shapes: readonly LoadCurve[]) {
    this.#shapes = shapes;
    this.#weights = shapes.map(() => 0);
    this.#counts = shapes.map(() => 0);
  }

  /** From `at` on these weights; what was planned from there on is forgotten. */
  step(at: number, weights: readonly number[]): void {
    const last = this.#at.length - 1;
    const lastAt = this.#at[last]!;
    if (lastAt < at && this.#hasWeights(last, weights)) return;
    let bytes = lastAt <= at ? this.#bytes[last]! : this.valueAt(at);
    let kept = last + 1;
    while (kept > 0 && this.#at[kept - 1]! >= at) kept--;
    const shapes = this.#shapes;
    const first = last * shapes.length;
    for (let s = 0; s < shapes.length; s++) {
      const count = shapes[s]!.cumulative(at);
      const weight = this.#weights[first + s]!;
      if (lastAt <= at && weight !== 0) bytes += weight * (count - this.#counts[first + s]!);
      this.#reached[s] = count;
    }
    if (kept <= last) this.#keep(kept);
    this.#at.push(at);
    this.#bytes.push(bytes);
    for (let s = 0; s < shapes.length; s++) {
      this.#weights.push(weights[s]!);
      this.#counts.push(this.#reached[s]!);
    }
    const peak = this.#peakOf(kept);
    if (peak > this.#most) this.#most = peak;
  }

  /** Forgets what was planned after `t`. */
  forgetAfter(t: number): void {
    let kept = this.#at.length;
    while (kept > 1 && this.#at[kept - 1]! > t) kept--;
    if (kept < this.#at.length) this.#keep(kept);
  }

  valueAt(t: number): number {
    return this.#grownTo(t, this.#indexAt(t));
  }

  /** Bytes per µs. */
  rateAt(t: number): number {
    const shapes = this.#shapes;
    const first = this.#indexAt(t) * shapes.length;
    let sum = 0;
    for (let s = 0; s < shapes.length; s++) sum += this.#weights[first + s]! * shapes[s]!.rateAt(t);
    return sum;
  }

  /** The most it ever offers with the shares of its last plan, bytes per µs. */
  get peak(): number {
    return this.#peakOf(this.#at.length - 1);
  }

  past(value: number): number {
    let i = this.#at.length - 1;
    while (i > 0 && this.#bytes[i]! > value) i--;
    const end = this.#endOf(i);
    const only = this.#onlyOne(i);
    if (only === -1) return end;
    if (only < 0) return Math.min(end, this.#walkTo(value, i));
    const place = i * this.#shapes.length + only;
    const count = this.#counts[place]! + (value - this.#bytes[i]!) / this.#weights[place]!;
    const found = this.#shapes[only]!.reaches(count);
    return Math.min(end, Math.max(this.#at[i]!, found));
  }

  nextBreak(t: number): number {
    const shapes = this.#shapes;
    const i = this.#indexAt(t);
    let next = this.#endOf(i);
    for (let s = 0; s < shapes.length; s++)
      if (this.#weights[i * shapes.length + s]! > 0) next = Math.min(next, shapes[s]!.changesAfter(t));
    return next;
  }

  nextAbove(slope: number, t: number): number {
    if (this.#most * ROUNDED_UP < slope) return Number.POSITIVE_INFINITY;
    for (let i = this.#indexAt(t); i < this.#at.length; i++) {
      const found = this.#above(slope, i, Math.max(t, this.#at[i]!));
      if (found < this.#endOf(i)) return found;
    }
    return Number.POSITIVE_INFINITY;
  }

  retireBefore(t: number): void {
    const gone = this.#indexAt(t);
    if (gone <= 64) return;
    const { length } = this.#shapes;
    this.#at = this.#at.slice(gone);
    this.#bytes = this.#bytes.slice(gone);
    this.#weights = this.#weights.slice(gone * length);
    this.#counts = this.#counts.slice(gone * length);
  }

  #keep(pieces: number): void {
    this.#at.length = pieces;
    this.#bytes.length = pieces;
    this.#weights.length = pieces * this.#shapes.length;
    this.#counts.length = pieces * this.#shapes.length;
  }
  #endOf(i: number): number {
    return i + 1 < this.#at.length ? this.#at[i + 1]! : Number.POSITIVE_INFINITY;
  }

  /** What piece `i` has grown to at `t`. */
  #grownTo(t: number, i: number): number {
    const shapes = this.#shapes;
    const first = i * shapes.length;
    let sum = this.#bytes[i]!;
    for (let s = 0; s < shapes.length; s++) {
      const weight = this.#weights[first + s]!;
      if (weight !== 0) sum += weight * (shapes[s]!.cumulative(t) - this.#counts[first + s]!);
    }
    return sum;
  }

  #peakOf(i: number): number {
    const shapes = this.#shapes;
    let sum = 0;
    for (let s = 0; s < shapes.length; s++) sum += this.#weights[i * shapes.length + s]! * shapes[s]!.peak;
    return sum;
  }

  #hasWeights(i: number, weights: readonly number[]): boolean {
    const first = i * weights.length;
    for (let s = 0; s < weights.length; s++) if (this.#weights[first + s] !== weights[s]) return false;
    return true;
  }

  /** Which shape alone has a weight in piece `i`; -1 = none, -2 = several. */
  #onlyOne(i: number): number {
    const { length } = this.#shapes;
    let found = -1;
    for (let s = 0; s < length; s++)
      if (this.#weights[i * length + s]! > 0) {
        if (found >= 0) return -2;
        found = s;
      }
    return found;
  }

  #above(slope: number, piece: number, t: number): number {
    const only = this.#onlyOne(piece);
    if (only === -1) return Number.POSITIVE_INFINITY;
    const first = piece * this.#shapes.length;
    if (only >= 0) return this.#shapes[only]!.nextAbove(slope / this.#weights[first + only]!, t);
    if (this.#peakOf(piece) <= slope) return Number.POSITIVE_INFINITY;
    // Several shapes may exceed it only together: look again slot by slot.
    for (let at = t, i = 0; i < WALKED; i++) {
      const { rate, next } = this.#slot(piece, at);
      if (rate > slope) return at;
      at = next;
    }
    return Number.POSITIVE_INFINITY;
  }

  #walkTo(value: number, piece: number): number {
    let at = this.#at[piece]!;
    let left = value - this.#bytes[piece]!;
    for (let i = 0; i < WALKED && at < Number.POSITIVE_INFINITY; i++) {
      const { rate, next } = this.#slot(piece, at);
      if (rate > 0 && rate * (next - at) > left) return at + left / rate;
      left -= rate * (next - at);
      at = next;
    }
    return Number.POSITIVE_INFINITY;
  }

  /** Bytes per µs of this piece at `at`, and until when. */
  #slot(piece: number, at: number): { readonly rate: number; readonly next: number } {
    const shapes = this.#shapes;
    let rate = 0;
    let next = Number.POSITIVE_INFINITY;
    for (let s = 0; s < shapes.length; s++) {
      rate += this.#weights[piece * shapes.length + s]! * shapes[s]!.rateAt(at);
      next = Math.min(next, shapes[s]!.changesAfter(at));
    }
    return { rate, next };
  }

  #indexAt(t: number): number {
    let i = this.#at.length - 1;
    while (i > 0 && this.#at[i]! > t) i--;
    return i;
  }
}
