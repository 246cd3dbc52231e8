// A never-falling function of time in pieces. A piece is a line, or it follows another curve, later by a lag:
// a year of load is one piece long, because the table is looked up and never expanded. What a curve says of the
// past stays; what it says of the future holds as long as nobody plans anew. Positions in bytes, times in real µs.

/** What can be asked of a cumulative amount. */
export interface Monotone {
  valueAt(t: number): number;
  /** The first instant at which the value exceeds `value`; Infinity = not as things are planned. */
  past(value: number): number;
  /** The next instant after `t` at which the slope may change. */
  nextBreak(t: number): number;
  /** The first instant from `t` on at which the slope exceeds `slope`; Infinity = never. */
  nextAbove(slope: number, t: number): number;
}

interface Piece {
  at: number;
  position: number;
  /** Of a line. */
  slope: number;
  /** Of a piece that follows: whom, from which of its values on, and how much later. */
  curve: Monotone | undefined;
  /** The same one, if it is in pieces itself: chains of them are walked, not called. */
  inner: Curve | undefined;
  origin: number;
  lag: number;
}

/** No piece answers for what lies before its begin or past its end. */
function within(t: number, at: number, end: number): number {
  if (t < at) return at < end ? at : end;
  return t < end ? t : end;
}

/** Below this many pieces forgetting is not worth its while. */
const RETIRES = 64;

export class Curve implements Monotone {
  #pieces: Piece[];
  /** The pieces on the way down the chain of curves that it follows, and where each ends. */
  readonly #walked: Piece[] = [];
  readonly #ends: number[] = [];

  constructor(at: number, position: number) {
    this.#pieces = [{ at, position, slope: 0, curve: undefined, inner: undefined, origin: 0, lag: 0 }];
  }

  get length(): number {
    return this.#pieces.length;
  }
  /** The value at its last planned turn. */
  get lastTurn(): number {
    return (this.#pieces[this.#pieces.length - 1] as Piece).at;
  }

  /** From when on it stays where it is, as things are planned; Infinity = it goes on. */
  get restsFrom(): number {
    const { at, slope, curve } = this.#pieces[this.#pieces.length - 1] as Piece;
    return slope === 0 && curve === undefined ? at : Number.POSITIVE_INFINITY;
  }

  /** From `at` on a line; what was planned from there on is forgotten. */
  line(at: number, position: number, slope: number): void {
    this.#endAt(at);
    this.#pieces.push({ at, position, slope, curve: undefined, inner: undefined, origin: 0, lag: 0 });
  }

  /** From `at` on it grows as `curve` did `lag` before. */
  follow(at: number, position: number, curve: Monotone, lag: number): void {
    this.#endAt(at);
    const inner = curve instanceof Curve ? curve : undefined;
    this.#pieces.push({ at, position, slope: 0, curve, inner, origin: curve.valueAt(at - lag), lag });
  }

  /** It stays where it is at `now`. */
  freeze(now: number): void {
    const last = this.#pieces[this.#pieces.length - 1] as Piece;
    if (last.at <= now && last.slope === 0 && last.curve === undefined) return;
    this.line(now, this.valueAt(now), 0);
  }

  /** It follows this curve with this lag, from `now` on for all that is planned. */
  isFollowing(curve: Monotone, lag: number, now: number): boolean {
    const last = this.#pieces[this.#pieces.length - 1] as Piece;
    return last.curve === curve && last.lag === lag && last.at <= now;
  }

  /** How much later it grows as `source` does, at `t` and for all that is planned after; undefined = it does not. */
  lagBehind(source: Curve, t: number): number | undefined {
    let lag = 0;
    for (let curve: Curve = this; curve !== source; ) {
      const last = curve.#pieces[curve.#pieces.length - 1] as Piece;
      if (last.inner === undefined || last.at > t - lag) return undefined;
      lag += last.lag;
      curve = last.inner;
    }
    return lag;
  }

  valueAt(t: number): number {
    const walked = this.#walked;
    let depth = 0;
    let at = t;
    let piece = this.#pieceAt(at);
    while (piece.inner !== undefined) {
      walked[depth++] = piece;
      at -= piece.lag;
      piece = piece.inner.#pieceAt(at);
    }
    const { curve, position } = piece;
    let value = position;
    if (curve !== undefined) value += curve.valueAt(at - piece.lag) - piece.origin;
    else if (at > piece.at) value += piece.slope * (at - piece.at);
    // Back the way it came, in the order in which the numbers are given.
    while (depth > 0) {
      const outer = walked[--depth] as Piece;
      value = outer.position + (value - outer.origin);
    }
    return value;
  }

  past(value: number): number {
    const walked = this.#walked;
    let depth = 0;
    let wanted = value;
    let place = this.#placeOf(wanted);
    let piece = this.#pieces[place] as Piece;
    let end = this.#endOf(place);
    while (piece.inner !== undefined) {
      walked[depth] = piece;
      this.#ends[depth++] = end;
      wanted = piece.origin + (wanted - piece.position);
      const { inner } = piece;
      place = inner.#placeOf(wanted);
      piece = inner.#pieces[place] as Piece;
      end = inner.#endOf(place);
    }
    const { at, position, slope, curve, origin, lag } = piece;
    let found = Number.POSITIVE_INFINITY;
    if (curve !== undefined) found = curve.past(origin + (wanted - position)) + lag;
    else if (slope > 0) found = at + (wanted - position) / slope;
    found = within(found, at, end);
    while (depth > 0) {
      const outer = walked[--depth] as Piece;
      found = within(found + outer.lag, outer.at, this.#ends[depth] as number);
    }
    return found;
  }

  nextBreak(t: number): number {
    const i = this.#indexAt(t);
    const piece = this.#pieces[i] as Piece;
    const end = this.#endOf(i);
    if (piece.curve === undefined) return end;
    const inner = piece.curve.nextBreak(t - piece.lag) + piece.lag;
    return inner < end ? inner : end;
  }

  nextAbove(slope: number, t: number): number {
    for (let i = this.#indexAt(t); i < this.#pieces.length; i++) {
      const piece = this.#pieces[i] as Piece;
      const end = this.#endOf(i);
      const from = t > piece.at ? t : piece.at;
      if (piece.curve === undefined) {
        if (piece.slope > slope) return from;
      } else {
        const found = piece.curve.nextAbove(slope, from - piece.lag) + piece.lag;
        if (found < end) return found;
      }
    }
    return Number.POSITIVE_INFINITY;
  }

  /** A copy that stops at `value`, not later than `at`. */
  upTo(value: number, at: number): Curve {
    const copy = new Curve(at, value);
    const stops = Math.min(at, this.past(value));
    const before = this.#pieces.filter((piece) => piece.at < stops && piece.position <= value);
    copy.#pieces = [
      ...before,
      { at: stops, position: value, slope: 0, curve: undefined, inner: undefined, origin: 0, lag: 0 },
    ];
    return copy;
  }

  /** Nobody asks for anything before `t` any more. */
  retireBefore(t: number): void {
    if (this.#pieces.length < RETIRES) return;
    const keep = this.#indexAt(t);
    if (keep > 0) this.#pieces = this.#pieces.slice(keep);
  }

  #endAt(at: number): void {
    const pieces = this.#pieces;
    while (pieces.length > 0 && (pieces[pieces.length - 1] as Piece).at >= at) pieces.pop();
  }

  #pieceAt(t: number): Piece {
    const pieces = this.#pieces;
    let i = pieces.length - 1;
    while (i > 0 && (pieces[i] as Piece).at > t) i--;
    return pieces[i] as Piece;
  }
  /** Of the first piece that gets past `value`, or of the last one. */
  #placeOf(value: number): number {
    const pieces = this.#pieces;
    let i = pieces.length - 1;
    while (i > 0 && (pieces[i] as Piece).position > value) i--;
    return i;
  }
  #endOf(place: number): number {
    const next = this.#pieces[place + 1];
    return next === undefined ? Number.POSITIVE_INFINITY : next.at;
  }
  #indexAt(t: number): number {
    const pieces = this.#pieces;
    let i = pieces.length - 1;
    while (i > 0 && (pieces[i] as Piece).at > t) i--;
    return i;
  }
}

