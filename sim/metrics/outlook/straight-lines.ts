// What would be lost, as a function of time, in straight lines, found by asking it. The oldest write that would be
// lost never gets older than it was: where the loss grows by a second each second, nothing happened in between. Else a
// stretch is one line where its middle says so. What a change upsets is mostly over soon, and the rest is long: what
// follows is tried as one line from later and later on, and only what lies before is halved.

/** Nobody takes over: a value of its own, to and from which a line jumps. */
export const NOBODY = -1;

/** What is straight within this is straight, s. */
const STRAIGHT = 1e-3;
/** Jumps and the instants at which nobody qualifies any more are found within this, µs. */
const RESOLUTION = 5e4;
/** From how much later on the rest is tried next. */
const LATER = 16;
/** A half so short that ends as it began is not asked for its middle, µs. */
const SHORT = 600e6;

export class StraightLines {
  readonly #ask: (t: number) => number;
  readonly #take: (from: number, to: number, atFrom: number, atTo: number) => void;
  /** Of the stretch that was asked last. */
  #atMiddle = 0;

  /** `ask`: seconds that would be lost at an instant, or NOBODY; `take` gets the lines in order, without gaps. */
  constructor(
    ask: (t: number) => number,
    take: (from: number, to: number, atFrom: number, atTo: number) => void,
  ) {
    this.#ask = ask;
    this.#take = take;
  }

  /** From a change on to just before the next one, where the value is known to be `atEnd`. */
  between(from: number, end: number, atEnd: number): void {
    let at = from;
    let value = this.#ask(from);
    let later = RESOLUTION;
    while (!this.#isTaken(at, end, value, atEnd)) {
      if (LATER * later >= end - from) {
        this.#halve(at, end, value, atEnd);
        break;
      }
      const next = from + later;
      const atNext = this.#ask(next);
      if (!this.#isTaken(at, next, value, atNext)) this.#halve(at, next, value, atNext);
      at = next;
      value = atNext;
      later *= LATER;
    }
  }

  /** One that has just been refused. */
  #halve(from: number, to: number, atFrom: number, atTo: number): void {
    const middle = (from + to) / 2;
    const atMiddle = this.#atMiddle;
    this.#half(from, middle, atFrom, atMiddle);
    this.#half(middle, to, atMiddle, atTo);
  }

  #half(from: number, to: number, atFrom: number, atTo: number): void {
    if (to - from <= SHORT && isStraight(atFrom, atFrom, atTo)) this.#take(from, to, atFrom, atTo);
    else if (!this.#isTaken(from, to, atFrom, atTo)) this.#halve(from, to, atFrom, atTo);
  }

  /** As one line, or as a jump where it is too short to tell; false = neither. */
  #isTaken(from: number, to: number, atFrom: number, atTo: number): boolean {
    const middle = (from + to) / 2;
    if (isStandstill(to - from, atFrom, atTo)) this.#take(from, to, atFrom, atTo);
    else if (to - from <= RESOLUTION) {
      this.#take(from, middle, atFrom, atFrom);
      this.#take(middle, to, atTo, atTo);
    } else {
      this.#atMiddle = this.#ask(middle);
      if (!isStraight(atFrom, this.#atMiddle, atTo)) return false;
      this.#take(from, to, atFrom, atTo);
    }
    return true;
  }
}

/** All the while the same write is the oldest that would be lost. */
function isStandstill(length: number, atFrom: number, atTo: number): boolean {
  return atFrom !== NOBODY && atTo !== NOBODY && Math.abs(atTo - atFrom - length / 1e6) <= STRAIGHT;
}

function isStraight(atFrom: number, atMiddle: number, atTo: number): boolean {
  if (atMiddle === NOBODY) return atFrom === NOBODY && atTo === NOBODY;
  if (atFrom === NOBODY || atTo === NOBODY) return false;
  return Math.abs(atMiddle - (atFrom + atTo) / 2) <= STRAIGHT;
}
