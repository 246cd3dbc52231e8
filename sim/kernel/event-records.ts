// Storage of pending events: records of 48 bytes in one buffer, reused, so that an event makes no garbage. A
// record is named by its place; a handle adds the record's generation, which changes when the event is over.

/**
 * Where a record keeps what. TIME, ORDER, A and B are offsets at 6 · place in `real`, the others at 12 ·
 * place in `whole`. What a walk through a bucket reads comes first and in 16 bytes, so that it costs one
 * cache line. Users copy these into constants of their own: the engine folds those, but not imported ones (a
 * tenth of the time of an event).
 */
export const layout = {
  TIME: 0,
  NEXT: 2,
  /** The record before it in its list, or a negative code. */
  PREVIOUS: 3,
  /** phase · 2^50 + sequence */
  ORDER: 2,
  KIND: 6,
  GENERATION: 7,
  A: 4,
  B: 5,
} as const;

/** Ends a list; in place of a record: none. */
export const NONE = -1;

const { TIME, NEXT, KIND, GENERATION, A, B } = layout;
/** Handle = generation · 2^26 + place: exact in a float64. */
const PLACES = 2 ** 26;
const LAST_GENERATION = 2 ** 27 - 1;

export class EventRecords {
  real: Float64Array;
  whole: Int32Array;
  #capacity = 256;
  #used = 0;
  #free = NONE;

  constructor() {
    this.real = new Float64Array(this.#capacity * 6);
    this.whole = new Int32Array(this.real.buffer);
  }

  /** The place of an unused record. */
  allocate(): number {
    const place = this.#free;
    if (place >= 0) {
      this.#free = this.whole[12 * place + NEXT]!;
      return place;
    }
    if (this.#used === this.#capacity) this.#grow();
    return this.#used++;
  }

  release(place: number): void {
    this.whole[12 * place + NEXT] = this.#free;
    this.#free = place;
  }

  timeOf(place: number): number {
    return this.real[6 * place + TIME]!;
  }

  aOf(place: number): number {
    return this.real[6 * place + A]!;
  }

  bOf(place: number): number {
    return this.real[6 * place + B]!;
  }

  kindOf(place: number): number {
    return this.whole[12 * place + KIND]!;
  }

  handleOf(place: number): number {
    return this.whole[12 * place + GENERATION]! * PLACES + place;
  }

  /** The place of a pending event, or NONE for a handle whose event is over. */
  find(handle: number): number {
    const generation = Math.floor(handle / PLACES);
    const place = handle - generation * PLACES;
    return place < this.#used && this.whole[12 * place + GENERATION] === generation ? place : NONE;
  }

  /**
   * Makes every handle to the record stale. A handle is mistaken for a newer one only after 2^27 uses of its
   * record.
   */
  retire(place: number): void {
    const at = 12 * place + GENERATION;
    this.whole[at] = (this.whole[at]! + 1) & LAST_GENERATION;
  }

  #grow(): void {
    if (this.#capacity * 2 > PLACES) throw new RangeError(`more than ${this.#capacity} pending events`);
    this.#capacity *= 2;
    const larger = new Float64Array(this.#capacity * 6);
    larger.set(this.real);
    this.real = larger;
    this.whole = new Int32Array(larger.buffer);
  }
}