/** Segments that are walked before the search says "look again there". */
const BREAKS_AHEAD = 400;

/**
 * The first instant from `from` on at which `gap`, linear between breaks, is not positive; Infinity where nothing is
 * found up to `until`. Where it has looked as far as it looks at once and seen nothing: where to look again.
 */
export function firstNotPositive(
  gap: (t: number) => number,
  nextBreak: (t: number) => number,
  from: number,
  until = Number.POSITIVE_INFINITY,
): number {
  let a = from;
  let atA = gap(a);
  for (let i = 0; i < BREAKS_AHEAD; i++) {
    if (atA <= 0) return a;
    if (a > until) return Number.POSITIVE_INFINITY;
    const b = nextBreak(a);
    // From the inside, because the value may jump at b.
    const middle = b === Number.POSITIVE_INFINITY ? a + 1e9 : (a + b) / 2;
    const slope = (gap(middle) - atA) / (middle - a);
    if (slope < 0 && a - atA / slope <= b) return a - atA / slope;
    if (b === Number.POSITIVE_INFINITY) return b;
    a = b;
    atA = gap(b);
  }
  return a;
}

/**
 * From `now` on `curve` grows as `source` did `lag` before: what is on its way takes that long from when it set out, or
 * from now if that is less than it took so far.
 */
export function relag(
  curve: Curve,
  source: Monotone,
  lag: { readonly before: number; readonly after: number },
  now: number,
): void {
  const held = curve.valueAt(now);
  const isSooner = lag.after < lag.before;
  const since = isSooner ? now : Math.min(now, source.past(held));
  const position = Math.max(held, source.valueAt(since));
  // Steep instead of all at once, so that whoever takes it on sees that it comes too fast for him.
  curve.line(now, held, isSooner ? (position - held) / lag.after : 0);
  curve.follow(since + lag.after, position, source, lag.after);
}
